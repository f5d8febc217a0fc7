#include "sealing/envelope.h"

#include <gtest/gtest.h>

namespace terang::sealing {
namespace {

TEST(Padding, Buckets) {
  EXPECT_EQ(bucket_for(0), 512u);
  EXPECT_EQ(bucket_for(508), 512u);
  EXPECT_EQ(bucket_for(509), 1024u);
  EXPECT_EQ(bucket_for(1024 * 1024 - 4), 1024u * 1024);
  EXPECT_EQ(bucket_for(1024 * 1024 - 3), 2048u * 1024);
  EXPECT_EQ(bucket_for(2048 * 1024 - 3), 3072u * 1024);
  EXPECT_EQ(bucket_for(kLargestContent), 64u * 1024 * 1024);
}

TEST(Padding, ThereAndBack) {
  for (const std::size_t size : {0u, 1u, 507u, 508u, 509u, 5'000u, 1'048'573u}) {
    const std::string content(size, 'x');
    EXPECT_EQ(unpad(pad(content)), content) << size;
  }
}

TEST(Padding, OnlyOneFormIsRead) {
  std::string padded = pad("hello");
  EXPECT_FALSE(unpad(padded.substr(0, 511)));
  EXPECT_FALSE(unpad(padded + std::string(512, '\0')));  // a bucket, but not its bucket
  padded.back() = 1;
  EXPECT_FALSE(unpad(padded));
  EXPECT_FALSE(unpad(""));
  EXPECT_FALSE(unpad(std::string(512, '\xff')));
}

std::string octets(std::size_t members, int k, int n) {
  static const std::string enc(65, 'e'), key(48, 'k'), share(49, 's'), content(512 + 16, 'c');
  Envelope envelope;
  envelope.k = k;
  envelope.n = n;
  envelope.ctx.fill(1);
  envelope.key_commitment.fill(2);
  envelope.server = {enc, key};
  envelope.members.assign(members, Box{enc, share});
  envelope.content = content;
  return encode(envelope);
}

TEST(EnvelopeForm, ServerModeAndCommittee) {
  EXPECT_EQ(octets(0, 1, 1).size(), 75u + 113 + 528);
  const std::string committee = octets(5, 3, 5);
  EXPECT_EQ(committee.size(), 75u + 113 + 5 * 114 + 528);
  const auto read = parse_envelope(committee);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->members.size(), 5u);
  EXPECT_EQ(read->k, 3);
  EXPECT_EQ(read->members[4].ciphertext, std::string(49, 's'));
  EXPECT_EQ(read->content, std::string(528, 'c'));
  EXPECT_EQ(encode(*read), committee);
  EXPECT_TRUE(parse_envelope(octets(1, 1, 1)));  // a committee of one is not server mode
}

TEST(EnvelopeForm, WhatIsNotOfTheFormIsNotRead) {
  const std::string good = octets(0, 1, 1);
  ASSERT_TRUE(parse_envelope(good));
  for (std::size_t size = 0; size < good.size(); ++size) ASSERT_FALSE(parse_envelope(good.substr(0, size))) << size;
  EXPECT_FALSE(parse_envelope(good + "x"));
  EXPECT_FALSE(parse_envelope(octets(0, 1, 2)));
  EXPECT_FALSE(parse_envelope(octets(0, 2, 1)));
  EXPECT_FALSE(parse_envelope(octets(2, 3, 2)));
  EXPECT_FALSE(parse_envelope(octets(2, 0, 2)));
  EXPECT_FALSE(parse_envelope(octets(2, 1, 3)));
  std::string other = good;
  other[7] = 2;
  EXPECT_FALSE(parse_envelope(other));  // another version
}

}  // namespace
}  // namespace terang::sealing
