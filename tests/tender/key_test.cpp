#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

TEST(Key, RegisterAndRevoke) {
  World w;
  const auto add = [&](const Actor& by, const char* key) { return w.verdict(RegisterKey{by, KeyId(key), "s", "sig"}); };
  EXPECT_EQ(add(w.officer, "k1"), "not_your_role");
  EXPECT_EQ(add(w.bidder("101"), "k1"), kAccepted);
  EXPECT_EQ(w.log.back().kind, "key.registered");
  EXPECT_EQ(w.log.back().tender, "");
  EXPECT_EQ(add(w.bidder("101"), "k1"), "key_registered");
  EXPECT_EQ(add(w.bidder("102"), "k1"), "key_taken");
  const auto revoke = [&](const Actor& by, const char* key, const char* reason = World::kReason) {
    return w.verdict(RevokeKey{by, KeyId(key), reason});
  };
  EXPECT_EQ(revoke(w.bidder("101"), "k2"), "key_unknown");
  EXPECT_EQ(revoke(w.bidder("102"), "k1"), "key_unknown");
  EXPECT_EQ(revoke(w.bidder("101"), "k1", "short"), "reason_missing");
  EXPECT_EQ(revoke(w.bidder("101"), "k1", std::string(2001, 'x').c_str()), "reason_too_long");
  EXPECT_EQ(revoke(w.bidder("101"), "k1"), kAccepted);
  EXPECT_EQ(revoke(w.bidder("101"), "k1"), "key_revoked");
  EXPECT_EQ(add(w.bidder("101"), "k1"), "key_taken");  // a revoked key stays revoked
  EXPECT_TRUE(w.registry.key("k1")->revoked);
  EXPECT_EQ(w.registry.keys_of("a101").size(), 1u);
}

TEST(Key, AnAdministratorMayRevoke) {
  World w;
  w.must(RegisterKey{w.bidder("101"), KeyId("k1"), "s", "sig"});
  w.must(RevokeKey{Actor{AccountId("root"), Role::administrator, {}}, KeyId("k1"), World::kReason});
}

TEST(Key, SixteenAtMost) {
  World w;
  for (int i = 0; i < 16; ++i) w.must(RegisterKey{w.bidder("101"), KeyId("k" + std::to_string(i)), "s", "sig"});
  EXPECT_EQ(w.verdict(RegisterKey{w.bidder("101"), KeyId("more"), "s", "sig"}), "too_many_keys");
  w.must(RevokeKey{w.bidder("101"), KeyId("k3"), World::kReason});
  w.must(RegisterKey{w.bidder("101"), KeyId("more"), "s", "sig"});
}

}  // namespace
}  // namespace terang::tender::test
