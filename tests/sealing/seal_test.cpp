#include <gtest/gtest.h>

#include "base/sha256.h"
#include "sealing/envelope.h"
#include "sealing/hpke.h"
#include "sealing/kdf.h"
#include "sealing/open_all.h"
#include "tests/sealing/sealed_bid.h"

namespace terang::sealing {
namespace {

using namespace test;

std::string outcome(const Result<std::string, Defect>& opened) { return opened ? "opened " + *opened : std::string(name(opened.error())); }

struct SealTest : testing::Test {
  PrivateKey server = server_key();
  Context context = some_context();
  Sealed sealed = seal(context, price_content("1250000000"), random_for_sealing());
  std::string opened() const { return outcome(open(server, context, sealed.commitments, sealed.envelope)); }
  void rehash() { sealed.commitments.envelope = sha256(sealed.envelope); }
};

TEST_F(SealTest, OpensToWhatWasSealed) {
  EXPECT_EQ(opened(), "opened {\"amount\":\"1250000000\",\"type\":\"terang.price.v1\"}");
  EXPECT_EQ(read_price_content(*open(server, context, sealed.commitments, sealed.envelope)).value(), "1250000000");
  EXPECT_EQ(sealed.commitments.envelope, sha256(sealed.envelope));
  EXPECT_TRUE(sealed.commitments.shares.empty());
}

TEST_F(SealTest, TheContextIsThatOfTheDesign) {
  Context one;
  one.tender = "t";
  one.lot = "1";
  one.bidder = "7";
  one.bid = "b";
  one.version = 3;
  one.server_key = "S";
  one.deadline = 0;
  EXPECT_EQ(json::canonical(context_to_json(one)),
            "{\"bid\":\"b\",\"bidder\":\"7\",\"deadline\":\"1970-01-01T00:00:00.000000Z\",\"envelope\":\"price\",\"k\":1,\"lot\":\"1\","
            "\"member_keys\":[],\"n\":1,\"server_key\":\"Uw==\",\"tender\":\"t\",\"type\":\"terang.seal.v1\",\"version\":3}");
  EXPECT_EQ(context_hash(one), sha256(json::canonical(context_to_json(one))));
}

TEST_F(SealTest, SizesTellNothingOfTheAmount) {
  EXPECT_EQ(seal(context, price_content("1"), random_for_sealing()).envelope.size(), sealed.envelope.size());
}

TEST_F(SealTest, SealedTwiceNothingRepeats) {
  const Sealed again = seal(context, price_content("1250000000"), random_for_sealing());
  EXPECT_NE(again.commitments.key, sealed.commitments.key);
  EXPECT_NE(again.envelope.substr(75), sealed.envelope.substr(75));
}

TEST_F(SealTest, OtherOctetsThanCommitted) {
  sealed.envelope.back() = static_cast<char>(sealed.envelope.back() ^ 1);
  EXPECT_EQ(opened(), "envelope_hash_mismatch");
}

TEST_F(SealTest, NoEnvelope) {
  sealed.envelope = "hello";
  rehash();
  EXPECT_EQ(opened(), "envelope_malformed");
}

TEST_F(SealTest, EveryPartOfTheContextBinds) {
  const Context right = context;
  const auto with = [&](auto change) {
    context = right;
    change(context);
    return opened();
  };
  EXPECT_EQ(with([](Context& c) { c.tender += "x"; }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.lot = "2"; }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.envelope = "technical"; }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.bidder = "418"; }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.bid.back() = '2'; }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.version = 2; }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.deadline += 1; }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.server_key = PrivateKey::generate().point(); }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.member_keys = {c.server_key}; }), "context_mismatch");
  EXPECT_EQ(with([](Context& c) { c.n = 2, c.member_keys = {c.server_key, c.server_key}; }), "context_mismatch");
  EXPECT_EQ(with([](Context&) {}).substr(0, 6), "opened");
}

// The outer context may be rewritten by whoever hands an envelope in; the boxes stay bound to theirs.
TEST_F(SealTest, AnotherBiddersEnvelopeUnderOnesOwnContextOpensToNothing) {
  context.bidder = "418";
  sealed.envelope.replace(11, 32, as_chars(context_hash(context)));
  rehash();
  EXPECT_EQ(opened(), "not_decryptable");
}

TEST_F(SealTest, AnotherCommitmentThanLogged) {
  sealed.commitments.key[0] ^= 1;
  EXPECT_EQ(opened(), "key_commitment_mismatch");
}

TEST_F(SealTest, ACommitmentThatIsNotOfTheKeyInside) {
  sealed.commitments.key[0] ^= 1;
  sealed.envelope[43] = static_cast<char>(sealed.envelope[43] ^ 1);
  rehash();
  EXPECT_EQ(opened(), "key_commitment_mismatch");
}

