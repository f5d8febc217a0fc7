// The published log before other people's verifiers: what the Go checksum database's own library (golang.org/x/mod/sumdb) says
// of checkpoint, tiles, entry bundles and receipts as the platform serves them.
#include <filesystem>
#include <fstream>

#include "ledger/tile.h"
#include "tests/faults/house.h"
#include "tests/support/read_file.h"

namespace terang::faults {
namespace {

namespace fs = std::filesystem;
using ledger::HashTree;

constexpr int kBids = 300;  // more than a tile of 256 hashes

struct Strangers : ::testing::Test {
  House house;
  std::string vkey, program, cache;

  void SetUp() override {
    if (!fs::exists("/usr/bin/go") || !fs::exists("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")) GTEST_SKIP() << "golang-go and golang-golang-x-mod-dev are not installed";
    program = house.folder + "/sumdb";
    cache = house.folder + "/go";
    const Finished built = run({"/usr/bin/go", "build", "-o", program, TERANG_SOURCE_DIR "/tests/faults/sumdb.go"}, house.folder,
                               {"GO111MODULE=off", "GOPATH=/usr/share/gocode", "GOCACHE=" + cache, "CGO_ENABLED=0"});
    ASSERT_EQ(built.code, 0) << built.err;
  }
  std::string told(const std::string& name) const { return house.folder + "/told/" + name; }
  void put(const std::string& name, const std::string& octets) const {
    fs::create_directories(fs::path(told(name)).parent_path());
    std::ofstream(told(name), std::ios::binary) << octets;
  }
  void keep(const std::string& path, const std::string& name) {
    const Reply reply = house.get(path);
    ASSERT_EQ(reply.status, 200) << path;
    put(name, reply.text);
  }
  void keep_tiles(std::uint64_t size) {
    const auto keep_tile = [&](const ledger::TilePath& tile) {
      const std::string path = "log/" + ledger::format_tile_path(tile);
      keep("/" + path, path);
    };
    for (unsigned level = 0; size > 0; ++level, size /= HashTree::kWidth)
      for (std::uint64_t first = 0; first < size; first += HashTree::kWidth) {
        const auto width = static_cast<unsigned>(std::min<std::uint64_t>(HashTree::kWidth, size - first));
        keep_tile({.entries = false, .level = level, .index = first / HashTree::kWidth, .width = width});
        if (level == 0) keep_tile({.entries = true, .index = first / HashTree::kWidth, .width = width});
      }
  }
  Finished judged() const { return run({program, house.folder + "/told", vkey}, house.folder); }
  void expect_refused(const std::string& name, std::size_t at) const {
    const std::string text = terang::test::read_file(told(name));
    std::string octets = text;
    ASSERT_LT(at, octets.size());
    octets[at] = static_cast<char>(octets[at] ^ 1);
    put(name, octets);
    EXPECT_NE(judged().code, 0) << name;
    put(name, text);
  }
};

TEST_F(Strangers, AcceptTheLogUnchanged) {
  house.people(1);
  house.serve();
  vkey = house.get("/api/v1/log").body.text("vkey");
  const std::string tender = house.live_tender(600 * kSecond);
  house.wait_for_checkpoint();
  keep("/log/checkpoint", "log/checkpoint.older");
  LiveLine line(house.port(), house.bidders[0].cookie);
  for (int i = 1; i <= kBids; ++i) {
    line.send(house.bid(house.bidders[0], tender, std::to_string(1'000'000 - i), server::test::uuid(i)));
    ASSERT_EQ(line.expect("answer").text("verdict"), "accepted");
  }
  house.wait_for_checkpoint();
  keep("/log/checkpoint", "log/checkpoint");
  const std::uint64_t size = house.stored_times().size();
  keep_tiles(size);
  for (const std::uint64_t seq : {size - 1, size - kBids / 2, size - kBids}) {
    const Reply receipt = house.get("/api/v1/receipts/" + std::to_string(seq), &house.bidders[0]);
    ASSERT_EQ(receipt.status, 200) << receipt.text;
    put("receipts/" + std::to_string(seq), receipt.text);
  }
  const Finished held = judged();
  EXPECT_EQ(held.code, 0) << held.err;
  EXPECT_TRUE(held.out.starts_with(std::to_string(size) + " entries")) << held.out;
  EXPECT_TRUE(held.out.ends_with("3 receipts: all of it holds\n")) << held.out;

  expect_refused("log/tile/0/000", 40);
  expect_refused("log/tile/entries/000", 40);
  expect_refused("log/checkpoint", fs::file_size(told("log/checkpoint")) - 10);
  expect_refused("log/checkpoint.older", 24);
}

}  // namespace
}  // namespace terang::faults
