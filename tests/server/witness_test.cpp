// The platform and its witnesses: honest ones, slow ones, and such as lie.
#include <filesystem>
#include <fstream>
#include <thread>

#include "ledger/cosignature.h"
#include "server/desk_clock.h"
#include "server/metrics.h"
#include "server/witness_http.h"
#include "server/witnessing.h"
#include "tests/net/serve_plain.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

using ledger::SigningKey;
using ledger::VerifierKey;

// `pause`: the platform counts new connections.
bool eventually(const std::function<bool()>& holds, int pause = 10) {
  const Micros until = steady_now() + 20 * kSecond;
  while (!holds()) {
    if (steady_now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(pause));
  }
  return true;
}

SigningKey key(char seed) { return SigningKey::from_seed(std::string(32, seed)).value(); }
std::string name(char seed) { return std::string("witness.example/") + seed; }
VerifierKey cosigner(char seed) { return ledger::verifier_key(key(seed), name(seed), ledger::kCosignatureV1); }

class Honest {
 public:
  Honest(char seed, const VerifierKey& log, const std::string& folder, std::vector<VerifierKey> more = {})
      : core_(name(seed), key(seed), with(std::move(more), log)), state_(ledger::WitnessState::open(folder + "/" + seed, {log.name}).value()),
        http_(core_, *state_, [] { return system_now(); }), server_(http_, nullptr), port_(net::test::serve_plain(server_)) {}
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

  const ledger::WitnessState& state() const { return *state_; }
  ledger::WitnessAnswer answer(const std::string& body) { return state_->answer(core_, body, 1); }

 private:
  static std::vector<VerifierKey> with(std::vector<VerifierKey> keys, const VerifierKey& log) {
    keys.push_back(log);
    return keys;
  }
  const ledger::Witness core_;
  const std::unique_ptr<ledger::WitnessState> state_;
  WitnessHttp http_;
  net::NetServer server_;
  const std::uint16_t port_;
};

// Answers whatever it was made to answer to a request whose checkpoint has this text.
class Liar final : public net::HttpApp {
 public:
  using Lie = std::function<net::HttpResponse(const std::string& text)>;
  explicit Liar(Lie lie) : lie_(std::move(lie)), server_(*this, nullptr), port_(net::test::serve_plain(server_)) {}
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void handle(net::HttpRequest&& request, net::Reply&& reply) override {
    const auto asked = ledger::parse_add_checkpoint(request.body);
    reply.send(lie_(ledger::parse_note(asked->note)->text));
  }

 private:
  const Lie lie_;
  net::NetServer server_;
  const std::uint16_t port_;
};

