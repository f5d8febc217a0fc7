#include "ledger/cosignature.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "ledger/policy.h"

namespace terang::ledger {
namespace {

// A checkpoint of a public Certificate Transparency log as four public witnesses cosigned it in May 2026, and the keys
// that these publish: what other people's programs make, verbatim.
const std::string kText =
    "arche2025h1.staging.ct.transparency.dev\n"
    "1432088532\n"
    "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n";
const std::string kDash = "\xe2\x80\x94 ";
const std::string kNote =
    kText + "\n" +
    kDash + "arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n" +
    kDash + "arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n" +
    kDash + "transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n" +
    kDash + "witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n" +
    kDash + "remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n" +
    kDash + "witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n";
const std::string kLog = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const std::string kRemora = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
const std::string kSmartit = "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO";
const std::string kGarden = "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM";
const std::string kMole = "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv";
constexpr std::uint64_t kSeconds = 0x6a122120;

const SigningKey& own_key() {
  static const SigningKey key = SigningKey::from_seed(std::string(32, 'w')).value();
  return key;
}

TEST(Cosignature, KnownAnswersOfPublicWitnesses) {
  const auto note = parse_note(kNote).value();
  int verified = 0;
  for (const std::string& vkey : {kRemora, kSmartit, kGarden, kMole}) {
    const auto key = parse_vkey(vkey, kCosignatureV1);
    ASSERT_TRUE(key.ok()) << vkey;
    EXPECT_EQ(format_vkey(*key), vkey);
    for (const auto& signature : note.signatures) {
      if (signature.name != key->name || signature.id != key->id) continue;
      EXPECT_EQ(cosignature_time(*key, note.text, signature.signature), kSeconds) << vkey;
      EXPECT_EQ(cosignature_time(*key, "x" + note.text, signature.signature), std::nullopt);
      ++verified;
    }
  }
  EXPECT_EQ(verified, 4);
}

// The example of the specification publishes no key; its key id and time do show.
TEST(Cosignature, TheSpecificationsExampleIsReadAsItSays) {
  const auto note = parse_note(
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" + kDash +
      "witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n");
  ASSERT_TRUE(note.ok());
  EXPECT_EQ(note->signatures[0].id, 0x8d66cf3fu);
  EXPECT_EQ(to_hex(note->signatures[0].signature.substr(0, 8)), "00000000641850cb");  // time 1679315147
}

TEST(Cosignature, SignedHereVerifiesAndCoversTextAndTime) {
  const VerifierKey key = verifier_key(own_key(), "witness.example/w1", kCosignatureV1);
  const std::string line = cosign(kText, key.name, own_key(), 1'763'848'800);
  const auto note = parse_note(kText + "\n" + line).value();
  ASSERT_EQ(note.signatures.size(), 1u);
  EXPECT_EQ(note.signatures[0].name, key.name);
  EXPECT_EQ(note.signatures[0].id, key.id);
  const std::string& signature = note.signatures[0].signature;
  EXPECT_EQ(cosignature_time(key, kText, signature), 1'763'848'800u);
  EXPECT_EQ(cosignature_time(key, kText + "extension\n", signature), std::nullopt);
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] ^= 1;
    EXPECT_EQ(cosignature_time(key, kText, changed), std::nullopt) << i;
  }
  EXPECT_EQ(cosignature_time(key, kText, signature.substr(1)), std::nullopt);
  EXPECT_EQ(cosignature_time(key, kText, signature + "x"), std::nullopt);
  // A plain signature by the same key is none of a witness.
  EXPECT_EQ(cosignature_time(key, kText, own_key().sign(kText)), std::nullopt);
}

TEST(Cosignature, TimesBeyondTheSpecificationsAreRefused) {
  const VerifierKey key = verifier_key(own_key(), "w", kCosignatureV1);
  const std::string message = "cosignature/v1\ntime 9223372036854775808\n" + kText;
  EXPECT_EQ(cosignature_time(key, kText, std::string("\x80\0\0\0\0\0\0\0", 8) + own_key().sign(message)), std::nullopt);
  const std::string last = "cosignature/v1\ntime 9223372036854775807\n" + kText;
  EXPECT_EQ(cosignature_time(key, kText, std::string("\x7f\xff\xff\xff\xff\xff\xff\xff", 8) + own_key().sign(last)),
            9223372036854775807u);
}

TEST(Cosignature, KeysOfOneTypeAreNotTakenForTheOther) {
  EXPECT_EQ(parse_vkey(kRemora).error().name, "vkey_unsupported");
  EXPECT_EQ(parse_vkey(kLog, kCosignatureV1).error().name, "vkey_unsupported");
  EXPECT_NE(verifier_key(own_key(), "w").id, verifier_key(own_key(), "w", kCosignatureV1).id);
}

// ---- policies over that note
const std::string kPolicy = "log " + kLog + "\nwitness remora " + kRemora + " https://remora.n621.de\nwitness smartit " + kSmartit +
                            "\nwitness garden " + kGarden + "\nwitness mole " + kMole + "\n";

TEST(Policy, APublicNoteByItsPublicPolicy) {
  const auto policy = parse_policy(kPolicy + "group most 3 remora smartit garden mole\nquorum most\n").value();
  const auto verdict = demand_quorum(policy, kNote);
  ASSERT_TRUE(verdict.ok()) << verdict.error().message;
  EXPECT_EQ(verdict->checkpoint.size, 1432088532u);
  ASSERT_EQ(verdict->cosigned.size(), 4u);
  EXPECT_EQ(verdict->cosigned[0].witness, "remora");
  EXPECT_EQ(verdict->cosigned[0].seconds, kSeconds);
  std::string changed = kNote;  // one octet of smartit's signature
  changed[changed.find("hIp82KWe")] = 'i';
  EXPECT_EQ(evaluate(policy, changed).error().name, "cosignature_invalid");
  EXPECT_EQ(evaluate(parse_policy("log " + kLog + "\nquorum none\n").value(), changed)->quorum, true);
}

}  // namespace
}  // namespace terang::ledger
