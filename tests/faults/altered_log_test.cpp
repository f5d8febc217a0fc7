// A ledger that was tampered with in its database, and exported bundles that were: the entry is named, by the verifier
// and by the server, which does not start.
#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "ledger/note.h"
#include "tests/faults/house.h"
#include "tests/support/read_file.h"

namespace terang::faults {
namespace {

using terang::test::read_file;

struct AlteredLog : ::testing::Test {
  static inline std::unique_ptr<House> house;
  static inline std::string tender, vkey;
  static inline std::int64_t first_bid = 0, entries = 0;

  // One log for all of them: two bidders, refusals among the bids, closed by hand of time or not at all.
  static void SetUpTestSuite() {
    house = std::make_unique<House>();
    house->people(2);
    house->serve();
    tender = house->live_tender(600 * kSecond);
    LiveLine one(house->port(), house->bidders[0].cookie), two(house->port(), house->bidders[1].cookie);
    for (int i = 1; i <= 10; ++i) {
      const bool odd = i % 2 != 0;
      LiveLine& line = odd ? one : two;
      line.send(house->bid(house->bidders[odd ? 0 : 1], tender, i == 5 ? "2000000" : std::to_string(1'000'000 - i),
                           server::test::uuid(i)));
      EXPECT_EQ(line.expect("answer").text("verdict"), i == 5 ? "above_ceiling" : "accepted");
    }
    vkey = house->get("/api/v1/log").body.text("vkey");
    // The last signed checkpoint covers all bids: it is stored once a second.
    for (int i = 0; i < 100; ++i) {
      if (house->postgres->sql("select (select max(size) from ledger_checkpoint) = (select count(*) from ledger_entry)",
                               house->database_name()) == "t\n")
        break;
      std::this_thread::sleep_for(milliseconds(50));
    }
    EXPECT_EQ(house->terminate(), 0);
    first_bid = house->stored_bids().begin()->first;
    entries = static_cast<std::int64_t>(house->stored_times().size());
    house->alter_ledger("create table kept as select * from ledger_entry");
  }
  static void TearDownTestSuite() { house.reset(); }
  void TearDown() override {
    house->alter_ledger("delete from ledger_entry; insert into ledger_entry select * from kept");
  }

