#include "ledger/bundle.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/json.h"
#include "base/sha256.h"
#include "ledger/cosignature.h"
#include "ledger/hash_tree.h"
#include "ledger/key_history.h"
#include "ledger/memory_journal.h"
#include "ledger/verify/verifier.h"
#include "tests/ledger/bidder_key.h"
#include "tests/ledger/make_log.h"

namespace terang::ledger {
namespace {

const std::string kOrigin = "example.com/log";

// A log of two tenders with one registered key and signed bids.
class BundleTest : public testing::Test {
 protected:
  BundleTest() {
    add("key.registered", "", registration(bidder));
    for (int i = 0; i < 6; ++i) {
      const std::string tender = i % 2 ? "t2" : "t1";
      if (i < 2) add("tender.published", tender, json::Value::object({{"title", "\"Jalan\"\n\xe2\x82\xac"}}));
      add("bid.placed", tender, bid(tender, std::to_string(1000 - i)));
    }
    add("key.revoked", "", json::Value::object({{"key", bidder.id()}, {"reason", "lost"}}));
    publish();
  }
  json::Value registration(const test::BidderKey& own) const {
    auto data = json::Value::object({{"by", json::Value::object({{"account", "acc1"}})},
                                     {"key", own.id()},
                                     {"spki", to_base64(own.spki())}});
    data.set("signature", to_base64(own.sign(
        "{\"account\":\"acc1\",\"origin\":\"example.com/log\",\"spki\":\"" + to_base64(own.spki()) +
        "\",\"type\":\"terang.key.v1\"}")));
    return data;
  }
  json::Value bid(const std::string& tender, const std::string& amount) const {
    const std::string id = "8e1f0000-0000-4000-8000-000000000000";
    const std::string message = "{\"amount\":\"" + amount + "\",\"bid\":\"" + id + "\",\"confirm\":false,\"key\":\"" +
                                bidder.id() + "\",\"lot\":\"1\",\"origin\":\"example.com/log\",\"tender\":\"" + tender +
                                "\",\"type\":\"terang.bid.v1\"}";
    return json::Value::object({{"amount", amount}, {"bid", id}, {"bidder", "417"}, {"confirm", false},
                                {"key", bidder.id()}, {"lot", "1"}, {"signature", to_base64(bidder.sign(message))},
                                {"verdict", "accepted"}});
  }
  void add(std::string_view kind, std::string_view tender, const json::Value& data) {
    add_text(kind, tender, json::canonical(data));
  }
  void add_text(std::string_view kind, std::string_view tender, std::string_view data) {
    const std::uint64_t n = chain.head().size;
    const Entry entry = chain.append(kind, tender, data, test::kBegin + Micros(n), test::salt_of(n));
    ASSERT_TRUE(journal.write({{entry}, {}}).durable());
    tree.append(entry.leaf);
  }
  void publish() { note = sign_checkpoint(kOrigin, tree.size(), tree.root(), key); }

