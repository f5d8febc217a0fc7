#include "ledger/note.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/sha256.h"
#include "ledger/checkpoint.h"

namespace terang::ledger {
namespace {

// The published example of the format: golang.org/x/mod/sumdb/note.
const std::string kVkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string kSeed = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";  // type octet and seed
const std::string kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string kNote = kText +
    "\n\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

SigningKey peters_key() { return SigningKey::from_seed(from_base64(kSeed)->substr(1)).value(); }

TEST(Note, KnownAnswer) {
  const auto key = parse_vkey(kVkey);
  ASSERT_TRUE(key);
  EXPECT_EQ(format_vkey(*key), kVkey);
  EXPECT_EQ(verifier_key(peters_key(), "PeterNeumann"), *key);
  EXPECT_EQ(sign_note(kText, "PeterNeumann", peters_key()), kNote);
  const auto note = open_note(kNote, std::span(&*key, 1));
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, kText);
}

TEST(Note, ManglingTheVkeyIsRefused) {
  for (std::size_t i = 0; i <= kVkey.size(); ++i)
    for (std::size_t j = i; j <= kVkey.size(); ++j)
      if (i != 0 || j != kVkey.size()) {
        EXPECT_FALSE(parse_vkey(kVkey.substr(i, j - i)));
      }
  for (std::size_t i = 0; i < kVkey.size(); ++i) {
    std::string changed = kVkey;
    ++changed[i];
    EXPECT_FALSE(parse_vkey(changed));
  }
  EXPECT_EQ(parse_vkey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").error().name,
            "vkey_unsupported");
}

TEST(Note, TextOrSignatureChanged) {
  const auto key = parse_vkey(kVkey).value();
  std::string changed = kNote;
  changed[3] ^= 1;
  EXPECT_EQ(open_note(changed, std::span(&key, 1)).error().name, "note_signature_invalid");
  changed = kNote;
  changed[changed.size() - 30] = changed[changed.size() - 30] == 'A' ? 'B' : 'A';
  EXPECT_EQ(open_note(changed, std::span(&key, 1)).error().name, "note_signature_invalid");
}

TEST(Note, UnknownKeysAreIgnoredButOneMustBeKnown) {
  const auto key = parse_vkey(kVkey).value();
  const auto other = SigningKey::generate();
  const std::string others = sign_note(kText, "example.com/witness", other);
  EXPECT_EQ(open_note(others, std::span(&key, 1)).error().name, "note_unsigned");
  const std::string line = others.substr(kText.size() + 1);
  EXPECT_TRUE(open_note(kNote + line, std::span(&key, 1)));
  // A known key's bad signature rejects the note even beside a good one.
  const auto other_key = verifier_key(other, "example.com/witness");
  const std::vector both{key, other_key};
  EXPECT_TRUE(open_note(kNote + line, both));
  const std::string wrong = sign_note("another text\n", "example.com/witness", other).substr(14);
  EXPECT_EQ(open_note(kNote + wrong, both).error().name, "note_signature_invalid");
  std::string sixteen = kNote;
  for (int i = 0; i < 15; ++i) sixteen += line;
  EXPECT_TRUE(open_note(sixteen, std::span(&key, 1)));
}

TEST(Note, MalformedNotes) {
  const auto key = parse_vkey(kVkey).value();
  const std::string line = kNote.substr(kText.size() + 1);
  for (const std::string& note :
       {std::string(), kText, kText + "\n", kText + line, kText + "\n" + line.substr(0, line.size() - 1),
        kText + "\n" + line.substr(1), kText + "\n" + "- PeterNeumann x08go/ZJkuBS\n",
        "control \x01\n\n" + line, "latin \xe9\n\n" + line, kText + "\n\xe2\x80\x94 Peter+Neumann x08go/ZJkuBS\n",
        kText + "\n\xe2\x80\x94 PeterNeumann x08g\n", kText + "\n\xe2\x80\x94 Peter\xc2\xa0Neumann x08go/ZJkuBS\n",
        kNote + "\n", kNote + "x"})
    EXPECT_EQ(open_note(note, std::span(&key, 1)).error().name, "note_malformed") << note;
}

TEST(Checkpoint, SignAndOpen) {
  const auto key = SigningKey::generate();
  const auto vkey = verifier_key(key, "example.com/log");
  const Hash root = sha256("root");
  const std::string note = sign_checkpoint("example.com/log", 20852163, root, key);
  EXPECT_TRUE(note.starts_with("example.com/log\n20852163\n" + to_base64(as_chars(root)) + "\n\n\xe2\x80\x94 "));
  const auto checkpoint = open_checkpoint(note, vkey);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(*checkpoint, (Checkpoint{"example.com/log", 20852163, root}));
  // A key that signs for another origin does not speak for this one.
  const std::string foreign = sign_note(checkpoint_text({"example.com/other", 1, root}), "example.com/log", key);
  EXPECT_EQ(open_checkpoint(foreign, vkey).error().name, "checkpoint_foreign_origin");
}

TEST(Checkpoint, Malformed) {
  const std::string root = to_base64(as_chars(sha256("root")));
  EXPECT_TRUE(parse_checkpoint("o\n0\n" + root + "\n"));
  EXPECT_TRUE(parse_checkpoint("o\n0\n" + root + "\nextension\n"));
  for (const std::string& text :
       {std::string(), "o\n0\n" + root, "\n0\n" + root + "\n", "o\n00\n" + root + "\n", "o\n-1\n" + root + "\n",
        "o\n+1\n" + root + "\n", "o\n18446744073709551616\n" + root + "\n", "o\n1\n" + root.substr(4) + "\n",
        std::string("o\n1\n\n")})
    EXPECT_EQ(parse_checkpoint(text).error().name, "checkpoint_malformed") << text;
}

// RFC 8032 §7.1, test 2.
TEST(SigningKey, KnownAnswer) {
  const auto key =
      SigningKey::from_seed(*from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  ASSERT_TRUE(key);
  EXPECT_EQ(to_hex(key->public_key()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const std::string signature = key->sign("r");
  EXPECT_EQ(to_hex(signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(verify_ed25519(key->public_key(), "r", signature));
  EXPECT_FALSE(verify_ed25519(key->public_key(), "s", signature));
}

}  // namespace
}  // namespace terang::ledger
