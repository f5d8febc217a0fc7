#include "ledger/signed_bytes.h"

#include <gtest/gtest.h>

#include <random>

#include "base/json.h"

namespace terang::ledger {
namespace {

using json::Value;

TEST(SignedBytes, AreAsTheProtocolWritesThem) {
  EXPECT_EQ(bytes_of(SignedBid{"1250000000", "8e1f", false, "0123456789abcdef", "1", "log.example", "t"}),
            R"({"amount":"1250000000","bid":"8e1f","confirm":false,"key":"0123456789abcdef","lot":"1",)"
            R"("origin":"log.example","tender":"t","type":"terang.bid.v1"})");
  EXPECT_EQ(bytes_of(SignedOffer{"8e1f", R"({"kind":"leave"})", "k", "2", "o", "t"}),
            R"({"bid":"8e1f","content":{"kind":"leave"},"key":"k","lot":"2","origin":"o","tender":"t",)"
            R"("type":"terang.offer.v1"})");
  EXPECT_EQ(bytes_of(SignedKey{"a", "o", "AAAA"}),
            R"({"account":"a","origin":"o","spki":"AAAA","type":"terang.key.v1"})");
}

// RFC 8785 by the writer of trees, whatever the texts: quotes, controls, letters outside ASCII.
TEST(SignedBytes, AreCanonicalWhateverTheTexts) {
  std::random_device device;
  const auto seed = device();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  const std::string_view pieces[] = {"\"", "\\", "\n", "\x01", "/", "é", "€", "𝄞", "a", "0", " "};
  const auto text = [&] {
    std::string made;
    for (auto n = random() % 9; n > 0; --n) made += pieces[random() % std::size(pieces)];
    return made;
  };
  for (int i = 0; i < 200; ++i) {
    const std::string a = text(), b = text(), k = text(), l = text(), o = text(), t = text();
    const bool confirm = random() % 2 == 0;
    EXPECT_EQ(bytes_of(SignedBid{a, b, confirm, k, l, o, t}),
              json::canonical(Value::object({{"type", "terang.bid.v1"}, {"tender", t}, {"origin", o}, {"lot", l},
                                             {"key", k}, {"confirm", confirm}, {"bid", b}, {"amount", a}})));
    const Value content = Value::object({{"kind", a}, {"more", b}});
    EXPECT_EQ(bytes_of(SignedOffer{b, json::canonical(content), k, l, o, t}),
              json::canonical(Value::object({{"bid", b}, {"content", content}, {"key", k}, {"lot", l}, {"origin", o},
                                             {"tender", t}, {"type", "terang.offer.v1"}})));
    EXPECT_EQ(bytes_of(SignedKey{a, o, k}),
              json::canonical(Value::object({{"account", a}, {"origin", o}, {"spki", k}, {"type", "terang.key.v1"}})));
  }
}

}  // namespace
}  // namespace terang::ledger