  std::string whole(const Disclosure& disclose = {}) {
    std::string out;
    const auto done = write_log_bundle({journal, signer, note, disclose}, [&](std::string_view text) { out += text; });
    EXPECT_TRUE(done) << done.error().message;
    return out;
  }
  std::string of_tender(std::string_view tender, const Disclosure& disclose = {}) {
    std::string out;
    const auto done = write_tender_bundle({journal, signer, note, disclose, prover()}, tender, [&](std::string_view text) { out += text; });
    EXPECT_TRUE(done) << done.error().message;
    return out;
  }
  Prover prover() {
    return [this](std::uint64_t seq, std::uint64_t size) { return inclusion_proof(tree, seq, size); };
  }
  std::string range(std::uint64_t from, std::uint64_t to) {
    std::string out;
    const auto done = write_range_bundle({journal, signer, note, {}, prover()}, from, to, [&](std::string_view text) { out += text; });
    EXPECT_TRUE(done) << done.error().message;
    return out;
  }
  // Sealed again, as only the log can.
  std::string sealed(std::string text, std::uint64_t entries) const {
    return text + "{\"entries\":" + std::to_string(entries) + ",\"seal\":\"" +
           to_base64(key.sign(seal_text(kOrigin, entries, sha256(text)))) + "\"}\n";
  }
  Report verify(const std::string& bundle, const MakeReplayer& replay = {}) {
    std::istringstream in(bundle);
    auto report = verify_bundle(in, {vkey, replay});
    if (!report) {
      ADD_FAILURE() << report.error().message;
      return {};
    }
    return *report;
  }
  // "seq check" of the first finding, or the name of the failure to read.
  std::string finding(const std::string& bundle, const MakeReplayer& replay = {}) {
    std::istringstream in(bundle);
    const auto report = verify_bundle(in, {vkey, replay});
    if (!report) return report.error().name;
    return report->finding ? std::to_string(report->finding->seq) + " " + report->finding->check : "";
  }
  // The bundle with one member of line `at` (0: the manifest) replaced.
  static std::string with(const std::string& bundle, std::size_t at, std::string_view member, json::Value value) {
    std::istringstream in(bundle);
    std::string out, line;
    for (std::size_t i = 0; std::getline(in, line); ++i) {
      if (i == at) {
        auto parsed = json::parse(line, {.bytes = 1 << 20}).value();
        parsed.set(member, value);
        line = json::canonical(parsed);
      }
      out += line + "\n";
    }
    return out;
  }