net::HttpResponse says(int status, std::string body, std::string type = "text/plain") {
  return net::make_response(status, std::move(type), std::move(body));
}
Liar::Lie other_checkpoint(char seed) {
  return [seed](const std::string& text) { return says(200, ledger::cosign("x" + text, name(seed), key(seed), 1'763'848'800)); };
}
std::string line(char seed, const std::string& url) {
  return std::string("witness ") + seed + " " + ledger::format_vkey(cosigner(seed)) + " " + url + "\n";
}

// A log without its platform.
class WitnessingTest : public ::testing::Test {
 protected:
  void grow(std::uint64_t entries) {
    std::vector<ledger::Entry> more(entries);
    for (ledger::Entry& entry : more) {
      entry.header.seq = size_++;
      entry.leaf[0] = static_cast<std::uint8_t>(entry.header.seq);
    }
    log.append(more);
  }
  void ask(const std::string& lines, const std::string& ca = {}) { ask_as("log " + log.vkey() + "\n", lines, ca); }
  void ask_as(const std::string& logs, const std::string& lines, const std::string& ca = {}) {
    witnessing.reset();
    metrics = std::make_unique<Metrics>();
    Witnessing::Options options;
    options.policy = ledger::parse_policy(logs + lines).value();
    options.ca_file = ca;
    options.interval = kSecond / 100;
    options.patience = kSecond / 10;
    options.first_pause = kSecond / 20;
    options.longest_pause = kSecond / 5;
    auto begun = Witnessing::start({log, *metrics, world.config.database, 1}, options);
    ASSERT_TRUE(begun.ok()) << begun.error().message;
    witnessing = std::move(*begun);
  }
  std::uint64_t witnessed() const {
    const auto newest = witnessing->witnessed();
    return newest ? newest->checkpoint.size : 0;
  }
  bool counted(char witness, const std::string& answer) const {
    return metrics->exposition().find("terang_witness_answers_total{answer=\"" + answer + "\",witness=\"" + witness + "\"}") != std::string::npos;
  }

  World world;  // its database alone
  LogState log{"log.example/terang", key('l'), {}};
  std::unique_ptr<Metrics> metrics;
  std::unique_ptr<Witnessing> witnessing;

 private:
  std::uint64_t size_ = 0;
};

TEST_F(WitnessingTest, CosignaturesAreGatheredWhileTheLogGrows) {
  Honest a('a', log.verifier_key(), world.folder), b('b', log.verifier_key(), world.folder);
  ask(line('a', a.url()) + line('b', b.url()) + "group g all a b\nquorum g\n");
  EXPECT_EQ(witnessed(), 0u);  // of an empty log there is nothing to say
  for (const std::uint64_t size : {1u, 7u, 300u}) {
    grow(size - log.size());
    ASSERT_TRUE(eventually([&] { return witnessed() == size; }));
    const auto policy = ledger::parse_policy("log " + log.vkey() + "\n" + line('a', "") + line('b', "") + "group g all a b\nquorum g\n").value();
    const auto verdict = ledger::demand_quorum(policy, witnessing->witnessed()->note);
    ASSERT_TRUE(verdict.ok()) << verdict.error().message;
    EXPECT_EQ(verdict->checkpoint, log.checkpoint().checkpoint);
    EXPECT_EQ(witnessing->note_of(log.checkpoint()), witnessing->witnessed()->note);
  }
  EXPECT_EQ(a.state().newest(log.origin())->size, 300u);
}

// A witness that has seen more of this log than this process remembers is asked from where it stands.
TEST_F(WitnessingTest, GoesOnFromWhereTheWitnessStands) {
  Honest a('a', log.verifier_key(), world.folder);
  grow(5);
  const LogState::Signed five = log.checkpoint();
  ASSERT_EQ(a.answer(ledger::format_add_checkpoint({0, {}, five.note})).status, 200);
  grow(4);
  ask(line('a', a.url()) + "quorum a\n");
  EXPECT_TRUE(eventually([&] { return witnessed() == 9; }));
}

TEST_F(WitnessingTest, EveryLieHasItsName) {
  grow(5);
  const std::pair<const char*, Liar::Lie> lies[] = {
      {"cosignature_invalid", other_checkpoint('c')},
      {"cosignature_invalid", [](const std::string& text) { std::string made = ledger::cosign(text, name('c'), key('c'), 5);
                                                            const auto at = made.rfind('=') - 10; made[at] = made[at] == 'A' ? 'B' : 'A';
                                                            return says(200, made); }},
      {"cosignature_missing", [](const std::string& text) { return says(200, ledger::cosign(text, name('c'), key('z'), 5)); }},
      {"answer_malformed", [](const std::string&) { return says(200, "yes\n"); }},
      {"answer_malformed", [](const std::string&) { return says(200, ""); }},
      {"size_impossible", [](const std::string&) { return says(409, "6\n", "text/x.tlog.size"); }},
      {"size_malformed", [](const std::string&) { return says(409, "05\n", "text/x.tlog.size"); }},
      {"size_malformed", [](const std::string&) { return says(409, "5", "text/x.tlog.size"); }},
      {"size_contradicted", [](const std::string&) { return says(409, "0\n", "text/x.tlog.size"); }},
      {"fork_claimed", [](const std::string&) { return says(409, "fork: no\n"); }},
      {"fork_claimed", [](const std::string&) { return says(422, "proof_wrong: no\n"); }},
      {"refused_404", [](const std::string&) { return says(404, "unknown\n"); }},
      {"http_too_large", [](const std::string&) { return says(200, std::string(70'000, 'x')); }},
  };
  for (const auto& [answer, lie] : lies) {
    const Liar liar(lie);
    ask(line('c', liar.url()) + "quorum c\n");
    EXPECT_TRUE(eventually([&, name = answer] { return counted('c', name); })) << answer;
    EXPECT_EQ(witnessed(), 0u) << answer;
    EXPECT_EQ(witnessing->note_of(log.checkpoint()), log.checkpoint().note);
    witnessing.reset();
  }
}

TEST_F(WitnessingTest, AnHonestWitnessTellsOfOurFork) {
  Honest a('a', log.verifier_key(), world.folder);
  LogState other(log.origin(), key('l'), {});
  std::vector<ledger::Entry> entries(5);
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].header.seq = i, entries[i].leaf[1] = 9;
  other.append(entries);
  ASSERT_EQ(a.answer(ledger::format_add_checkpoint({0, {}, other.checkpoint().note})).status, 200);
  grow(5);
  ask(line('a', a.url()) + "quorum a\n");
  EXPECT_TRUE(eventually([&] { return counted('a', "fork_claimed"); }));
  EXPECT_EQ(witnessed(), 0u);
}

TEST_F(WitnessingTest, ASilentWitnessHoldsNobodyUp) {
  Honest a('a', log.verifier_key(), world.folder), b('b', log.verifier_key(), world.folder);
  ask(line('a', a.url()) + line('b', b.url()) + line('d', "http://127.0.0.1:1") + "group g 2 a b d\nquorum g\n");
  for (const std::uint64_t size : {3u, 6u}) {
    grow(size - log.size());
    EXPECT_TRUE(eventually([&] { return witnessed() == size; }));
  }
  EXPECT_TRUE(eventually([&] { return counted('d', "http_unreachable"); }));
}

TEST_F(WitnessingTest, WhatWasKeptIsThereAfterARestartAndVerifiedAgain) {
  const std::string alone = line('a', "http://127.0.0.1:1") + "quorum a\n";
  {
    Honest a('a', log.verifier_key(), world.folder);
    grow(5);
    ask(line('a', a.url()) + "quorum a\n");
    ASSERT_TRUE(eventually([&] { return witnessed() == 5; }));
    auto db = world.connect();
    ASSERT_TRUE(eventually([&] { return !pqxx::nontransaction(db).exec("select from ledger_cosigned where quorum").empty(); }));
    witnessing.reset();
  }
  grow(1);
  ask(alone);
  EXPECT_EQ(witnessed(), 5u);
  witnessing.reset();
  {
    auto db = world.connect();  // somebody writes into the table
    pqxx::work work(db);
    work.exec("update ledger_cosigned set note = replace(note, E'\\n5\\n', E'\\n4\\n')");
    work.commit();
  }
  ask(alone);
  EXPECT_EQ(witnessed(), 0u);
}

TEST_F(WitnessingTest, PoliciesThatCantBeMetAreRefused) {
  const auto refusal = [&](const std::string& text) {
    std::ofstream(world.folder + "/policy") << text;
    const auto policy = Witnessing::read_policy(world.folder + "/policy", log.verifier_keys());
    return policy ? "none" : policy.error().name;
  };
  const std::string a = line('a', "https://a.example"), b = line('b', "");
  EXPECT_EQ(refusal(a + "quorum a\n"), "none");
  EXPECT_EQ(refusal("log " + log.vkey() + "\n" + a + "quorum a\n"), "none");
  EXPECT_EQ(refusal("log " + ledger::format_vkey(ledger::verifier_key(key('l'), "other")) + "\n" + a + "quorum a\n"), "witness_policy_foreign_log");
  EXPECT_EQ(refusal(a + b + "group g all a b\nquorum g\n"), "witness_policy_unreachable");
  EXPECT_EQ(refusal(a + "quorum none\n"), "witness_policy_unreachable");
  EXPECT_EQ(refusal(a + "quorum c\n"), "policy_name_unknown");
  EXPECT_EQ(Witnessing::read_policy(world.folder + "/none", log.verifier_keys()).error().name, "file_unreadable");
}

// The log changes its key: the platform goes on with the policy that names the old one, says so, and names the witness that
// must be given the new one.
TEST_F(WitnessingTest, ARotatedKeyIsWitnessedOnAndSaid) {
  const VerifierKey old = log.verifier_key();
  const std::string old_policy = "log " + log.vkey() + "\n";
  const SigningKey next = key('n');
  const VerifierKey second = ledger::verifier_key(next, log.origin());
  Honest knows('a', old, world.folder, {second}), forgets('b', old, world.folder);
  const std::string lines = line('a', knows.url()) + line('b', forgets.url()) + "group g any a b\nquorum g\n";
  grow(3);
  ask(lines);
  ASSERT_TRUE(eventually([&] { return witnessed() == 3 && witnessing->view().find("newest")->find("cosigned_by")->as_array().size() == 2; }));
  EXPECT_EQ(json::canonical(*witnessing->view().find("names_key")), "true");

  log.hold(next);
  ASSERT_TRUE(log.follow({{ledger::format_vkey(old), {}, 3, 5 * kSecond}, {ledger::format_vkey(second), 3}}, kSecond));  // both sign
  grow(1);
  ASSERT_TRUE(eventually([&] { return witnessed() == 4 && witnessing->view().find("newest")->find("cosigned_by")->as_array().size() == 2; }));
  EXPECT_EQ(json::canonical(*witnessing->view().find("names_key")), "false");
  EXPECT_NE(metrics->exposition().find("terang_witness_policy_names_key 0"), std::string::npos);
  // What it publishes as its policy names both keys, so that whoever takes it from there can go on.
  const auto published = ledger::parse_policy(witnessing->view().text("policy"));
  ASSERT_TRUE(published.ok());
  ASSERT_EQ(published->logs.size(), 2u);
  EXPECT_EQ(published->logs[1].key, second);

  log.retire(5 * kSecond);  // the overlap is over
  grow(1);
  ASSERT_TRUE(eventually([&] { return witnessed() == 5; }));
  EXPECT_EQ(ledger::evaluate(ledger::parse_policy("log " + ledger::format_vkey(old) + "\n" + lines).value(), witnessing->witnessed()->note).error().name, "note_unsigned");
  EXPECT_TRUE(ledger::demand_quorum(*published, witnessing->witnessed()->note).ok());
  ASSERT_TRUE(eventually([&] { return counted('b', "log_key_unknown"); }));
  EXPECT_EQ(json::canonical(*witnessing->view().find("silent")), R"([{"answer":"log_key_unknown","name":"b"}])");

  // It starts again with the old file: what was kept under either key is read, and it goes on.
  std::ofstream(world.folder + "/policy") << old_policy << lines;
  EXPECT_TRUE(Witnessing::read_policy(world.folder + "/policy", log.verifier_keys()).ok());
  auto db = world.connect();
  ASSERT_TRUE(eventually([&] { return pqxx::nontransaction(db).exec("select max(size) from ledger_cosigned where quorum")[0][0].as<int>() == 5; }));
  ask_as(old_policy, lines);
  EXPECT_EQ(witnessed(), 5u);
  const auto forget = [&](const char* size) {
    witnessing.reset();
    pqxx::work work(db);
    work.exec(std::string("delete from ledger_cosigned where size = ") + size);
    work.commit();
  };
  forget("5");
  ask_as(old_policy, line('a', "http://127.0.0.1:1") + line('b', "http://127.0.0.1:1") + "group g any a b\nquorum g\n");
  EXPECT_EQ(witnessed(), 4u);
  forget("4");
  ask_as("log " + log.vkey() + "\n", line('a', "http://127.0.0.1:1") + line('b', "http://127.0.0.1:1") + "group g any a b\nquorum g\n");
  EXPECT_EQ(witnessed(), 3u) << "signed by the old key alone, read with a file that names the new one";
  EXPECT_EQ(json::canonical(*witnessing->view().find("names_key")), "true");
}

// ---- the whole platform
class WitnessedPlatform : public ::testing::Test {
 protected:
  // The log's key is made by a first start.
  VerifierKey made_log() {
    world.start();
    const auto vkey = ledger::parse_vkey(world.get("/api/v1/log").body.text("vkey"));
    world.stop();
    return *vkey;
  }
  void start(const std::string& lines) {
    world.config.witness_policy = world.folder + "/policy";
    std::ofstream(world.config.witness_policy) << lines;
    world.start();
  }
  World world;
};

TEST_F(WitnessedPlatform, WithoutWitnessesItSaysSo) {
  world.start();
  const json::Value said = world.get("/api/v1/log").body;
  EXPECT_EQ(json::canonical(*said.find("witnesses")), R"({"configured":false,"names_key":null,"newest":null,"policy":null,"quorum":false,"silent":[]})");
  const Reply none = world.get("/log/checkpoint.witnessed");
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(none.code(), "not_witnessed");
}

TEST_F(WitnessedPlatform, TwoWitnessesAndOneThatWasMadeToLie) {
  const VerifierKey log = made_log();
  Honest a('a', log, world.folder), b('b', log, world.folder);
  const Liar c(other_checkpoint('c'));
  const std::string lines = line('a', a.url()) + line('b', b.url()) + line('c', c.url()) + "group g 2 a b c\nquorum g\n";
  start(lines);
  Person ani = world.make("ani", "bidder", "CV Ani");
  world.begin_sessions({&ani});
  world.register_key(ani);  // an entry
  Reply note;
  ASSERT_TRUE(eventually([&] { return (note = world.get("/log/checkpoint.witnessed")).status == 200 && world.get("/log/checkpoint").text == note.text; }, 100));
  const auto policy = ledger::parse_policy("log " + ledger::format_vkey(log) + "\n" + lines).value();
  const auto verdict = ledger::demand_quorum(policy, note.text);
  ASSERT_TRUE(verdict.ok()) << verdict.error().message;
  ASSERT_EQ(verdict->cosigned.size(), 2u);
  EXPECT_EQ(verdict->cosigned[0].witness, "a");
  EXPECT_EQ(verdict->cosigned[1].witness, "b");
  EXPECT_NE(note.head.find("text/plain"), std::string::npos);
  const json::Value said = world.get("/api/v1/log").body;
  EXPECT_EQ(said.text("checkpoint"), note.text);
  const json::Value& witnesses = *said.find("witnesses");
  EXPECT_EQ(witnesses.text("policy"), lines);
  EXPECT_EQ(json::canonical(*witnesses.find("quorum")), "true");
  const json::Value& newest = *witnesses.find("newest");
  EXPECT_EQ(newest.find("cosigned_by")->as_array().size(), 2u);
  EXPECT_EQ(newest.find("cosigned_by")->as_array()[0].text("name"), "a");
  // The bidder's receipt bears it.
  const Reply receipt = world.get("/api/v1/receipts/0", &ani);
  EXPECT_TRUE(receipt.status == 403 || receipt.text.find(note.text) != std::string::npos) << receipt.text;
  net::test::ClientOptions plain;
  plain.tls = false;
  const auto metrics = net::test::fetch(world.platform->health_port(), "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", plain);
  EXPECT_NE(metrics.body.find("terang_witness_answers_total{answer=\"cosignature_invalid\",witness=\"c\"}"), std::string::npos);
  EXPECT_EQ(metrics.body.find("answer=\"cosigned\",witness=\"c\""), std::string::npos);
}

TEST_F(WitnessedPlatform, OneLiarOfTwoIsNoQuorumAndThePlatformGoesOn) {
  const VerifierKey log = made_log();
  Honest a('a', log, world.folder);
  const Liar c(other_checkpoint('c'));
  start(line('a', a.url()) + line('c', c.url()) + "group g all a c\nquorum g\n");
  Person ani = world.make("ani", "bidder", "CV Ani");
  world.begin_sessions({&ani});
  world.register_key(ani);
  ASSERT_TRUE(eventually([&] {
    const json::Value said = world.get("/api/v1/log").body;
    const json::Value& newest = *said.find("witnesses")->find("newest");
    return !newest.is_null() && newest.find("cosigned_by")->as_array().size() == 1;
  }, 100));
  EXPECT_EQ(world.get("/log/checkpoint.witnessed").code(), "not_witnessed");
  EXPECT_EQ(json::canonical(*world.get("/api/v1/log").body.find("witnesses")->find("quorum")), "false");
}

TEST_F(WitnessedPlatform, StartsAfterARotationWithThePolicyOfBefore) {
  Person root = world.make("root", "administrator");
  world.store_sessions({&root});
  const VerifierKey log = made_log();
  Honest a('a', log, world.folder);
  const std::string lines = "log " + ledger::format_vkey(log) + "\n" + line('a', a.url()) + "quorum a\n";
  start(lines);
  ASSERT_EQ(world.post("/api/v1/log/keys", json::Value::object({{"overlap_seconds", 600}, {"reason", "The yearly change of keys."}}), &root).status, 201);
  ASSERT_TRUE(eventually([&] { return world.get("/log/checkpoint.witnessed").status == 200; }, 100));
  world.stop();
  start(lines);
  const json::Value said = world.get("/api/v1/log").body;
  EXPECT_EQ(json::canonical(*said.find("witnesses")->find("names_key")), "false");
  EXPECT_EQ(said.find("witnesses")->text("policy"), lines + "log " + std::string(said.text("vkey")) + "\n");
  EXPECT_EQ(world.get("/log/checkpoint.witnessed").status, 200);
}

}  // namespace
}  // namespace terang::server::test
