// Documents and others' word in a bundle: written, read strictly, held against the entries.
#include <gtest/gtest.h>

#include <sstream>

#include "base/json.h"
#include "base/sha256.h"
#include "ledger/bundle.h"
#include "ledger/cosignature.h"
#include "ledger/hash_tree.h"
#include "ledger/memory_journal.h"
#include "ledger/timestamp.h"
#include "ledger/verify/verifier.h"
#include "tests/ledger/make_log.h"
#include "tests/support/time_stamp_authority.h"

namespace terang::ledger {
namespace {

const std::string kOrigin = "example.com/log", kLetter = "%PDF-1.7 a letter", kOther = "%PDF-1.7 another";

struct Carrying : testing::Test {
  Carrying() {
    propose("t1", kLetter);
    propose("t1", kLetter);  // handed in once more: the same document
    propose("t2", kOther);
    note = sign_checkpoint(kOrigin, tree.size(), tree.root(), key);
    source.document = [this](const BundleDocument& named) -> Result<std::optional<std::string>> {
      asked.push_back(named.name);
      if (octets) return octets;
      return std::optional(named.sha256 == to_hex(sha256(kLetter)) ? kLetter : kOther);
    };
  }
  void propose(std::string_view tender, const std::string& letter) {
    const std::uint64_t n = chain.head().size;
    const json::Value document = json::Value::object(
        {{"name", "surat \"1\".pdf"}, {"sha256", to_hex(sha256(letter))}, {"size", static_cast<std::uint64_t>(letter.size())}, {"type", "application/pdf"}});
    const Entry entry = chain.append("bid.proposed", tender, json::canonical(json::Value::object({{"document", document}})), test::kBegin + Micros(n), test::salt_of(n));
    ASSERT_TRUE(journal.write({{entry}, {}}).durable());
    tree.append(entry.leaf);
  }
  Result<std::uint64_t> write(std::string& out) { return write_log_bundle(source, [&](std::string_view text) { out += text; }); }
  std::string bundle() {
    std::string out;
    const auto done = write(out);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return out;
  }
  // With its manifest or last lines changed, sealed again as only the log can.
  std::string resealed(std::string text) const {
    text.erase(text.rfind("{\"entries\":"));
    return text + "{\"entries\":3,\"seal\":\"" + to_base64(key.sign(seal_text(kOrigin, 3, sha256(text)))) + "\"}\n";
  }
  static std::string with(std::string text, std::string_view what, std::string_view instead) {
    EXPECT_NE(text.find(what), std::string::npos) << what;
    return text.replace(text.find(what), what.size(), instead);
  }
  std::string finding(const std::string& text, const std::string& ca = {}) {
    std::istringstream in(text);
    const auto checked = verify_bundle(in, {verifier_key(key, kOrigin), {}, {}, {}, ca});
    if (!checked) return checked.error().name;
    report = *checked;
    return report.finding ? std::to_string(report.finding->seq) + " " + report.finding->check : "";
  }