  const SigningKey key = SigningKey::generate();
  const VerifierKey vkey = verifier_key(key, kOrigin);
  const BundleSigner signer = bundle_signer(key, kOrigin);
  const test::BidderKey bidder;
  Chain chain;
  HashTree tree;
  MemoryJournal journal;
  std::string note;
};

TEST_F(BundleTest, AWholeLogHolds) {
  const Report report = verify(whole());
  EXPECT_TRUE(report.holds()) << sentence(*report.finding);
  EXPECT_EQ(report.entries, 10u);
  EXPECT_EQ(report.tenders, 2u);
  EXPECT_EQ(report.bids, 6u);
  EXPECT_EQ(report.signatures, 7u);
  EXPECT_EQ(report.withheld, 0u);
  EXPECT_EQ(report.checkpoint.size, 10u);
  EXPECT_FALSE(report.replayed);
}

TEST_F(BundleTest, ATenderHoldsAlone) {
  const Report report = verify(of_tender("t2"));
  EXPECT_TRUE(report.holds()) << sentence(*report.finding);
  EXPECT_EQ(report.tender, "t2");
  EXPECT_EQ(report.bids, 3u);
  EXPECT_EQ(report.signatures, 4u);
  EXPECT_EQ(report.entries, 6u);  // the key's registration and revocation, publication, three bids
}

TEST_F(BundleTest, WhatIsWithheldStaysInItsPlace) {
  const Disclosure no_bids = [](std::uint64_t, std::string_view kind, std::string_view) { return kind != "bid.placed"; };
  Report report = verify(whole(no_bids));
  EXPECT_TRUE(report.holds()) << sentence(*report.finding);
  EXPECT_EQ(report.withheld, 6u);
  const Disclosure no_keys = [](std::uint64_t, std::string_view kind, std::string_view) {
    return !kind.starts_with("key.");
  };
  report = verify(of_tender("t1", no_keys));
  EXPECT_TRUE(report.holds()) << sentence(*report.finding);
  EXPECT_EQ(report.signatures, 0u);
  EXPECT_EQ(report.signatures_unchecked, 3u);
  EXPECT_EQ(finding(with(whole(no_bids), 0, "complete", true)), "2 payload_missing");
}

// ---- the log's own keys, and what was erased

class Rotated : public BundleTest {
 protected:
  Rotated() {
    const std::string said = bytes_of_rotation(kOrigin, format_vkey(vkey), format_vkey(second_vkey), 0);
    add("log.key_rotated", "",
        json::Value::object({{"accepted", to_base64(second.sign(said))}, {"endorsed", to_base64(key.sign(said))},
                             {"new_vkey", format_vkey(second_vkey)}, {"old_vkey", format_vkey(vkey)}, {"overlap_seconds", 0},
                             {"overlap_until", format_time(test::kBegin + Micros(tree.size()))}}));
    add("bid.placed", "t1", bid("t1", "900"));
    note = sign_checkpoint(kOrigin, tree.size(), tree.root(), second);
  }
  // By a signer, read by who asks so: the check of the finding.
  std::string read_by(const Question& question, const SigningKey& by, bool tender = false, const std::string& own_policy = {}) {
    const BundleSigner seals = bundle_signer(by, kOrigin);
    std::string out;
    const Sink sink = [&](std::string_view text) { out += text; };
    BundleSource source{journal, seals, note};
    if (tender) source.prove = prover();
    source.policy = own_policy;
    EXPECT_TRUE(tender ? write_tender_bundle(source, "t1", sink) : write_log_bundle(source, sink));
    std::istringstream in(out);
    const auto report = verify_bundle(in, question);
    if (!report) return report.error().name;
    return report->finding ? report->finding->check : "";
  }
  // Who holds that key.
  std::string read_by(const VerifierKey& held, const SigningKey& by, bool tender = false) { return read_by(Question{held}, by, tender); }
  std::string text_of_policy(const VerifierKey& log) const {
    return "log " + format_vkey(log) + "\nwitness w " + format_vkey(verifier_key(witness, "w.example", kCosignatureV1)) + "\nquorum w\n";
  }
  // Who has a policy that names that key, and a witness.
  std::string read_with_policy(const VerifierKey& named, const SigningKey& by, bool tender = false) {
    Question question;
    question.policy = *parse_policy(text_of_policy(named));
    return read_by(question, by, tender);
  }
  void be_witnessed() { note += cosign(parse_note(note)->text, "w.example", witness, 1'800'000'000); }
  std::string in_journal(const VerifierKey& held) {
    const auto report = verify_journal(journal, note, {held});
    return report && report->finding ? report->finding->check : "";
  }
  const SigningKey second = SigningKey::generate(), thief = SigningKey::generate(), witness = SigningKey::generate();
  const VerifierKey second_vkey = verifier_key(second, kOrigin);
};

TEST_F(Rotated, WhoHoldsTheOldKeyIsLedToTheNewOne) {
  for (const bool tender : {false, true}) {
    EXPECT_EQ(read_by(vkey, second, tender), "");
    EXPECT_EQ(read_by(second_vkey, second, tender), "");
    EXPECT_EQ(read_by(verifier_key(thief, kOrigin), second, tender), "vkey_unknown");
  }
  EXPECT_EQ(in_journal(vkey), "");
  EXPECT_EQ(in_journal(second_vkey), "");
  EXPECT_EQ(in_journal(verifier_key(thief, kOrigin)), "vkey_unknown");
}

TEST_F(Rotated, APolicyThatNamesTheOldKeyIsLedToTheNewOne) {
  for (const bool tender : {false, true}) {
    EXPECT_EQ(read_with_policy(vkey, second, tender), "quorum_missing") << "its key leads here, and its witness has said nothing";
    EXPECT_EQ(read_with_policy(verifier_key(thief, kOrigin), second, tender), "vkey_mismatch");
    EXPECT_EQ(read_with_policy(verifier_key(key, "other.example"), second, tender), "vkey_mismatch");
  }
  be_witnessed();
  for (const bool tender : {false, true}) {
    EXPECT_EQ(read_with_policy(vkey, second, tender), "");
    EXPECT_EQ(read_with_policy(second_vkey, second, tender), "");
    EXPECT_EQ(read_with_policy(verifier_key(thief, kOrigin), second, tender), "vkey_mismatch");
  }
  // The bundle's own policy says no more than the log's entries do.
  EXPECT_EQ(read_by(Question{second_vkey}, second, false, text_of_policy(vkey)), "");
  EXPECT_EQ(read_by(Question{second_vkey}, second, true, text_of_policy(vkey)), "");
  EXPECT_EQ(read_by(Question{second_vkey}, second, false, text_of_policy(verifier_key(thief, kOrigin))), "note_unsigned");
  // With the old key's own signature the policy names who signed, and the log says that he should not have.
  note = sign_checkpoint(kOrigin, tree.size(), tree.root(), key);
  be_witnessed();
  EXPECT_EQ(read_with_policy(second_vkey, key), "vkey_retired");
  add("log.key_compromised", "", json::Value::object({{"from_size", 11}, {"vkey", format_vkey(vkey)}}));
  note = sign_checkpoint(kOrigin, tree.size(), tree.root(), second);
  be_witnessed();
  EXPECT_EQ(read_with_policy(vkey, second), "vkey_compromised");
  EXPECT_EQ(read_with_policy(second_vkey, second), "");
}

TEST_F(Rotated, AKeyThatNoEntryIntroducedIsRefused) {
  note = sign_checkpoint(kOrigin, tree.size(), tree.root(), thief);
  EXPECT_EQ(read_by(vkey, thief), "vkey_unknown");
  EXPECT_EQ(in_journal(vkey), "vkey_unknown");
  // Beside signatures that are good he seals what he likes, and is no more believed for it.
  const SigningKey both[] = {second, key, thief};
  note = *sign_note(checkpoint_text({kOrigin, tree.size(), tree.root()}), kOrigin, both);
  EXPECT_EQ(read_by(vkey, thief), "vkey_unknown");
  EXPECT_EQ(read_by(vkey, second), "");
}

TEST_F(Rotated, TheOldKeySignsNothingMore) {
  note = sign_checkpoint(kOrigin, tree.size(), tree.root(), key);
  EXPECT_EQ(read_by(vkey, key), "vkey_retired");
  EXPECT_EQ(in_journal(vkey), "vkey_retired");
}

TEST_F(Rotated, AStolenKeyIsNotBelieved) {
  add("log.key_compromised", "", json::Value::object({{"from_size", 11}, {"vkey", format_vkey(vkey)}}));
  note = sign_checkpoint(kOrigin, tree.size(), tree.root(), second);
  EXPECT_EQ(read_by(second_vkey, second), "");
  EXPECT_EQ(read_by(vkey, second), "vkey_compromised");
  note = sign_checkpoint(kOrigin, tree.size(), tree.root(), key);
  EXPECT_EQ(read_by(second_vkey, key), "vkey_compromised");
}

TEST_F(BundleTest, WhatWasErasedIsMissingWithAWord) {
  add("entry.erased", "t1", json::Value::object({{"erased", json::Value::array({5})}}));
  publish();
  std::string bundle = whole();
  const auto without_5 = [&](const std::string& text) {
    std::string body = with(with(text, 6, "salt", json::Value()), 6, "payload", json::Value());
    body.erase(body.rfind("{\"entries\":"));
    return sealed(body, tree.size());
  };
  const Report report = verify(without_5(bundle));
  EXPECT_TRUE(report.holds()) << sentence(*report.finding);
  EXPECT_EQ(report.withheld, 1u);
  EXPECT_EQ(report.erased, 1u);
  add("bid.placed", "t1", bid("t1", "800"));
  publish();
  bundle = with(with(whole(), 5, "salt", json::Value()), 5, "payload", json::Value());
  EXPECT_EQ(finding(bundle), "4 payload_missing") << "another one than the entry names";
}

TEST_F(BundleTest, NamesTheFirstEntryThatFails) {
  const std::string log = whole(), tender = of_tender("t1");
  EXPECT_EQ(finding(with(log, 5, "payload", "{}")), "4 commitment_mismatch");
  EXPECT_EQ(finding(with(log, 5, "salt", to_base64(as_chars(test::salt_of(99))))), "4 commitment_mismatch");
  EXPECT_EQ(finding(with(log, 5, "seq", 5)), "4 entry_missing");
  EXPECT_EQ(finding(with(log, 5, "tender", "t1")), "4 tender_mismatch");
  EXPECT_EQ(finding(with(tender, 3, "payload", "{}")), "2 commitment_mismatch");
  EXPECT_EQ(finding(with(tender, 3, "proof", json::Value::array({}))), "2 inclusion_mismatch");
  // Another tree, rightly signed.
  note = sign_checkpoint(kOrigin, 10, sha256("other"), key);
  EXPECT_EQ(finding(whole()), "0 root_mismatch");
  EXPECT_EQ(finding(of_tender("t1")), "0 inclusion_mismatch");
  // Fewer entries than the checkpoint promises.
  note = sign_checkpoint(kOrigin, 10, tree.root(), key);
  std::string cut = whole();
  cut.erase(cut.rfind("{\"header\""));
  EXPECT_EQ(finding(sealed(cut, 9)), "9 log_truncated");
}

TEST_F(BundleTest, ATendersBundleMayNotSkipItsEntries) {
  std::istringstream in(of_tender("t1"));
  std::string out, line;
  for (int i = 0; std::getline(in, line); ++i)
    if (i != 4 && !line.starts_with("{\"entries\"")) out += line + "\n";
  EXPECT_TRUE(finding(sealed(out, 5)).ends_with("tseq_mismatch")) << finding(sealed(out, 5));
  EXPECT_EQ(finding(with(of_tender("t1"), 0, "tender", "t9")), "1 tender_foreign");
}

TEST_F(BundleTest, TheCheckpointsSignature) {
  const std::string log = whole();
  std::istringstream in(log);
  const auto other = verifier_key(SigningKey::generate(), kOrigin);
  EXPECT_EQ(verify_bundle(in, {other}).value().finding->check, "vkey_unknown");
  std::string forged = note;
  forged[forged.find("\n10\n") + 1] = '2';
  EXPECT_EQ(finding(with(log, 0, "checkpoint", forged)), "0 note_signature_invalid");
  EXPECT_EQ(finding(with(log, 0, "checkpoint", sign_checkpoint(kOrigin, 10, tree.root(), SigningKey::generate()))),
            "0 note_unsigned");
  // Without a key of the asker's own the bundle's word is taken, and the report says so.
  std::istringstream again(log);
  const auto report = verify_bundle(again, {});
  EXPECT_TRUE(report->holds());
  EXPECT_FALSE(report->key_given);
  EXPECT_NE(to_text(*report, "x").find("the bundle's own word"), std::string::npos);
}

TEST_F(BundleTest, BiddersSignatures) {
  auto data = bid("t1", "5");
  data.set("amount", "6");  // not what was signed
  add("bid.placed", "t1", data);
  publish();
  EXPECT_EQ(finding(whole()), "10 signature_invalid");
  // The earliest is named, though later ones fail at once and signatures are looked at in bulk.
  add_text("bid.placed", "t1", "{\"b\":1,\"a\":2}");
  publish();
  EXPECT_EQ(finding(whole()), "10 signature_invalid");
}

TEST_F(BundleTest, KeysMustBeWhatTheyAreCalled) {
  auto data = registration(test::BidderKey());
  data.set("key", "0123456789abcdef");
  add("key.registered", "", data);
  publish();
  EXPECT_EQ(finding(whole()), "10 key_mismatch");
}

TEST_F(BundleTest, ABidOfAnUnknownKey) {
  auto data = bid("t1", "5");
  data.set("key", "0123456789abcdef");
  add("bid.placed", "t1", data);
  publish();
  EXPECT_EQ(finding(whole()), "10 key_unknown");
}

TEST_F(BundleTest, DataMustBeCanonical) {
  add_text("tender.amended", "t1", "{\"b\":1,\"a\":2}");
  publish();
  EXPECT_EQ(finding(whole()), "10 payload_not_canonical");
}

TEST_F(BundleTest, ARangeHoldsAlone) {
  const Report report = verify(range(2, 6));
  EXPECT_TRUE(report.holds()) << sentence(*report.finding);
  EXPECT_EQ(report.entries, 4u);
  EXPECT_EQ(report.range, (std::pair<std::uint64_t, std::uint64_t>{2, 6}));
  EXPECT_EQ(report.signatures_unchecked, 3u) << "their key was registered before";
  EXPECT_EQ(finding(with(range(2, 6), 0, "range", json::Value::array({2, 7}))), "0 entry_missing");
  EXPECT_EQ(finding(with(range(2, 6), 0, "range", json::Value::array({1, 6}))), "2 entry_missing");
  EXPECT_EQ(finding(with(range(2, 6), 0, "range", json::Value::array({3, 3}))), "bundle_malformed");
  EXPECT_EQ(finding(with(range(2, 6), 2, "proof", json::Value::array({}))), "3 inclusion_mismatch");
  for (const auto& [from, to] : {std::pair(4, 4), std::pair(0, 11)})
    EXPECT_EQ(write_range_bundle({journal, signer, note, {}, prover()}, from, to, [](std::string_view) {}).error().name, "range_malformed");
}

// What no hash of the log covers: the seal does.
TEST_F(BundleTest, TheSealCoversWhatNoHashDoes) {
  const Disclosure no_bids = [](std::uint64_t, std::string_view kind, std::string_view) { return kind != "bid.placed"; };
  const std::string tender = of_tender("t1");
  EXPECT_EQ(finding(with(tender, 0, "complete", false)), "0 seal_invalid");
  EXPECT_EQ(finding(with(whole(no_bids), 9, "tender", "t1")), "0 seal_invalid") << "whose a withheld entry is";
  // The last of a tender's entries kept back.
  std::string cut = tender.substr(0, tender.find("\n{\"entries\"") + 1);
  cut.erase(cut.rfind("{\"header\""));
  const std::string closing = tender.substr(tender.find("{\"entries\""));
  EXPECT_EQ(finding(cut + "{\"entries\":5" + closing.substr(closing.find(','))), "0 seal_invalid");
  const auto other = SigningKey::generate();
  EXPECT_EQ(finding(cut + "{\"entries\":5,\"seal\":\"" + to_base64(other.sign(seal_text(kOrigin, 5, sha256(cut)))) + "\"}\n"), "0 seal_invalid");
  EXPECT_EQ(finding(cut + "{\"entries\":5}\n"), "bundle_malformed");
}

TEST_F(BundleTest, ALogThatIsNotTheOneOfAnEarlierDay) {
  const auto since = [&](const std::string& bundle, const std::string& held) {
    std::istringstream in(bundle);
    const auto report = verify_bundle(in, {vkey, {}, held});
    if (!report) return report.error().name;
    return report->finding ? report->finding->check : "";
  };
  const std::string early = sign_checkpoint(kOrigin, 4, root_at(tree, 4), key), late = sign_checkpoint(kOrigin, 12, sha256("x"), key),
                    fork = sign_checkpoint(kOrigin, 4, sha256("y"), key), now = sign_checkpoint(kOrigin, 10, sha256("z"), key);
  EXPECT_EQ(since(whole(), early), "");
  EXPECT_EQ(since(whole(), note), "");
  EXPECT_EQ(since(whole(), late), "log_rolled_back");
  EXPECT_EQ(since(whole(), fork), "log_forked");
  EXPECT_EQ(since(whole(), "nonsense"), "since_unreadable");
  EXPECT_EQ(since(of_tender("t1"), note), "");
  EXPECT_EQ(since(of_tender("t1"), now), "log_forked");
  EXPECT_EQ(since(of_tender("t1"), early), "since_unprovable");
  EXPECT_EQ(verify_journal(journal, note, {vkey, {}, early})->finding, std::nullopt);
  EXPECT_EQ(verify_journal(journal, note, {vkey, {}, late})->finding->check, "log_rolled_back");
  EXPECT_EQ(verify_journal(journal, note, {vkey, {}, fork})->finding->check, "log_forked");
  EXPECT_EQ(verify_journal(journal, note, {{}, {}, fork}).error().name, "since_unreadable");
}

TEST_F(BundleTest, ALineHasOneForm) {
  const std::string log = whole();
  const auto spoiled = [&](std::string_view what, std::string_view with) {
    std::string text = log;
    text.replace(text.find(what, text.find('\n')), what.size(), with);
    return finding(text);
  };
  EXPECT_EQ(spoiled("\"header\":", "\"header\": "), "bundle_malformed");
  EXPECT_EQ(spoiled("{\"header\"", " {\"header\""), "bundle_malformed");
  EXPECT_EQ(spoiled("}\n", "}\r\n"), "bundle_malformed");
  EXPECT_EQ(spoiled("}\n", "}\n\n"), "bundle_malformed");
  EXPECT_EQ(spoiled("\"seq\":0", "\"seq\":00"), "bundle_malformed");
  EXPECT_EQ(spoiled("\"seq\":0", "\"more\":1,\"seq\":0"), "bundle_malformed");
  EXPECT_EQ(spoiled("{\\\"data", "\\u007b\\\"data"), "bundle_malformed") << "written another way";
  EXPECT_EQ(finding(with(log, 0, "more", 1)), "bundle_malformed");
  EXPECT_EQ(finding(log.substr(0, log.size() - 1)), "bundle_malformed");
}

TEST_F(BundleTest, BrokenFilesAreNotAnswered) {
  const std::string log = whole();
  EXPECT_EQ(finding(""), "bundle_malformed");
  EXPECT_EQ(finding("nonsense\n"), "bundle_malformed");
  EXPECT_EQ(finding(with(log, 0, "format", "terang-bundle-v2")), "bundle_malformed");
  EXPECT_EQ(finding(with(log, 0, "vkey", "x")), "vkey_malformed");
  EXPECT_EQ(finding(with(log, 3, "header", "*")), "bundle_malformed");
  EXPECT_EQ(finding(with(log, 3, "salt", "*")), "bundle_malformed");
  EXPECT_EQ(finding(with(of_tender("t1"), 3, "proof", json::Value::array({"x"}))), "bundle_malformed");
  EXPECT_EQ(finding(log.substr(0, log.size() / 2)), "bundle_truncated");
  EXPECT_EQ(finding(log.substr(0, log.rfind("{\"entries\""))), "bundle_truncated");
  EXPECT_EQ(finding(with(log, 11, "entries", 9)), "bundle_truncated");
  EXPECT_EQ(finding(log + "{}\n"), "bundle_malformed");
}

// Remembers what it was shown and objects to one entry.
class Objecting final : public Replayer {
 public:
  Objecting(std::uint64_t seq, std::vector<std::uint64_t>& seen) : seq_(seq), seen_(seen) {}
  std::optional<Finding> apply(const EntryView& entry) override {
    seen_.push_back(entry.seq);
    if (entry.seq != seq_) return std::nullopt;
    return Finding{entry.seq, std::string(entry.tender), "replay_mismatch", "data/verdict", "not_your_turn", "accepted"};
  }

 private:
  std::uint64_t seq_;
  std::vector<std::uint64_t>& seen_;
};

TEST_F(BundleTest, ReplayStopsAtTheFirstDifference) {
  std::vector<std::uint64_t> seen;
  bool told_partial = true;
  const MakeReplayer make = [&](bool partial) {
    told_partial = partial;
    return std::make_unique<Objecting>(4, seen);
  };
  const Report report = verify(whole(), make);
  ASSERT_FALSE(report.holds());
  EXPECT_EQ(to_text(report, "x"),
            "x: entry 4 of tender t2: replay_mismatch: data/verdict is accepted, expected not_your_turn\n");
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{0, 1, 2, 3, 4}));
  EXPECT_FALSE(told_partial);
  verify(of_tender("t1"), make);
  EXPECT_TRUE(told_partial);
}

TEST_F(BundleTest, TheJournalItself) {
  auto report = verify_journal(journal, note, {vkey});
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->holds());
  EXPECT_EQ(report->signatures, 7u);
  // The log grows on beyond its last checkpoint.
  add("bid.placed", "t1", bid("t1", "7"));
  EXPECT_TRUE(verify_journal(journal, note, {vkey})->holds());
  note = sign_checkpoint(kOrigin, 10, sha256("other"), key);
  EXPECT_EQ(verify_journal(journal, note, {vkey})->finding->check, "root_mismatch");
  EXPECT_EQ(verify_journal(journal, note, {})->finding->check, "root_mismatch");
  report = verify_journal(journal, "", {});
  EXPECT_TRUE(report->holds());
  EXPECT_EQ(report->signatures_unchecked, 8u);
}

}  // namespace
}  // namespace terang::ledger
