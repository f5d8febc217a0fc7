#include "ledger/timestamp.h"

#include <gtest/gtest.h>

#include "tests/support/time_stamp_authority.h"

namespace terang::ledger {
namespace {

const std::string kText = "log.example/terang\n7\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n";
const std::string kNonce = "\x01nonce!!";

class Timestamps : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    authority = new test::TimeStampAuthority;
    reply = new std::string(authority->reply(timestamp_query(kText, kNonce)));
  }
  static void TearDownTestSuite() {
    delete authority;
    delete reply;
  }
  static std::string refusal(const std::string& octets, const std::string& text = kText, const std::string& nonce = kNonce,
                             const std::string& ca = authority->ca_pem()) {
    const auto opened = open_timestamp_reply(octets, text, nonce, ca);
    return opened ? "none" : opened.error().name;
  }
  static test::TimeStampAuthority* authority;
  static std::string* reply;
};
test::TimeStampAuthority* Timestamps::authority;
std::string* Timestamps::reply;

TEST_F(Timestamps, OfOpensslsAuthorityAreTakenAndItTakesOurs) {
  const auto opened = open_timestamp_reply(*reply, kText, kNonce, authority->ca_pem());
  ASSERT_TRUE(opened.ok()) << opened.error().name << ": " << opened.error().message;
  EXPECT_GT(opened->at, 1'700'000'000 * kSecond);
  EXPECT_TRUE(authority->verifies(opened->token, kText));
  const auto later = check_timestamp(opened->token, kText, authority->ca_pem());
  ASSERT_TRUE(later.ok()) << later.error().message;
  EXPECT_EQ(later->at, opened->at);
}

TEST_F(Timestamps, EveryRefusalHasItsName) {
  EXPECT_EQ(refusal(""), "timestamp_malformed");
  EXPECT_EQ(refusal("no reply"), "timestamp_malformed");
  EXPECT_EQ(refusal(*reply + "x"), "timestamp_malformed");
  EXPECT_EQ(refusal(authority->reply("no query")), "timestamp_refused");
  EXPECT_EQ(refusal(*reply, kText + "x"), "timestamp_other_hash");
  EXPECT_EQ(refusal(*reply, kText, kNonce, "no certificate"), "timestamp_ca_malformed");
  const test::TimeStampAuthority other;
  EXPECT_EQ(refusal(*reply, kText, kNonce, other.ca_pem()), "timestamp_untrusted");
  EXPECT_EQ(refusal(*reply, kText, "\x02nonce!!"), "timestamp_other_nonce");
  EXPECT_EQ(check_timestamp("", kText, authority->ca_pem()).error().name, "timestamp_malformed");
  EXPECT_EQ(check_timestamp(*reply, kText, authority->ca_pem()).error().name, "timestamp_malformed");  // a reply is no token
}

TEST_F(Timestamps, NoOctetOfATokenCanChangeUnseen) {
  const std::string token = open_timestamp_reply(*reply, kText, kNonce, authority->ca_pem())->token;
  const Micros at = check_timestamp(token, kText, authority->ca_pem())->at;
  std::size_t taken = 0;
  for (std::size_t i = 0; i < token.size(); i += 3) {
    std::string changed = token;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto checked = check_timestamp(changed, kText, authority->ca_pem());
    // Some octets are not under the signature (a tag of the envelope); none of them may move the time or the text.
    if (!checked) continue;
    ++taken;
    EXPECT_EQ(checked->at, at) << i;
  }
  EXPECT_LT(taken, token.size() / 10);
}

}  // namespace
}  // namespace terang::ledger