  const SigningKey key = SigningKey::generate();
  const BundleSigner signer = bundle_signer(key, kOrigin);
  Chain chain;
  HashTree tree;
  MemoryJournal journal;
  std::string note;
  BundleSource source{journal, signer, note};
  std::vector<std::string> asked;
  std::optional<std::string> octets;
  Report report;
};

TEST_F(Carrying, EachDocumentComesOnceAndIsHeldAgainstItsEntry) {
  const std::string text = bundle();
  EXPECT_EQ(asked.size(), 2u);
  EXPECT_EQ(finding(text), "");
  EXPECT_EQ(report.documents, 2u);
  EXPECT_NE(to_text(report, "x").find("; 2 documents"), std::string::npos);
  const std::string lines = text.substr(text.find("{\"document\""));
  const std::string first = lines.substr(0, lines.find('\n') + 1);
  EXPECT_EQ(finding(with(text, to_base64(kLetter), to_base64(kOther))), "0 document_mismatch");
  EXPECT_EQ(finding(resealed(with(text, "surat \\\"1\\\".pdf\",\"sha256", "surat 2.pdf\",\"sha256"))), "0 document_mismatch");
  EXPECT_EQ(finding(resealed(with(text, first, ""))), "0 document_missing");
  EXPECT_EQ(finding(resealed(with(text, lines.substr(first.size(), lines.rfind("{\"entries") - first.size()), ""))), "2 document_missing");
  EXPECT_EQ(finding(resealed(with(text, first, first + first))), "0 document_mismatch") << "twice";
  EXPECT_EQ(finding(resealed(with(text, to_hex(sha256(kOther)) + "\",\"size\":16,\"tender", to_hex(sha256("x")) + "\",\"size\":16,\"tender"))), "0 document_mismatch") << "that nobody names";
  EXPECT_EQ(finding(with(text, first, "")), "0 document_missing");
  EXPECT_EQ(finding(with(text, "\"documents\":true,", "")), "bundle_malformed") << "unpromised";
  EXPECT_EQ(finding(with(text, "\"documents\":true", "\"documents\":false")), "bundle_malformed");
  EXPECT_EQ(finding(with(text, "{\"document\":{\"name\"", "{\"document\":{ \"name\"")), "bundle_malformed");
  EXPECT_EQ(finding(with(text, "\"octets\":\"", "\"octets\":\"*")), "bundle_malformed");
  EXPECT_EQ(finding(text.substr(0, text.find("{\"document\"") + first.size())), "bundle_truncated");
  EXPECT_EQ(finding(text.substr(0, text.find("{\"document\"") + 9)), "bundle_truncated");
  // An entry has no place behind them.
  const std::string entry = text.substr(text.find("{\"header"), text.find('\n', text.find("{\"header")) + 1 - text.find("{\"header"));
  EXPECT_EQ(finding(with(text, first, first + entry)), "bundle_malformed");
}

TEST_F(Carrying, WhatIsWithheldNamesNoDocument) {
  source.disclose = [](std::uint64_t seq, std::string_view, std::string_view) { return seq != 2; };
  EXPECT_EQ(finding(bundle()), "");
  EXPECT_EQ(report.documents, 1u);
  source.document = {};
  EXPECT_EQ(finding(bundle()), "");
  EXPECT_EQ(report.documents, std::nullopt);
}

TEST_F(Carrying, OctetsAreWithheldOnlyWhereSomethingMayBe) {
  source.disclose = [](std::uint64_t, std::string_view, std::string_view) { return true; };
  source.document = [](const BundleDocument& named) -> Result<std::optional<std::string>> {
    return named.tender == "t2" ? std::nullopt : std::optional(kLetter);
  };
  const std::string text = bundle();
  EXPECT_NE(text.find("\"type\":\"application/pdf\"},\"octets\":null}\n"), std::string::npos);
  EXPECT_EQ(finding(text), "");
  EXPECT_EQ(report.documents, 1u);
  EXPECT_EQ(report.documents_withheld, 1u);
  EXPECT_NE(to_text(report, "x").find("; 1 documents (1 more withheld)"), std::string::npos);
  EXPECT_EQ(finding(resealed(with(text, "\"complete\":false", "\"complete\":true"))), "2 document_missing");
  EXPECT_EQ(finding(resealed(with(text, "16,\"tender\":\"t2\"", "15,\"tender\":\"t2\""))), "2 document_mismatch") << "withheld, and named otherwise";
  EXPECT_EQ(finding(with(text, "\"octets\":null", "\"octets\":nul")), "bundle_malformed");
}

TEST_F(Carrying, NoBundleIsMadeOfOtherOctets) {
  octets = "%PDF-1.7 exchanged";
  std::string out;
  EXPECT_EQ(write(out).error().name, "document_mismatch");
  source.document = [](const BundleDocument&) -> Result<std::optional<std::string>> { return Failure{"document_missing", "gone"}; };
  EXPECT_EQ(write(out).error().name, "document_missing");
}

TEST_F(Carrying, ThePolicyOfTheLogIsEvaluated) {
  const SigningKey witness = SigningKey::generate();
  const std::string vkey = format_vkey(verifier_key(witness, "w.example", kCosignatureV1));
  source.policy = "witness w " + vkey + "\nquorum w\n";
  EXPECT_EQ(finding(bundle()), "");
  ASSERT_TRUE(report.vouched.policy.has_value());
  EXPECT_FALSE(report.vouched.policy->quorum);
  EXPECT_NE(to_text(report, "x").find("by the log's own policy its quorum is missing"), std::string::npos);
  const std::string text = bundle();
  EXPECT_EQ(finding(with(text, "quorum w\\n", "quorum x\\n")), "0 policy_name_unknown");
  EXPECT_EQ(finding(with(text, "quorum w\\n", "quorum none\\n")), "0 seal_invalid");
  EXPECT_EQ(finding(with(text, "\"policy\":\"witness", "\"policy\":[],\"more\":\"witness")), "bundle_malformed");
}

TEST_F(Carrying, TimeStampsAreOverTheLogsOwnPast) {
  const test::TimeStampAuthority authority;
  const auto stamp = [&](std::uint64_t size, const Hash& root) {
    const std::string text = checkpoint_text({kOrigin, size, root});
    const auto reply = open_timestamp_reply(authority.reply(timestamp_query(text, "12345678")), text, "12345678", authority.ca_pem());
    EXPECT_TRUE(reply) << reply.error().message;
    return BundleTimestamp{size, text, reply->token};
  };
  source.timestamps = {stamp(2, root_at(tree, 2))};
  const std::string text = bundle();
  EXPECT_EQ(finding(text), "");
  EXPECT_EQ(report.vouched.timestamps, 1u);
  EXPECT_FALSE(report.vouched.stamped_at) << "nobody said whom to trust";
  EXPECT_NE(to_text(report, "x").find("1 time stamps whose authority was not checked"), std::string::npos);
  EXPECT_EQ(finding(text, authority.ca_pem()), "");
  ASSERT_TRUE(report.vouched.stamped_at);
  EXPECT_EQ(report.vouched.stamped_size, 2u);
  EXPECT_EQ(finding(text, test::TimeStampAuthority().ca_pem()), "0 timestamp_untrusted");
  EXPECT_EQ(finding(text, "no certificate"), "timestamp_ca_malformed");
  EXPECT_EQ(finding(with(text, "\"size\":2,\"token\"", "\"size\":1,\"token\"")), "0 checkpoint_foreign");
  EXPECT_EQ(finding(with(text, "\"token\":\"", "\"token\":\"AAAA")), "0 timestamp_malformed");
  EXPECT_EQ(finding(with(text, "\"token\":\"", "\"token\":\"*")), "bundle_malformed");
  EXPECT_EQ(finding(with(text, "\"timestamps\":[{\"note\"", "\"timestamps\":[{\"more\":1,\"note\"")), "bundle_malformed");
  source.timestamps = {stamp(2, sha256("another past"))};
  EXPECT_EQ(finding(bundle()), "0 log_forked");
  BundleTimestamp swapped = stamp(1, root_at(tree, 1));
  swapped.token = stamp(2, root_at(tree, 2)).token;
  source.timestamps = {swapped};
  EXPECT_EQ(finding(bundle()), "0 timestamp_other_hash");
}

// However many sealed bids there are, the writer has few of them in memory.
class Counting final : public Journal {
 public:
  Counting(Journal& journal, std::size_t& most) : journal_(journal), most_(most) {}
  WriteResult write(const Batch& batch) override { return journal_.write(batch); }
  Result<Head> head() override { return journal_.head(); }
  Result<Head> reopen() override { return journal_.reopen(); }
  Result<std::uint64_t> read(std::uint64_t from, std::uint64_t to, const Reader& reader) override { return journal_.read(from, to, reader); }
  Result<std::uint64_t> read_tender(std::string_view tender, const Reader& reader) override { return journal_.read_tender(tender, reader); }
  Result<bool> any_erased() override { return false; }
  Result<std::map<std::uint64_t, std::string>> envelopes(std::string_view tender, std::uint64_t from, std::size_t most) override {
    auto some = journal_.envelopes(tender, from, most);
    if (++asked > 5) return Failure{"connection_lost", "by script"};
    most_ = std::max(most_, some->size());
    return some;
  }
  std::size_t asked = 0;

