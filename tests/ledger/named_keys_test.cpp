// What bundles say of the log's keys, held against what their entries say.
#include "ledger/named_keys.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/sha256.h"
#include "ledger/bundle.h"
#include "ledger/hash_tree.h"
#include "ledger/memory_journal.h"
#include "ledger/verify/verifier.h"
#include "tests/ledger/make_log.h"

namespace terang::ledger {
namespace {

using json::Value;

const std::string kOrigin = "example.com/log";
constexpr Micros kOver = test::kBegin + 2, kLater = test::kBegin + 100;

// Three keys: the second came with entry 1, the third with entry 4; entry 3 says that the first is not to be believed.
struct Naming : testing::Test {
  Naming() {
    add("tender.published", "t1", Value::object({}));
    rotate(first, second, kOver);
    add("tender.amended", "t1", Value::object({}));
    add("log.key_compromised", "", Value::object({{"from_size", 4}, {"vkey", text(first)}}));
    rotate(second, third, kLater);
    add("tender.amended", "t1", Value::object({}));
    note = sign_checkpoint(kOrigin, tree.size(), tree.root(), third);
  }
  static std::string text(const SigningKey& key) { return format_vkey(verifier_key(key, kOrigin)); }
  void add(std::string_view kind, std::string_view tender, const Value& data) {
    const std::uint64_t n = chain.head().size;
    const Entry entry = chain.append(kind, tender, json::canonical(data), test::kBegin + Micros(n), test::salt_of(n));
    ASSERT_TRUE(journal.write({{entry}, {}}).durable());
    tree.append(entry.leaf);
  }
  void rotate(const SigningKey& from, const SigningKey& to, Micros until) {
    const std::string said = bytes_of_rotation(kOrigin, text(from), text(to), 0);
    add("log.key_rotated", "", Value::object({{"accepted", to_base64(to.sign(said))}, {"endorsed", to_base64(from.sign(said))}, {"new_vkey", text(to)},
                                              {"old_vkey", text(from)}, {"overlap_seconds", 0}, {"overlap_until", format_time(until)}}));
  }
  enum class Form { whole, tender, range };
  std::string bundle(Form form, std::uint64_t from = 0, std::uint64_t to = 6, const SigningKey* by = nullptr) {
    const BundleSigner signer = bundle_signer(by ? *by : third, kOrigin);
    if (by) note = sign_checkpoint(kOrigin, tree.size(), tree.root(), *by);
    BundleSource source{journal, signer, note};
    if (form != Form::whole) source.prove = [this](std::uint64_t seq, std::uint64_t size) { return inclusion_proof(tree, seq, size); };
    std::string out;
    const Sink sink = [&](std::string_view some) { out += some; };
    const auto done = form == Form::whole ? write_log_bundle(source, sink) : form == Form::tender ? write_tender_bundle(source, "t1", sink) : write_range_bundle(source, from, to, sink);
    EXPECT_TRUE(done.ok());
    return out;
  }
  using Change = std::function<void(json::Array&)>;
  // With other keys in its manifest, sealed again as only the log can.
  std::string saying(const std::string& bundle, const Change& change, const SigningKey* by = nullptr) {
    const std::size_t end = bundle.find('\n'), closing = bundle.rfind("{\"entries\":");
    Value manifest = json::parse(bundle.substr(0, end), {.bytes = 1 << 20}).value();
    json::Array keys = manifest.find("vkeys")->as_array();
    change(keys);
    manifest.set("vkeys", std::move(keys));
    const std::string lines = json::canonical(manifest) + bundle.substr(end, closing - end);
    const auto entries = static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n')) - 1;
    return lines + "{\"entries\":" + std::to_string(entries) + ",\"seal\":\"" +
           to_base64((by ? *by : third).sign(seal_text(kOrigin, entries, sha256(lines)))) + "\"}\n";
  }
  static Change set(std::size_t at, const char* member, Value value) {
    return [=](json::Array& keys) { keys[at].set(member, value); };
  }
  // The check, and where.
  std::string finding(const std::string& bundle, const SigningKey* held = nullptr) {
    std::istringstream in(bundle);
    const auto checked = verify_bundle(in, {held ? std::optional(verifier_key(*held, kOrigin)) : std::nullopt});
    if (!checked) return checked.error().name;
    report = *checked;
    return report.finding ? report.finding->check + (report.finding->check == "vkeys_mismatch" ? " " + report.finding->field : "") : "";
  }
  std::string shown() const { return std::to_string(report.named_keys->shown) + " of " + std::to_string(report.named_keys->keys); }

