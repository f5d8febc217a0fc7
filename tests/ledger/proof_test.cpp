#include "ledger/proof.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/sha256.h"
#include "ledger/hash_tree.h"
#include "tests/ledger/make_log.h"

namespace terang::ledger {
namespace {

TEST(TlogProof, KnownTexts) {
  const Hash one = sha256("hash1"), two = sha256("hash2");
  const std::string a = to_base64(as_chars(one)), b = to_base64(as_chars(two));
  const TlogProof plain{"", 5, {one, two}, "test checkpoint\n"};
  EXPECT_EQ(format_proof(plain), "c2sp.org/tlog-proof@v1\nindex 5\n" + a + "\n" + b + "\n\ntest checkpoint\n");
  const TlogProof extra{"extra information", 10, {one}, "checkpoint data\n"};
  EXPECT_EQ(format_proof(extra),
            "c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n" + a + "\n\ncheckpoint data\n");
  EXPECT_EQ(format_proof({"", 0, {}, "checkpoint\n"}), "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n");
  const auto parsed = parse_proof(format_proof(extra));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->extra, extra.extra);
  EXPECT_EQ(parsed->index, extra.index);
  EXPECT_EQ(parsed->hashes, extra.hashes);
  EXPECT_EQ(parsed->checkpoint, extra.checkpoint);
}

TEST(TlogProof, Malformed) {
  const std::string hash = to_base64(as_chars(sha256("x")));
  for (const std::string& text :
       {std::string(), std::string("wrong\nindex 0\n\nc\n"), std::string("c2sp.org/tlog-proof@v1\n"),
        std::string("c2sp.org/tlog-proof@v1\nindex 01\n\nc\n"), std::string("c2sp.org/tlog-proof@v1\nindex -1\n\nc\n"),
        std::string("c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\nc\n"),
        std::string("c2sp.org/tlog-proof@v1\nindex 0\nshort\n\nc\n"), "c2sp.org/tlog-proof@v1\nindex 0\n" + hash,
        "c2sp.org/tlog-proof@v1\nindex 0\n" + hash + "\n", "c2sp.org/tlog-proof@v1\nindex 0\n" + hash + "\n\n",
        std::string("c2sp.org/tlog-proof@v1\r\nindex 0\n\nc\n")})
    EXPECT_EQ(parse_proof(text).error().name, "proof_malformed") << text;
  std::string high = "c2sp.org/tlog-proof@v1\nindex 0\n";
  for (int i = 0; i < 65; ++i) high += hash + "\n";
  EXPECT_EQ(parse_proof(high + "\nc\n").error().name, "proof_malformed");
}

class ReceiptTest : public testing::Test {
 protected:
  ReceiptTest() {
    Chain chain;
    entries = test::make_entries(chain, 700);
    for (const Entry& entry : entries) tree.append(entry.leaf);
    checkpoint = sign_checkpoint("example.com/log", 700, tree.root(), key);
  }
  std::string receipt(std::uint64_t seq) const {
    const Entry& entry = entries[seq];
    return format_receipt(entry.header_octets(), entry.salt, entry.payload, inclusion_proof(tree, seq, 700), checkpoint);
  }
  // The receipt with one member of its extra data replaced.
  std::string with(const std::string& text, std::string_view member, json::Value value) const {
    auto proof = parse_proof(text).value();
    auto extra = json::parse(proof.extra).value();
    extra.set(member, std::move(value));
    proof.extra = json::canonical(extra);
    return format_proof(proof);
  }
  const SigningKey key = SigningKey::generate();
  const VerifierKey vkey = verifier_key(key, "example.com/log");
  std::vector<Entry> entries;
  HashTree tree;
  std::string checkpoint;
};

TEST_F(ReceiptTest, ProvesEveryEntry) {
  for (std::uint64_t seq = 0; seq < 700; seq += 13) {
    const auto opened = open_receipt(receipt(seq), vkey);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->payload, entries[seq].payload);
    EXPECT_EQ(opened->leaf, entries[seq].leaf);
    EXPECT_EQ(opened->checkpoint.size, 700u);
  }
}

TEST_F(ReceiptTest, NamesWhatIsWrong) {
  const std::string good = receipt(300);
  const auto failure = [&](const std::string& text) { return open_receipt(text, vkey).error().name; };
  EXPECT_EQ(failure("nonsense"), "proof_malformed");
  EXPECT_EQ(failure(with(good, "payload", "other")), "commitment_mismatch");
  EXPECT_EQ(failure(with(good, "payload", 7)), "receipt_malformed");
  EXPECT_EQ(failure(with(good, "salt", "AAAA")), "receipt_malformed");
  EXPECT_EQ(failure(with(good, "salt", to_base64(as_chars(entries[1].salt)))), "commitment_mismatch");
  EXPECT_EQ(failure(with(good, "header", "AAAA")), "receipt_malformed");
  EXPECT_EQ(failure(with(good, "type", "something else")), "receipt_malformed");
  auto proof = parse_proof(good).value();
  proof.index = 299;
  EXPECT_EQ(failure(format_proof(proof)), "index_mismatch");
  proof = parse_proof(good).value();
  proof.hashes[2][0] ^= 1;
  EXPECT_EQ(failure(format_proof(proof)), "inclusion_mismatch");
  proof = parse_proof(good).value();
  proof.checkpoint[20] ^= 1;
  EXPECT_EQ(failure(format_proof(proof)), "note_signature_invalid");
  proof.checkpoint = sign_checkpoint("example.com/log", 700, tree.root(), SigningKey::generate());
  EXPECT_EQ(failure(format_proof(proof)), "note_unsigned");
  proof.checkpoint = sign_checkpoint("example.com/log", 700, sha256("other"), key);
  EXPECT_EQ(failure(format_proof(proof)), "inclusion_mismatch");
  proof.extra.clear();
  EXPECT_EQ(failure(format_proof(proof)), "receipt_malformed");
}

}  // namespace
}  // namespace terang::ledger