 private:
  Journal& journal_;
  std::size_t& most_;
};

TEST(EnvelopesOfABundle, ComeSomeAtATime) {
  MemoryJournal journal;
  Chain chain;
  HashTree tree;
  const SigningKey key = SigningKey::generate();
  const BundleSigner signer = bundle_signer(key, kOrigin);
  for (const Entry& entry : test::make_entries(chain, 600)) {
    ASSERT_TRUE(journal.write({{entry}, {}}).durable());
    tree.append(entry.leaf);
    if (entry.header.seq % 3 == 1) journal.keep_envelope(entry.header.seq, "octets of " + std::to_string(entry.header.seq));
  }
  std::size_t most = 0;
  Counting counting(journal, most);
  const std::string note = sign_checkpoint(kOrigin, tree.size(), tree.root(), key);
  std::string out;
  ASSERT_TRUE(write_log_bundle({counting, signer, note}, [&](std::string_view text) { out += text; }));
  EXPECT_EQ(most, 64u);
  EXPECT_EQ(counting.asked, 4u) << "200 of them";
  std::size_t told = 0;
  for (std::size_t at = 0; (at = out.find("{\"envelope\":\"", at)) != std::string::npos; ++at) ++told;
  EXPECT_EQ(told, 200u);
  EXPECT_NE(out.find(to_base64("octets of 598")), std::string::npos);
  EXPECT_EQ(write_log_bundle({counting, signer, note}, [](std::string_view) {}).error().name, "connection_lost") << "in the midst";
}

}  // namespace
}  // namespace terang::ledger
