// Sealed bids opened again: what an opening may not say of them, by name.
#include "ledger/verify/opening_checker.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/bytes.h"
#include "base/time.h"
#include "sealing/price_content.h"

namespace terang::ledger {
namespace {

using json::Value;

const std::string kDeadline = "2026-12-01T03:00:00.000000Z";

struct Told {
  std::string kind;
  Value data;
  std::optional<std::string> envelope;
};

// Two sealed bids, one replaced, one whose octets never came, one withdrawn; and the opening, which `spoil` may change.
struct Log {
  sealing::PrivateKey key = sealing::PrivateKey::derive("the server of the tests, 32 oct.");
  std::vector<Told> entries;
  std::map<std::uint64_t, std::string> kept;  // as a database keeps octets
  Value opening;

  Log() {
    const Value published = Value::object({{"lot", "1"}, {"server_key", to_base64(key.point())}});
    entries.push_back({"tender.published", Value::object({{"sealing", Value::array({published})}}), {}});
    commit("101", "bid-1", 1, "900", false);
    commit("101", "bid-2", 2, "800", true);
    commit("102", "bid-3", 1, "700", false);
    commit("103", "bid-4", 1, "600", true);
    offer("103", "bid-5", Value::object({{"kind", "withdraw"}}), {});
    entries.push_back({"lot.closed", Value::object({{"lot", "1"}}), {}});
    opening = Value::object({{"closed_seq", static_cast<std::int64_t>(entries.size() - 1)},
                             {"deadline", kDeadline},
                             {"lot", "1"},
                             {"opened", Value::array({row("101", "bid-2", "amount", "800"), row("102", "bid-3", "defect", "envelope_missing")})},
                             {"private_key", to_base64(key.scalar())},
                             {"server_key", to_base64(key.point())}});
  }
  static Value row(const char* bidder, const char* bid, const char* member, const char* what) {
    return Value::object({{"bid", bid}, {"bidder", bidder}, {member, what}});
  }
  void offer(const std::string& bidder, const std::string& bid, Value content, std::optional<std::string> envelope) {
    entries.push_back({"offer.placed", Value::object({{"bid", bid}, {"bidder", bidder}, {"content", std::move(content)}, {"lot", "1"}, {"verdict", "accepted"}}),
                       std::move(envelope)});
  }
  void commit(const std::string& bidder, const std::string& bid, int version, const std::string& amount, bool keep) {
    sealing::Context context;
    context.tender = "t1";
    context.lot = "1";
    context.bidder = bidder;
    context.bid = bid;
    context.version = version;
    context.server_key = key.point();
    context.deadline = *parse_time(kDeadline);
    auto sealed = sealing::seal(context, sealing::price_content(amount), sealing::random_for_sealing());
    Value content = sealing::commitments_to_json(sealed.commitments);
    content.set("kind", "commit");
    content.set("version", version);
    offer(bidder, bid, std::move(content), keep ? std::optional(sealed.envelope) : std::nullopt);
  }
  std::optional<Finding> check(std::uint64_t* opened = nullptr, bool withheld = false) const {
    OpeningChecker checker([this](const std::string&) { return kept; });
    if (withheld) checker.withheld("t1");
    std::uint64_t seq = 0;
    for (const Told& one : entries) checker.add({seq++, 0, one.kind, "t1", 0, {}}, one.data, one.envelope);
    checker.add({seq, 0, "lot.unsealed", "t1", 0, {}}, opening, {});
    auto found = checker.settle();
    if (opened) *opened = checker.opened();
    return found;
  }
  Value& opened_row(std::size_t at) { return opening.find("opened")->as_array()[at]; }
};

TEST(OpeningChecker, WhatFitsHolds) {
  std::uint64_t opened = 0;
  Log log;
  EXPECT_FALSE(log.check(&opened));
  EXPECT_EQ(opened, 1u);
  log.kept[2] = *std::exchange(log.entries[2].envelope, std::nullopt);
  EXPECT_FALSE(log.check(&opened)) << "from the database";
  EXPECT_EQ(opened, 1u);
  Log disqualified;
  disqualified.entries.push_back({"lot.disqualified", Value::object({{"lot", "1"}, {"pseudonym", "102"}}), {}});
  disqualified.opening.find("opened")->as_array().pop_back();
  EXPECT_FALSE(disqualified.check());
}

TEST(OpeningChecker, WhatDoesNotIsNamed) {
  const auto key_of = [](char with) { return sealing::PrivateKey::derive(std::string(32, with)); };
  struct Case {
    const char* name;
    std::function<void(Log&)> spoil;
  };
  const Case cases[] = {
      {"opening_mismatch", [](Log& log) { log.opened_row(0).set("amount", "799"); }},
      {"opening_mismatch", [](Log& log) { log.opened_row(0) = Log::row("101", "bid-2", "defect", "not_decryptable"); }},
      {"opening_mismatch", [](Log& log) { (*log.entries[2].envelope)[200] ^= 1; }},
      {"opening_mismatch", [](Log& log) { log.opening.set("deadline", "2026-12-01T04:00:00.000000Z"); }},
      {"opening_unknown", [](Log& log) { log.opened_row(0).set("bid", "bid-1"); }},
      {"opening_unknown", [](Log& log) { log.opening.find("opened")->as_array().push_back(Log::row("103", "bid-4", "amount", "600")); }},
      {"opening_unknown", [](Log& log) { log.opening.erase("closed_seq"); }},
      {"opening_incomplete", [](Log& log) { log.opening.find("opened")->as_array().pop_back(); }},
      {"envelope_missing", [](Log& log) { log.entries[2].envelope.reset(); }},
      {"sealed_bid_late", [](Log& log) { log.opening.set("closed_seq", 1); }},
      {"sealing_key_mismatch", [&](Log& log) { log.opening.set("private_key", to_base64(key_of('x').scalar())); }},
      {"sealing_key_mismatch", [](Log& log) { log.opening.set("private_key", ""); }},
      {"sealing_key_mismatch",
       [&](Log& log) {
         log.opening.set("private_key", to_base64(key_of('x').scalar()));
         log.opening.set("server_key", to_base64(key_of('x').point()));
       }},
  };
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    Log log;
    cases[i].spoil(log);
    const auto found = log.check();
    ASSERT_TRUE(found) << i << " " << cases[i].name;
    EXPECT_EQ(found->check, cases[i].name) << i;
    EXPECT_EQ(found->seq, log.entries.size());
  }
}

// Who had committed is not fully known where entries are withheld: what is there is checked all the same.
TEST(OpeningChecker, WithheldEntriesAreNotMissed) {
  Log log;
  log.entries.erase(log.entries.begin() + 3);
  EXPECT_TRUE(log.check());
  EXPECT_FALSE(log.check(nullptr, true));
  log.opened_row(0).set("amount", "799");
  EXPECT_EQ(log.check(nullptr, true)->check, "opening_mismatch");
}

// Octets that came with the entries are let go of before there are too many; where they are fetched nothing piles up.
TEST(OpeningChecker, IsFullOnceManyCommitmentsWithTheirOctetsWait) {
  OpeningChecker carrying, fetching([](const std::string&) { return std::map<std::uint64_t, std::string>(); });
  const std::string hash(64, 'a');
  std::uint64_t seq = 0;
  for (int lot = 0; lot < 5; ++lot) {
    EXPECT_FALSE(carrying.full()) << lot;
    const auto both = [&](std::string_view kind, const Value& data, const std::optional<std::string>& envelope) {
      for (OpeningChecker* one : {&carrying, &fetching}) one->add({seq, 0, kind, "t1", 0, {}}, data, envelope);
      ++seq;
    };
    for (int bidder = 0; bidder < 1000; ++bidder) {
      const Value content = Value::object({{"envelope", hash}, {"key", hash}, {"kind", "commit"}, {"version", 1}});
      both("offer.placed", Value::object({{"bid", "b"}, {"bidder", std::to_string(bidder)}, {"content", content}, {"lot", std::to_string(lot)}, {"verdict", "accepted"}}), "octets");
    }
    both("lot.unsealed", Value::object({{"lot", std::to_string(lot)}}), {});
  }
  EXPECT_TRUE(carrying.full());
  EXPECT_FALSE(fetching.full());
  EXPECT_EQ(carrying.settle()->check, "sealing_key_mismatch");
  EXPECT_FALSE(carrying.full());
}

}  // namespace
}  // namespace terang::ledger
