#include "ledger/chain.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "ledger/envelope.h"
#include "tests/ledger/make_log.h"

namespace terang::ledger {
namespace {

using test::salt_of;

// Recomputed with Python's hashlib from the layout in entry.h.
TEST(Entry, KnownAnswer) {
  Salt salt{};
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(i);
  Chain chain;
  const Entry first = chain.append("tender.published", "abc123", "{\"a\":1}", 1'000'000, salt);
  EXPECT_EQ(first.payload,
            "{\"data\":{\"a\":1},\"kind\":\"tender.published\",\"tender\":\"abc123\",\"tprev\":\""
            "0000000000000000000000000000000000000000000000000000000000000000\",\"tseq\":0}");
  EXPECT_EQ(to_hex(first.header_octets()),
            "01" "0000000000000000" "00000000000f4240"
            "0000000000000000000000000000000000000000000000000000000000000000" 
            "6c76f0a58c6438259bb5b7cc6ea835db6f100487a8aad35107949c95ba3cf72e");
  EXPECT_EQ(to_hex(first.leaf), "c2b52fc8fc1e630879ef45fe4a709e149f6a3e29a79a1afacbe5576731d33ef0");
}

TEST(Entry, HeaderSurvivesEncoding) {
  const Header header{0x0102030405060708, 0x1112131415161718, sha256("prev"), sha256("commitment")};
  const HeaderBytes octets = encode_header(header);
  EXPECT_EQ(to_hex(as_chars(octets)).substr(0, 34), "0101020304050607081112131415161718");
  EXPECT_EQ(decode_header(as_chars(octets)), header);
}

TEST(Entry, MalformedHeadersAreRefused) {
  HeaderBytes octets = encode_header({});
  EXPECT_FALSE(decode_header(as_chars(octets).substr(1)));
  EXPECT_FALSE(decode_header(std::string(as_chars(octets)) + "x"));
  octets[9] = 0x80;  // a time beyond int64
  EXPECT_FALSE(decode_header(as_chars(octets)));
  octets[9] = 0;
  octets[0] = 2;
  EXPECT_FALSE(decode_header(as_chars(octets)));
}

TEST(Chain, LinksEntriesAndTenders) {
  Chain chain;
  const Entry a = chain.append("tender.drafted", "t1", "{}", 10, salt_of(0));
  const Entry b = chain.append("key.registered", "", "{}", 10, salt_of(1));
  const Entry c = chain.append("bid.placed", "t1", "{}", 12, salt_of(2));
  EXPECT_EQ(b.header.prev, a.leaf);
  EXPECT_EQ(c.header.prev, b.leaf);
  EXPECT_EQ(b.payload, "{\"data\":{},\"kind\":\"key.registered\"}");
  const auto envelope = read_envelope(c.payload);
  ASSERT_TRUE(envelope);
  EXPECT_EQ(envelope->tprev, to_hex(a.leaf));
  EXPECT_EQ(envelope->tseq, 1u);
  EXPECT_EQ(c.tseq, 1u);
  EXPECT_EQ(chain.head(), (Head{3, c.leaf, 12}));
  EXPECT_EQ(chain.tender_head("t1"), (TenderHead{2, c.leaf}));
  EXPECT_EQ(chain.tender_head("unknown"), TenderHead{});
}

TEST(Chain, PayloadIsCanonicalJson) {
  Chain chain;
  const auto data = json::Value::object({{"z", "\xc3\xa9\n\"\\"}, {"a", 1}});
  for (const char* tender : {"", "t1"}) {
    const Entry entry = chain.append("bid.placed", tender, json::canonical(data), 1, salt_of(0));
    const auto parsed = json::parse(entry.payload);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(json::canonical(*parsed), entry.payload);
  }
}

TEST(Chain, RewindForgetsWhatWasNotConfirmed) {
  Chain chain, mirror;
  for (const auto tender : {"t1", "t2"}) {
    chain.append("bid.placed", tender, "{}", 1, salt_of(1));
    mirror.append("bid.placed", tender, "{}", 1, salt_of(1));
  }
  chain.confirm(2);
  EXPECT_EQ(chain.confirmed(), 2u);
  for (const auto tender : {"t1", "t3", "", "t1"}) chain.append("bid.placed", tender, "{}", 5, salt_of(9));
  chain.confirm(3);
  chain.rewind(3);
  EXPECT_EQ(chain.head().size, 3u);
  EXPECT_EQ(chain.tender_head("t1").size, 2u);
  EXPECT_EQ(chain.tender_head("t3").size, 0u);
  mirror.append("bid.placed", "t1", "{}", 5, salt_of(9));
  EXPECT_EQ(chain.head(), mirror.head());
  // What follows is as if the forgotten entries had never been.
  for (const auto tender : {"t3", "t1", ""}) {
    const Entry one = chain.append("bid.placed", tender, "{}", 6, salt_of(4));
    const Entry other = mirror.append("bid.placed", tender, "{}", 6, salt_of(4));
    EXPECT_EQ(one.leaf, other.leaf);
  }
}

TEST(ChainDeathTest, OurOwnMistakesStopUs) {
  Chain chain;
  chain.append("bid.placed", "t1", "{}", 10, salt_of(0));
  EXPECT_DEATH(chain.append("bid.placed", "t1", "{}", 9, salt_of(0)), "time >= head_.time");
  EXPECT_DEATH(chain.append("bid\"placed", "t1", "{}", 10, salt_of(0)), "is_identifier");
  EXPECT_DEATH(chain.append("bid.placed", "T 1", "{}", 10, salt_of(0)), "is_identifier");
  chain.confirm(1);
  EXPECT_DEATH(chain.rewind(0), "confirmed");
}

TEST(Envelope, ReadsOnlyWhatItWouldWrite) {
  const Hash prev = sha256("prev");
  for (const std::string data : {"{}", "1", "{\"tseq\":7}", "{\"a\":\"\\\",\\\"kind\\\":\\\"x\"}"}) {
    for (const std::string tender : {"", "t1"}) {
      const std::string payload = write_envelope("bid.placed", tender, data, prev, tender.empty() ? 0 : 42);
      const auto envelope = read_envelope(payload);
      ASSERT_TRUE(envelope) << payload;
      EXPECT_EQ(envelope->data, data);
      EXPECT_EQ(envelope->kind, "bid.placed");
      EXPECT_EQ(envelope->tender, tender);
      // Every single changed or missing octet outside the data is noticed, or gives other values.
      for (std::size_t i = 0; i < payload.size(); ++i) {
        std::string shorter = payload;
        shorter.erase(i, 1);
        if (const auto other = read_envelope(shorter)) {
          EXPECT_TRUE(other->data != data || other->kind != envelope->kind || other->tender != envelope->tender ||
                      other->tseq != envelope->tseq) << shorter;
        }
      }
    }
  }
  EXPECT_FALSE(read_envelope(""));
  EXPECT_FALSE(read_envelope("{}"));
  EXPECT_FALSE(read_envelope("{\"data\":,\"kind\":\"x\"}"));
  EXPECT_FALSE(read_envelope("{\"data\":1,\"kind\":\"x\",\"tender\":\"t\",\"tprev\":\"" + std::string(64, '0') +
                             "\",\"tseq\":01}"));
  EXPECT_FALSE(read_envelope("{\"data\":1,\"kind\":\"x\",\"tender\":\"t\",\"tprev\":\"" + std::string(64, '0') +
                             "\",\"tseq\":99999999999999999999}"));
}

}  // namespace
}  // namespace terang::ledger