TEST_F(SealTest, ShareCommitmentsWithoutMembers) {
  sealed.commitments.shares.emplace_back();
  EXPECT_EQ(opened(), "share_commitments_mismatch");
}

TEST_F(SealTest, AnotherServersKey) {
  server = PrivateKey::generate();
  EXPECT_EQ(opened(), "not_decryptable");
}

TEST_F(SealTest, AnEphemeralPointOffTheCurve) {
  sealed.envelope[75 + 64] = static_cast<char>(sealed.envelope[75 + 64] ^ 1);
  rehash();
  EXPECT_EQ(opened(), "not_decryptable");
}

TEST_F(SealTest, AlteredContent) {
  sealed.envelope[75 + 113] = static_cast<char>(sealed.envelope[75 + 113] ^ 1);
  rehash();
  EXPECT_EQ(opened(), "content_not_decryptable");
}

// A committee's envelope is read but waits for its members.
TEST_F(SealTest, ACommitteesEnvelopeNeedsTheCommittee) {
  context.n = 3;
  context.k = 2;
  context.member_keys.assign(3, PrivateKey::generate().point());
  const auto read = parse_envelope(sealed.envelope);
  const std::string share(49, 's');
  Envelope committee = *read;
  committee.k = 2;
  committee.n = 3;
  committee.ctx = context_hash(context);
  committee.members.assign(3, Box{read->server.enc, share});
  const std::string octets = encode(committee);
  sealed.envelope = octets;
  sealed.commitments.shares.resize(3);
  rehash();
  EXPECT_EQ(opened(), "committee_needed");
}

// A bidder who pads in a way of his own: everything authentic, and yet not of the form.
TEST_F(SealTest, PaddingThatIsNot) {
  const Hash ctx = context_hash(context);
  const std::string ks(32, 'k');
  const Hash prk = hkdf_extract(as_chars(ctx), ks);
  const std::string key = hkdf_expand(as_chars(prk), "terang seal content v1", 32);
  std::string padded = pad("hello");
  padded.back() = 1;
  Envelope envelope = *parse_envelope(sealed.envelope);
  const HpkeSealed box = hpke_seal(context.server_key, "terang seal server v1" + std::string(as_chars(ctx)), "", ks, PrivateKey::generate());
  envelope.server = {box.enc, box.ciphertext};
  envelope.key_commitment = *hash_from(hkdf_expand(as_chars(prk), "terang seal commitment v1", 32));
  const std::string content = gcm_seal(key, std::string(12, '\0'), as_chars(ctx), padded);
  envelope.content = content;
  const std::string octets = encode(envelope);
  sealed.envelope = octets;
  sealed.commitments.key = envelope.key_commitment;
  rehash();
  EXPECT_EQ(opened(), "content_malformed");
}

TEST_F(SealTest, ContentThatIsNoPrice) {
  for (const char* content : {"", "1250000000", "{}", "{\"amount\":\"\",\"type\":\"terang.price.v1\"}", "{\"amount\":1,\"type\":\"terang.price.v1\"}",
                              "{\"amount\":\"1\",\"type\":\"terang.price.v2\"}", "{\"amount\": \"1\",\"type\":\"terang.price.v1\"}",
                              "{\"amount\":\"1\",\"more\":1,\"type\":\"terang.price.v1\"}", "\xff",
                              "{\"amount\":\"111111111111111111111111111111111\",\"type\":\"terang.price.v1\"}"}) {
    const auto read = read_price_content(content);
    ASSERT_FALSE(read.ok()) << content;
    EXPECT_EQ(read.error(), Defect::content_malformed);
  }
}

TEST_F(SealTest, ManyOnSeveralThreadsInTheirOrder) {
  std::vector<Sealed> bids;
  std::vector<ToOpen> list;
  for (int i = 0; i < 100; ++i) {
    context.bidder = std::to_string(i);
    bids.push_back(seal(context, price_content(std::to_string(1'000 + i)), random_for_sealing()));
    if (i == 17) bids.back().envelope.back() ^= 1;
    if (i == 40) bids.back().envelope.clear();
  }
  for (int i = 0; i < 100; ++i) {
    context.bidder = std::to_string(i);
    list.push_back({context, bids[i].commitments, bids[i].envelope});
  }
  for (const unsigned threads : {1u, 2u, 5u}) {
    const auto all = open_all(server, list.size(), [&list](std::size_t i) { return list[i]; }, threads);
    ASSERT_EQ(all.size(), 100u);
    for (int i = 0; i < 100; ++i) {
      const std::string wanted = i == 17   ? "envelope_hash_mismatch"
                                 : i == 40 ? "envelope_missing"
                                           : "opened " + price_content(std::to_string(1'000 + i));
      EXPECT_EQ(outcome(all[i]), wanted) << i;
    }
  }
  EXPECT_TRUE(open_all(server, 0, {}, 2).empty());
}

}  // namespace
}  // namespace terang::sealing