  static void expect_named(std::int64_t seq, const std::string& check) {
    const std::string name = "entry " + std::to_string(seq);
    const auto names_it = [&](const std::string& text) {
      const auto at = text.find(name);
      return at != std::string::npos && !std::isdigit(static_cast<unsigned char>(text[at + name.size()])) &&
             text.find(check) != std::string::npos;
    };
    const Finished verified = house->verify_database();
    EXPECT_EQ(verified.code, 1);
    EXPECT_TRUE(names_it(verified.out + verified.err)) << verified.out << verified.err;
    const Finished served = house->serve_and_be_refused();
    EXPECT_EQ(served.code, 1);
    EXPECT_NE(served.err.find("terang: " + check), std::string::npos) << served.err;
    EXPECT_TRUE(names_it(served.err)) << served.err;
    EXPECT_EQ(house->terang({"replay"}).code, 1);
    const Finished rebuilt = house->terang({"rebuild"});
    EXPECT_EQ(rebuilt.code, 1) << rebuilt.out;
    EXPECT_NE(rebuilt.err.find("terang: " + check), std::string::npos) << rebuilt.err;
  }
  static std::string at(std::int64_t seq) { return " where seq = " + std::to_string(seq); }
};

TEST_F(AlteredLog, UntouchedItHolds) { house->expect_whole_log(); }

TEST_F(AlteredLog, AnAmountInAPayload) {
  house->alter_ledger("update ledger_entry set payload = convert_to(replace(convert_from(payload, 'UTF8'), '999999', '899999'), 'UTF8')" +
                      at(first_bid));
  expect_named(first_bid, "commitment_mismatch");
}

TEST_F(AlteredLog, AnyBitOfAnyEntry) {
  const auto seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 4; ++i) {
    const std::int64_t seq = std::uniform_int_distribution<std::int64_t>(0, entries - 1)(random);
    const char* column = std::array{"payload", "salt", "header"}[random() % 3];
    const auto bit = random();
    SCOPED_TRACE(std::string(column) + " of " + std::to_string(seq) + ", " + std::to_string(bit));
    house->alter_ledger("update ledger_entry set " + std::string(column) + " = set_bit(" + column + ", " + std::to_string(bit) +
                        " % (8 * length(" + column + ")), 1 - get_bit(" + column + ", " + std::to_string(bit) +
                        " % (8 * length(" + column + "))))" + at(seq));
    const Finished verified = house->verify_database();
    EXPECT_EQ(verified.code, 1) << verified.out;
    // A header's `time` or `prev` may show at the entry after it, and at the very end in the tree's root.
    EXPECT_NE((verified.out + verified.err).find("entry "), std::string::npos) << verified.out << verified.err;
    EXPECT_EQ(house->serve_and_be_refused().code, 1);
    TearDown();
  }
}

TEST_F(AlteredLog, ARowRemoved) {
  house->alter_ledger("delete from ledger_entry" + at(first_bid + 2));
  expect_named(first_bid + 2, "entry_missing");
}

TEST_F(AlteredLog, TheLastRowRemoved) {
  house->alter_ledger("delete from ledger_entry" + at(entries - 1));
  expect_named(entries - 1, "log_truncated");
}

TEST_F(AlteredLog, TwoRowsSwapped) {
  const std::string one = std::to_string(first_bid), two = std::to_string(first_bid + 1);
  house->alter_ledger("update ledger_entry e set header = k.header, salt = k.salt, payload = k.payload, tender = k.tender from kept k "
                      "where (e.seq = " + one + " and k.seq = " + two + ") or (e.seq = " + two + " and k.seq = " + one + ")");
  expect_named(first_bid, "seq_mismatch");
}

TEST_F(AlteredLog, ABundleIsCheckedAlone) {
  const std::string whole = house->folder + "/all.bundle", one = house->folder + "/tender.bundle";
  const Finished all = house->terang({"export", "--all", "--documents", "--out", whole});
  EXPECT_EQ(all.code, 0) << all.err;
  const Finished only = house->terang({"export", "--tender", tender, "--out", one});
  EXPECT_EQ(only.code, 0) << only.err;
  for (const std::string& file : {whole, one}) {
    EXPECT_EQ(house->verify({file}).code, 0);
    const Finished keyed = house->verify({"--vkey", vkey, file});
    EXPECT_EQ(keyed.code, 0) << keyed.out << keyed.err;
    EXPECT_NE(keyed.out.find("10 bids"), std::string::npos) << keyed.out;
  }
  const Finished other = house->verify({"--vkey", ledger::format_vkey(ledger::verifier_key(ledger::SigningKey::generate(), house->origin())), whole});
  EXPECT_EQ(other.code, 1) << "another log's key";

  for (const std::string& file : {whole, one}) {
    std::string text = read_file(file);
    const std::string bid = house->postgres->sql("select convert_from(payload, 'UTF8') from ledger_entry" + at(first_bid), house->database_name());
    const std::string id = server::test::uuid(1);
    const auto where = text.find(id);
    if (where != std::string::npos) {
      text[where] = text[where] == '0' ? '1' : '0';
    } else {  // payloads are encoded: any octet of the bid's line
      const auto line = text.find("\"seq\":" + std::to_string(first_bid));
      ASSERT_NE(line, std::string::npos) << text.substr(0, 400);
      const auto payload = text.rfind("\"payload\":\"", text.find('\n', line));
      ASSERT_NE(payload, std::string::npos);
      char& octet = text[payload + 60];
      octet = octet == 'A' ? 'B' : 'A';
    }
    std::ofstream(house->folder + "/altered.bundle", std::ios::binary) << text;
    const Finished verified = house->verify({house->folder + "/altered.bundle"});
    EXPECT_EQ(verified.code, 1) << verified.out;
    EXPECT_NE((verified.out + verified.err).find("entry " + std::to_string(first_bid)), std::string::npos)
        << verified.out << verified.err;
    // And cut off in the middle it is no bundle at all.
    std::ofstream(house->folder + "/altered.bundle", std::ios::binary) << text.substr(0, text.size() / 2);
    EXPECT_EQ(house->verify({house->folder + "/altered.bundle"}).code, 2);
  }
}

}  // namespace
}  // namespace terang::faults
