// The monitor beside a log whose writer decided otherwise than the rules: well chained, well signed, and served over HTTP like
// any other. Only deciding again tells.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/sha256.h"
#include "server/net/server.h"
#include "tests/faults/process.h"
#include "tests/faults/tamper_log.h"
#include "tests/net/serve_plain.h"

namespace terang::faults {
namespace {

using tamper::Told;

// Publishes the first `size` entries of a log.
class Publisher final : public net::HttpApp {
 public:
  std::atomic<std::uint64_t> size;
  std::atomic<bool> gives_bundles{true};
  std::string url;

  Publisher(const std::vector<Told>& told, const ledger::SigningKey& key) : size(told.size()), key_(key), log_(told), server_(*this, nullptr) {
    std::istringstream whole(log_.bundle(tamper::Log::Form::whole, key_, log_.size()));
    for (std::string line; std::getline(whole, line);) lines_.push_back(line + "\n");
    url = "http://127.0.0.1:" + std::to_string(net::test::serve_plain(server_));
  }

  void handle(net::HttpRequest&& request, net::Reply&& reply) override {
    const auto octets = find(request);
    reply.send(octets ? net::make_response(200, "application/octet-stream", *octets) : net::make_problem(404, "no_such_page", ""));
  }

 private:
  std::optional<std::string> find(const net::HttpRequest& request) {
    const std::uint64_t published = size;
    const std::string& path = request.path;
    if (path == "/log/checkpoint") return log_.note(published, key_);
    if (path.starts_with("/log/")) {
      const auto tile = ledger::parse_tile_path(path.substr(5));
      return tile ? log_.tile(*tile, published) : std::nullopt;
    }
    if (path == "/api/v1/log/entries") {
      std::string page;  // behind the manifest's line
      for (std::uint64_t seq = std::stoull(std::string(*request.parameter("from"))), n = 0; seq < published && n < 256; ++seq, ++n) page += lines_[1 + seq];
      return page;
    }
    if (request.segments.size() == 5 && request.segments[4] == "bundle" && gives_bundles)
      return log_.bundle(request.segments[3] == tamper::kAuction ? tamper::Log::Form::auction : tamper::Log::Form::sealed_withheld, key_, published);
    return std::nullopt;
  }

  const ledger::SigningKey key_;
  tamper::Log log_;
  std::vector<std::string> lines_;
  net::NetServer server_;
};

struct BrokenRule : ::testing::Test {
  const ledger::SigningKey key = ledger::SigningKey::generate();
  std::vector<Told> told = tamper::real_ledger();
  std::string folder = "/tmp/terang-broken-rule-XXXXXX";
  std::unique_ptr<Publisher> publisher;

  void SetUp() override { ASSERT_NE(::mkdtemp(folder.data()), nullptr); }
  void TearDown() override { std::filesystem::remove_all(folder); }