  const SigningKey first = SigningKey::generate(), second = SigningKey::generate(), third = SigningKey::generate();
  Chain chain;
  HashTree tree;
  MemoryJournal journal;
  std::string note;
  Report report;
};

TEST_F(Naming, IsWhatTheEntriesSay) {
  const std::string told = "\"vkeys\":[{\"compromised_from\":4,\"from_seq\":null,\"overlap_until\":\"" + format_time(kOver) +
                           "\",\"state\":\"compromised\",\"until_seq\":1,\"vkey\":\"" + text(first) +
                           "\"},{\"compromised_from\":null,\"from_seq\":1,\"overlap_until\":\"" + format_time(kLater) +
                           "\",\"state\":\"overlap\",\"until_seq\":4,\"vkey\":\"" + text(second) +
                           "\"},{\"compromised_from\":null,\"from_seq\":4,\"overlap_until\":null,\"state\":\"current\",\"until_seq\":null,\"vkey\":\"" + text(third) + "\"}]";
  for (const Form form : {Form::whole, Form::tender, Form::range}) {
    const std::string made = bundle(form);
    EXPECT_NE(made.find(told), std::string::npos) << made.substr(0, made.find('\n'));
    EXPECT_EQ(finding(made), "");
    EXPECT_EQ(shown(), "3 of 3");
    EXPECT_NE(to_text(report, "x").find("; 3 keys of the log;"), std::string::npos) << to_text(report, "x");
  }
  EXPECT_EQ(json::canonical(*to_json(report, "x").find("named_keys")), R"({"keys":3,"shown":3})");
}

TEST_F(Naming, OfALogWithOneKeyNamesThatOne) {
  std::string out;
  const BundleSigner signer = bundle_signer(first, kOrigin);
  MemoryJournal empty;
  const std::string nothing = sign_checkpoint(kOrigin, 0, HashTree().root(), first);
  ASSERT_TRUE(write_log_bundle({empty, signer, nothing}, [&](std::string_view some) { out += some; }));
  EXPECT_EQ(finding(out), "");
  EXPECT_EQ(shown(), "1 of 1");
  EXPECT_NE(to_text(report, "x").find("; 1 key of the log;"), std::string::npos) << to_text(report, "x");
  EXPECT_EQ(finding(saying(out, [](json::Array& keys) { keys[0].set("compromised_from", 1), keys[0].set("state", "compromised"); }, &first)), "vkeys_mismatch vkeys/0");
}

TEST_F(Naming, OtherwiseThanTheEntriesIsRefused) {
  const auto both = [&](const Change& change, const std::string& wanted) {
    for (const Form form : {Form::whole, Form::tender, Form::range}) {
      const std::string found = finding(saying(bundle(form), change));
      EXPECT_TRUE(found.starts_with("vkeys_mismatch " + wanted)) << found << ", not " << wanted;
    }
  };
  both(set(1, "vkey", text(SigningKey::generate())), "vkeys/1");
  both(set(1, "vkey", format_vkey(verifier_key(second, "other.example"))), "vkeys/1/vkey");
  both(set(1, "vkey", "no key"), "vkeys/1/vkey");
  both(set(2, "vkey", text(first)), "vkeys/2/vkey");
  both(set(0, "from_seq", 0), "vkeys/0/from_seq");
  both(set(1, "from_seq", 2), "vkeys/1/from_seq");
  both(set(0, "compromised_from", 5), "vkeys/0");
  both([](json::Array& keys) { keys[0].set("until_seq", 2), keys[1].set("from_seq", 2); }, "vkeys/0");
  both([](json::Array& keys) { keys[1].set("until_seq", 6), keys[2].set("from_seq", 6); }, "vkeys/1/until_seq");
  both(set(1, "overlap_until", format_time(kLater + 1)), "vkeys/1");
  both([](json::Array& keys) { keys.erase(keys.begin()); }, "vkeys/0/from_seq");
  both([](json::Array& keys) { keys.pop_back(), keys[1].set("until_seq", Value()), keys[1].set("overlap_until", Value()), keys[1].set("state", "current"); }, "vkeys");
  both([](json::Array& keys) { keys[0].set("compromised_from", Value()), keys[0].set("state", "retired"); }, "vkeys/0");
  // Whether the overlap is over shows the newest entry, which only the whole log's bundle surely has.
  const Change over = set(1, "state", "retired");
  EXPECT_EQ(finding(saying(bundle(Form::whole), over)), "vkeys_mismatch vkeys/1");
  EXPECT_EQ(finding(saying(bundle(Form::tender), over)), "");
  EXPECT_EQ(finding(saying(bundle(Form::range), over)), "");
}

TEST_F(Naming, HasOneForm) {
  const auto refused = [&](const Change& change) { EXPECT_EQ(finding(saying(bundle(Form::whole), change)), "bundle_malformed"); };
  refused([](json::Array& keys) { keys.clear(); });
  refused(set(0, "more", 1));
  refused(set(0, "state", "lost"));
  refused(set(0, "state", "retired"));  // it is compromised
  refused(set(2, "state", "overlap"));
  refused(set(1, "state", "current"));
  refused(set(1, "overlap_until", "soon"));
  refused(set(1, "overlap_until", Value()));
  refused(set(2, "overlap_until", format_time(kLater)));
  refused(set(1, "from_seq", "1"));
  refused(set(1, "from_seq", -1));
  refused(set(1, "vkey", ""));
}

TEST_F(Naming, OfARangeIsTheLogsWordWhereTheEntriesAreElsewhere) {
  EXPECT_EQ(finding(bundle(Form::range, 2, 6)), "");
  EXPECT_EQ(shown(), "1 of 3") << "of the first, entry 3 alone is here";
  EXPECT_NE(to_text(report, "x").find("; 3 keys of the log, of 2 by its word alone"), std::string::npos) << to_text(report, "x");
  // Nobody is led from key to key by a word.
  EXPECT_EQ(finding(bundle(Form::range, 2, 6), &first), "vkey_unknown");
  EXPECT_EQ(finding(bundle(Form::range, 0, 6), &second), "");
  // What lies outside may be said otherwise, what lies inside may not.
  const Change outside = [](json::Array& keys) { keys[0].set("until_seq", 0), keys[1].set("from_seq", 0); };
  const Change inside = [](json::Array& keys) { keys[1].set("until_seq", 3), keys[2].set("from_seq", 3); };
  EXPECT_EQ(finding(saying(bundle(Form::range, 2, 6), outside)), "");
  EXPECT_EQ(finding(saying(bundle(Form::range, 2, 6), inside)), "vkeys_mismatch vkeys/1/until_seq");
  EXPECT_EQ(finding(saying(bundle(Form::range, 5, 6), inside)), "");
  EXPECT_EQ(finding(saying(bundle(Form::range, 2, 4), inside)), "vkeys_mismatch vkeys/1/until_seq") << "no entry of the range rotates";
  EXPECT_EQ(finding(saying(bundle(Form::range, 2, 4), set(0, "compromised_from", 3))), "") << "another entry may say so";
  EXPECT_EQ(finding(saying(bundle(Form::range, 2, 4), set(0, "compromised_from", 5))), "vkeys_mismatch vkeys/0/compromised_from");
  const Change without_first = [](json::Array& keys) { keys.erase(keys.begin()), keys[0].set("from_seq", Value()); };
  EXPECT_EQ(finding(saying(bundle(Form::range, 2, 4), without_first)), "vkeys_mismatch vkeys/2") << "entry 3 tells of one more";
  EXPECT_EQ(finding(saying(bundle(Form::range, 5, 6), without_first)), "");
}

TEST_F(Naming, WhoTheLogItselfDistrustsSignsNoRange) {
  EXPECT_EQ(finding(bundle(Form::range, 2, 4, &first)), "vkey_compromised") << "by entry 3";
  EXPECT_EQ(finding(bundle(Form::range, 4, 6, &first)), "vkey_compromised") << "by its own word";
  EXPECT_EQ(finding(bundle(Form::range, 2, 4, &second)), "") << "in its overlap";
  const Change over = [](json::Array& keys) { keys[1].set("state", "retired"), keys[1].set("overlap_until", format_time(test::kBegin)); };
  EXPECT_EQ(finding(saying(bundle(Form::range, 2, 4, &second), over, &second)), "vkey_retired");
  const Change still = [](json::Array& keys) { keys[1].set("overlap_until", format_time(test::kBegin)); };
  EXPECT_EQ(finding(saying(bundle(Form::range, 2, 4, &second), still, &second)), "vkeys_mismatch vkeys/1/state");
}

}  // namespace
}  // namespace terang::ledger
