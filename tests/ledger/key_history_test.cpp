#include "ledger/key_history.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "ledger/checkpoint.h"

namespace terang::ledger {
namespace {

constexpr char kOrigin[] = "example.com/log";
constexpr Micros kNoon = 1'800'000'000 * kSecond;

std::string vkey(const SigningKey& key) { return format_vkey(verifier_key(key, kOrigin)); }

struct Rotation {
  const SigningKey &from, &to;
  Micros until = kNoon;
  std::uint64_t seq = 9;
  json::Value data() const {
    const std::string said = bytes_of_rotation(kOrigin, vkey(from), vkey(to), 60);
    return json::Value::object({{"accepted", to_base64(to.sign(said))},
                                {"endorsed", to_base64(from.sign(said))},
                                {"new_vkey", vkey(to)},
                                {"old_vkey", vkey(from)},
                                {"overlap_seconds", 60},
                                {"overlap_until", format_time(until)}});
  }
};

std::string found(KeyHistory& history, std::uint64_t seq, std::string_view kind, const json::Value& data) {
  const std::string text = json::canonical(data);
  const auto finding = history.add({seq, 0, kind, {}, 0, text}, kOrigin);
  return finding ? finding->check : "";
}
std::string found(KeyHistory& history, const Rotation& rotation) {
  return found(history, rotation.seq, "log.key_rotated", rotation.data());
}
std::string distrust(KeyHistory& history, const SigningKey& key, std::uint64_t size) {
  return found(history, 90, "log.key_compromised", json::Value::object({{"from_size", size}, {"vkey", vkey(key)}}));
}

class Keys : public testing::Test {
 protected:
  const SigningKey first = SigningKey::generate(), second = SigningKey::generate(), third = SigningKey::generate();
  KeyHistory history;
  std::string_view refusal(const SigningKey& held, const SigningKey& signer, std::uint64_t size, Micros newest = 0) const {
    return history.refusal(vkey(held), vkey(signer), size, newest);
  }
};

TEST_F(Keys, OfALogThatNeverChangedThem) {
  EXPECT_EQ(refusal(first, first, 5), "");
  EXPECT_EQ(refusal(first, second, 5), "vkey_unknown");
}

TEST_F(Keys, AreFollowedThroughRotations) {
  EXPECT_EQ(found(history, {first, second, kNoon, 9}), "");
  EXPECT_EQ(found(history, {second, third, kNoon + kSecond, 19}), "");
  ASSERT_EQ(history.keys().size(), 3u);
  EXPECT_EQ(history.keys()[1].from_seq, 9u);
  EXPECT_EQ(history.keys()[1].until_seq, 19u);
  EXPECT_EQ(refusal(first, third, 25, kNoon * 2), "");
  EXPECT_EQ(refusal(first, SigningKey::generate(), 25), "vkey_unknown");
  // The old one beside the new one while they overlap, and of what stood before.
  EXPECT_EQ(refusal(first, first, 10, kNoon), "");
  EXPECT_EQ(refusal(first, first, 10, kNoon + 1), "vkey_retired");
  EXPECT_EQ(refusal(third, first, 9, kNoon + 1), "");
}

TEST_F(Keys, AreNotBelievedOnceSomebodyElseHasThem) {
  ASSERT_EQ(found(history, {first, second, kNoon, 9}), "");
  EXPECT_EQ(distrust(history, third, 5), "rotation_broken");
  EXPECT_EQ(distrust(history, first, 12), "");
  EXPECT_EQ(refusal(first, first, 11), "");
  EXPECT_EQ(refusal(first, first, 12), "vkey_compromised");
  EXPECT_EQ(refusal(first, second, 20), "");  // endorsed before the theft
  EXPECT_EQ(distrust(history, first, 10), "");
  EXPECT_EQ(refusal(first, second, 20), "vkey_compromised");  // whoever holds the stolen key alone can't know who endorsed
  EXPECT_EQ(refusal(second, second, 20), "");
  EXPECT_EQ(distrust(history, first, 30), "");  // never taken back
  EXPECT_EQ(refusal(first, first, 12), "vkey_compromised");
}

TEST_F(Keys, AnEntryThatIsNotSignedByBothIntroducesNobody) {
  const auto changed = [&](const char* member, std::string value) {
    json::Value data = Rotation{first, second}.data();
    data.set(member, std::move(value));
    KeyHistory fresh;
    return found(fresh, 9, "log.key_rotated", data);
  };
  EXPECT_EQ(changed("endorsed", to_base64(third.sign("x"))), "rotation_signature_invalid");
  EXPECT_EQ(changed("accepted", to_base64(first.sign(bytes_of_rotation(kOrigin, vkey(first), vkey(second), 60)))),
            "rotation_signature_invalid");
  EXPECT_EQ(changed("new_vkey", vkey(third)), "rotation_signature_invalid");
  EXPECT_EQ(changed("new_vkey", "other.example+00000000+AA"), "vkey_malformed");
  EXPECT_EQ(changed("overlap_until", "noon"), "rotation_broken");
  ASSERT_EQ(found(history, {first, second}), "");
  EXPECT_EQ(found(history, {first, third}), "rotation_broken");   // another signs by now
  EXPECT_EQ(found(history, {second, first}), "rotation_broken");  // a key comes once
}

TEST_F(Keys, BothSignACheckpoint) {
  const SigningKey both[] = {second, first};
  const auto note = sign_note(checkpoint_text({kOrigin, 12, {}}), kOrigin, both);
  ASSERT_TRUE(note);
  EXPECT_EQ(open_checkpoint(*note, verifier_key(first, kOrigin))->size, 12u);
  EXPECT_EQ(open_checkpoint(*note, verifier_key(second, kOrigin))->size, 12u);
  EXPECT_EQ(open_checkpoint(*note, verifier_key(third, kOrigin)).error().name, "note_unsigned");
}

// From theft to refusal: the thief goes on where the log stood, and shows it to somebody who has the log's own record.
TEST_F(Keys, AThiefsCheckpointIsRefused) {
  const std::string thiefs = sign_checkpoint(kOrigin, 15, Hash{1}, first);
  ASSERT_TRUE(open_checkpoint(thiefs, verifier_key(first, kOrigin)));  // by the signature alone it would pass
  ASSERT_EQ(found(history, {first, second, kNoon, 12}), "");           // the platform changes its key at once,
  ASSERT_EQ(distrust(history, first, 11), "");                         // and says what it last vouched for
  EXPECT_EQ(refusal(first, first, 15), "vkey_compromised");
  EXPECT_EQ(refusal(second, first, 15), "vkey_compromised");
  EXPECT_EQ(open_checkpoint(thiefs, verifier_key(second, kOrigin)).error().name, "note_unsigned");
  EXPECT_EQ(refusal(second, first, 10), "");  // what was signed before stays
  // A key that he endorses with the stolen one leads nowhere.
  const SigningKey his = SigningKey::generate();
  EXPECT_EQ(found(history, {first, his, kNoon, 13}), "rotation_broken");
  EXPECT_EQ(refusal(second, his, 15), "vkey_unknown");
}

}  // namespace
}  // namespace terang::ledger