  std::uint64_t seq_of(const std::string& kind, const std::string& tender, const std::string& text = {}) const {
    for (std::uint64_t seq = 0; seq < told.size(); ++seq)
      if (told[seq].kind == kind && told[seq].tender == tender && told[seq].data.find(text) != std::string::npos) return seq;
    ADD_FAILURE() << "no " << kind;
    return 0;
  }
  void rewrite(std::uint64_t seq, const std::string& what, const std::string& with) {
    const auto at = told[seq].data.find(what);
    ASSERT_NE(at, std::string::npos) << told[seq].data;
    told[seq].data.replace(at, what.size(), with);
  }
  void publish(std::uint64_t size) {
    publisher = std::make_unique<Publisher>(told, key);
    publisher->size = size;
  }
  // What one visit says beside its heartbeat.
  std::vector<json::Value> visit(int ends_with) const {
    const std::string alerts = folder + "/alerts.jsonl";
    std::ofstream(alerts, std::ios::trunc).close();
    const Finished done = run({program("terang-verify"), "monitor", publisher->url, "--state", folder + "/monitor", "--alerts", alerts, "--vkey",
                               ledger::format_vkey(ledger::verifier_key(key, tamper::kOrigin)), "--rounds", "1"},
                              folder);
    EXPECT_EQ(done.code, ends_with) << done.out << done.err;
    std::vector<json::Value> said;
    bool heartbeat = false;
    std::ifstream file(alerts);
    for (std::string line; std::getline(file, line);) {
      const auto alert = json::parse(line);
      EXPECT_TRUE(alert.ok()) << line;
      if (alert->text("alert") == "heartbeat") heartbeat = true;
      else said.push_back(*alert);
    }
    EXPECT_TRUE(heartbeat);
    return said;
  }
  // Nothing is said before the award, one thing with it, nothing any more.
  json::Value one_alert(std::uint64_t awarded) {
    publish(awarded);
    EXPECT_EQ(visit(0).size(), 0u);
    publisher->size = told.size();
    const auto said = visit(1);
    EXPECT_EQ(said.size(), 1u);
    EXPECT_EQ(visit(0).size(), 0u) << "told once";
    return said.empty() ? json::Value::object() : said[0];
  }
};

TEST_F(BrokenRule, AnHonestLogIsCalm) {
  publish(seq_of("tender.awarded", tamper::kAuction));
  EXPECT_EQ(visit(0).size(), 0u);
  publisher->size = told.size();
  EXPECT_EQ(visit(0).size(), 0u);
}

TEST_F(BrokenRule, AnAwardToAnother) {
  const std::uint64_t awarded = seq_of("tender.awarded", tamper::kAuction);
  const auto data = json::parse(told[awarded].data);
  const std::string winner(data->find("lots")->as_array()[0].text("winner"));
  rewrite(awarded, "\"winner\":\"" + winner + "\"", "\"winner\":\"" + std::string(winner == "101" ? "102" : "101") + "\"");
  const json::Value alert = one_alert(awarded);
  EXPECT_EQ(alert.text("alert"), "rule_broken");
  EXPECT_EQ(alert.text("severity"), "danger");
  EXPECT_EQ(alert.find("seq")->as_int(), static_cast<std::int64_t>(awarded));
  EXPECT_EQ(alert.text("tender"), tamper::kAuction);
  EXPECT_EQ(alert.text("expected"), "\"award_not_first\" (no entry)");
  EXPECT_EQ(alert.text("found"), "an entry");
}

// Somebody's bid was refused by no rule: found with the award, at the bid.
TEST_F(BrokenRule, ABidRefusedWithoutCause) {
  std::uint64_t bid = seq_of("tender.awarded", tamper::kAuction);
  while (told[bid].kind != "bid.placed" || told[bid].data.find("\"verdict\":\"accepted\"") == std::string::npos) --bid;
  rewrite(bid, "\"verdict\":\"accepted\"", "\"verdict\":\"above_ceiling\"");
  const json::Value alert = one_alert(seq_of("tender.awarded", tamper::kAuction));
  EXPECT_EQ(alert.text("alert"), "rule_broken");
  EXPECT_EQ(alert.find("seq")->as_int(), static_cast<std::int64_t>(bid));
  EXPECT_EQ(alert.text("tender"), tamper::kAuction);
  EXPECT_EQ(alert.text("expected"), "\"accepted\"");
  EXPECT_EQ(alert.text("found"), "\"above_ceiling\"");
}

// An envelope was opened to another amount than stands in it.
TEST_F(BrokenRule, AnEnvelopeOpenedToAnotherAmount) {
  const std::uint64_t opened = seq_of("lot.unsealed", tamper::kSealed);
  rewrite(opened, "\"880\"", "\"879\"");
  const json::Value alert = one_alert(seq_of("tender.awarded", tamper::kSealed));
  EXPECT_EQ(alert.text("alert"), "rule_broken");
  EXPECT_EQ(alert.find("seq")->as_int(), static_cast<std::int64_t>(opened));
  EXPECT_EQ(alert.text("tender"), tamper::kSealed);
  EXPECT_EQ(alert.text("expected"), "amount 880");
  EXPECT_EQ(alert.text("found"), "amount 879");
}

// Who does not give a tender's bundle is asked again, and of two that are wrong each is told.
TEST_F(BrokenRule, NoneIsForgotten) {
  const std::uint64_t awarded = seq_of("tender.awarded", tamper::kAuction), opened = seq_of("lot.unsealed", tamper::kSealed);
  rewrite(awarded, "\"verdict\":\"accepted\"", "\"verdict\":\"award_not_first\"");
  rewrite(opened, "\"880\"", "\"879\"");
  publish(told.size());
  publisher->gives_bundles = false;
  EXPECT_EQ(visit(0).size(), 0u);
  publisher->gives_bundles = true;
  std::set<std::int64_t> seqs;
  for (int i = 0; i < 2; ++i) {
    const auto said = visit(1);
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].text("alert"), "rule_broken");
    seqs.insert(said[0].find("seq")->as_int());
  }
  EXPECT_EQ(seqs, (std::set<std::int64_t>{static_cast<std::int64_t>(awarded), static_cast<std::int64_t>(opened)}));
  EXPECT_EQ(visit(0).size(), 0u);
}

}  // namespace
}  // namespace terang::faults
