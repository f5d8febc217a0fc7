#include "ledger/policy.h"

#include <gtest/gtest.h>

#include "ledger/cosignature.h"

namespace terang::ledger {
namespace {

constexpr char kOrigin[] = "log.example/terang";
const Hash kRoot = {1, 2, 3};

SigningKey key(char seed) { return SigningKey::from_seed(std::string(32, seed)).value(); }
std::string log_vkey() { return format_vkey(verifier_key(key('l'), kOrigin)); }
std::string witness_vkey(char seed) { return format_vkey(verifier_key(key(seed), std::string("w/") + seed, kCosignatureV1)); }

const std::string& note() {
  static const std::string text = sign_checkpoint(kOrigin, 7, kRoot, key('l'));
  return text;
}
std::string cosigned(const std::string& by, std::uint64_t seconds = 1000) {
  std::string text = note();
  for (const char one : by) text += cosign(checkpoint_text({kOrigin, 7, kRoot}), std::string("w/") + one, key(one), seconds);
  return text;
}
std::string three() {
  std::string text = "log " + log_vkey() + "\n";
  for (const char one : std::string("abc")) text += std::string("witness ") + one + " " + witness_vkey(one) + "\n";
  return text;
}
std::string refusal(const std::string& text) {
  const auto policy = parse_policy(text);
  return policy ? "none" : policy.error().name;
}
bool quorum(const std::string& lines, const std::string& by) {
  const auto policy = parse_policy(three() + lines);
  EXPECT_TRUE(policy.ok()) << (policy ? "" : policy.error().message);
  const auto verdict = evaluate(*policy, cosigned(by));
  EXPECT_TRUE(verdict.ok()) << (verdict ? "" : verdict.error().message);
  const auto demanded = demand_quorum(*policy, cosigned(by));
  EXPECT_EQ(demanded.ok(), verdict->quorum);
  EXPECT_EQ(demanded ? "none" : demanded.error().name, demanded ? "none" : "quorum_missing");
  return verdict->quorum;
}

TEST(Policy, GroupsAnyAllAndSome) {
  EXPECT_TRUE(quorum("quorum none\n", ""));
  EXPECT_FALSE(quorum("quorum b\n", "ac"));
  EXPECT_TRUE(quorum("quorum b\n", "b"));
  EXPECT_FALSE(quorum("group g 2 a b c\nquorum g\n", "c"));
  EXPECT_TRUE(quorum("group g 2 a b c\nquorum g\n", "ca"));
  EXPECT_FALSE(quorum("group g all a b c\nquorum g\n", "ca"));
  EXPECT_TRUE(quorum("group g all a b c\nquorum g\n", "cab"));
  EXPECT_FALSE(quorum("group g any a b c\nquorum g\n", ""));
  EXPECT_TRUE(quorum("group g any a b c\nquorum g\n", "b"));
}

TEST(Policy, GroupsOfGroups) {
  const std::string lines = "group x 2 a b\ngroup both all x c\nquorum both\n";
  EXPECT_FALSE(quorum(lines, "ab"));
  EXPECT_FALSE(quorum(lines, "ac"));
  EXPECT_TRUE(quorum(lines, "abc"));
}

TEST(Policy, CommentsSpacesAndOrder) {
  EXPECT_EQ(refusal("# why\n\n \t \n\t# also\n" + three() + " quorum\t a  \n"), "none");
  EXPECT_EQ(refusal(three() + "quorum a"), "none");  // the last line's end may lack
  EXPECT_EQ(refusal("quorum none\n" + three()), "none");
  const auto policy = parse_policy("witness a " + witness_vkey('a') + " https://w.example/x\nquorum a\n").value();
  EXPECT_EQ(policy.witnesses[0].url, "https://w.example/x");
}

TEST(Policy, EveryRefusalHasItsName) {
  const std::string q = "quorum a\n";
  EXPECT_EQ(refusal(""), "policy_quorum_missing");
  EXPECT_EQ(refusal(three()), "policy_quorum_missing");
  EXPECT_EQ(refusal(three() + q + "\r\n"), "policy_malformed");
  EXPECT_EQ(refusal(three() + "# \x01\n" + q), "policy_malformed");
  EXPECT_EQ(refusal(three() + "quorums a\n"), "policy_malformed");
  EXPECT_EQ(refusal(three() + "quorum a b\n"), "policy_malformed");
  EXPECT_EQ(refusal(three() + "group g 1\n" + q), "policy_malformed");
  EXPECT_EQ(refusal("log\n"), "policy_malformed");
  EXPECT_EQ(refusal("witness a\n"), "policy_malformed");
  EXPECT_EQ(refusal("log x\n"), "vkey_malformed");
  EXPECT_EQ(refusal("log " + witness_vkey('a') + "\n"), "vkey_unsupported");
  EXPECT_EQ(refusal("witness a " + log_vkey() + "\n"), "vkey_unsupported");
  EXPECT_EQ(refusal("witness none " + witness_vkey('a') + "\n"), "policy_name_reserved");
  EXPECT_EQ(refusal(three() + "group none any a\n"), "policy_name_reserved");
  EXPECT_EQ(refusal(three() + "witness a " + witness_vkey('d') + "\n"), "policy_name_twice");
  EXPECT_EQ(refusal(three() + "group a any b\n"), "policy_name_twice");
  EXPECT_EQ(refusal(three() + "witness d " + witness_vkey('a') + "\n"), "policy_key_twice");
  EXPECT_EQ(refusal(three() + "log " + log_vkey() + "\n"), "policy_key_twice");
  EXPECT_EQ(refusal(three() + "quorum d\n"), "policy_name_unknown");
  EXPECT_EQ(refusal("quorum a\n" + three()), "policy_name_unknown");
  EXPECT_EQ(refusal(three() + "group g any h\ngroup h any g\n"), "policy_name_unknown");
  EXPECT_EQ(refusal(three() + "group g any g\n"), "policy_name_unknown");
  EXPECT_EQ(refusal(three() + "group g any none\n"), "policy_name_unknown");
  EXPECT_EQ(refusal(three() + "group g any a a\n"), "policy_member_twice");
  EXPECT_EQ(refusal(three() + "group g any a\ngroup h any a b\n"), "policy_member_twice");
  for (const char* k : {"0", "3", "-1", "01", "some", "1.5"})
    EXPECT_EQ(refusal(three() + "group g " + k + " a b\n"), "policy_threshold") << k;
  EXPECT_EQ(refusal(three() + q + "quorum b\n"), "policy_quorum_twice");
  EXPECT_EQ(refusal(three() + q + std::string(1000, '\n')), "policy_too_long");
  EXPECT_NE(parse_policy(three() + "quorum d\n").error().message.find("Line 5"), std::string::npos);
}

TEST(Policy, TheLogMustHaveSigned) {
  const auto policy = parse_policy(three() + "quorum none\n").value();
  EXPECT_TRUE(evaluate(policy, note()).ok());
  EXPECT_EQ(evaluate(policy, sign_checkpoint("other.example", 7, kRoot, key('o'))).error().name, "note_unsigned");
  std::string changed = note();
  changed[changed.find("\n7\n") + 1] = '8';
  EXPECT_EQ(evaluate(policy, changed).error().name, "note_signature_invalid");
  EXPECT_EQ(evaluate(policy, "no note").error().name, "note_malformed");
  EXPECT_EQ(evaluate(policy, sign_note("two\nlines\n", kOrigin, key('l'))).error().name, "checkpoint_malformed");
  EXPECT_EQ(evaluate(policy, sign_note(checkpoint_text({"other.example", 7, kRoot}), kOrigin, key('l'))).error().name,
            "checkpoint_foreign_origin");
  const auto logless = parse_policy("quorum none\n").value();
  const VerifierKey known = verifier_key(key('l'), kOrigin);
  EXPECT_EQ(evaluate(logless, note()).error().name, "note_unsigned");
  EXPECT_TRUE(evaluate(logless, note(), std::span(&known, 1)).ok());
}

TEST(Policy, StrangersAreIgnoredAndLiarsRejectTheNote) {
  const auto policy = parse_policy(three() + "quorum a\n").value();
  std::string crowd = note();  // sixteen strangers, then one who counts
  for (char one = 'A'; one < 'A' + 16; ++one)
    crowd += cosign(checkpoint_text({kOrigin, 7, kRoot}), std::string("w/") + one, key(one), 5);
  EXPECT_FALSE(evaluate(policy, crowd)->quorum);
  crowd += cosigned("a").substr(note().size());
  EXPECT_TRUE(evaluate(policy, crowd)->quorum);
  // A known witness's signature over something else.
  const std::string lie = cosign(checkpoint_text({kOrigin, 8, kRoot}), "w/b", key('b'), 5);
  EXPECT_EQ(evaluate(policy, crowd + lie).error().name, "cosignature_invalid");
  // The same name with another key is a stranger.
  EXPECT_TRUE(evaluate(policy, crowd + cosign("x\n", "w/b", key('z'), 5)).ok());
}

TEST(Policy, OfTwoCosignaturesOfOneTheNewestCounts) {
  const auto policy = parse_policy(three() + "group g 2 a b\nquorum g\n").value();
  const auto verdict = evaluate(policy, cosigned("a", 20) + cosigned("a", 30).substr(note().size()) +
                                            cosigned("a", 10).substr(note().size()));
  ASSERT_TRUE(verdict.ok());
  ASSERT_EQ(verdict->cosigned.size(), 1u);
  EXPECT_EQ(verdict->cosigned[0].seconds, 30u);
  EXPECT_FALSE(verdict->quorum);
}

}  // namespace
}  // namespace terang::ledger
