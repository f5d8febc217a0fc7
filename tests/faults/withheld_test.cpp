// Whatever is withheld of a real ledger, the rest holds, and what could not be decided again is counted; what could be and
// was decided otherwise is found.
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <sstream>

#include "base/json.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "tests/faults/tamper_log.h"

namespace terang::tamper {
namespace {

struct Withheld : ::testing::Test {
  const std::vector<Told> told = real_ledger();
  const ledger::SigningKey key = ledger::SigningKey::generate();

  ledger::Report verified(Log& log, const std::set<std::uint64_t>& withheld) { return verified(log.bundle_without(withheld, key)); }
  ledger::Report verified(const std::string& bundle) {
    std::istringstream in(bundle);
    const auto report = ledger::verify_bundle(in, {ledger::verifier_key(key, kOrigin), ledger::make_tender_replayer});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message);
    return report.ok() ? *report : ledger::Report();
  }
  std::uint64_t first(std::string_view kind, std::string_view tender) const {
    for (std::uint64_t seq = 0; seq < told.size(); ++seq)
      if (told[seq].kind == kind && told[seq].tender == tender) return seq;
    ADD_FAILURE() << kind;
    return 0;
  }
};

TEST_F(Withheld, TheRestHoldsWhateverItIs) {
  const auto seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  Log log(told);
  for (int round = 0; round < 60; ++round) {
    std::set<std::uint64_t> withheld;
    const std::size_t most = 1 + random() % (round % 3 == 0 ? told.size() : 6);
    while (withheld.size() < most) withheld.insert(random() % told.size());
    const ledger::Report report = verified(log, withheld);
    ASSERT_TRUE(report.holds()) << ledger::to_text(report, "bundle");
    EXPECT_EQ(report.withheld, withheld.size());
    std::uint64_t lost = 0;
    for (const auto& one : report.undecided) lost += one.decisions;
    EXPECT_EQ(report.decided_again + lost + report.withheld, told.size());
  }
}

// Wherever a range begins and ends, and whatever it withholds.
TEST_F(Withheld, EveryRangeHolds) {
  const auto seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  Log log(told);
  for (std::uint64_t from = 0; from < told.size(); ++from) {
    const std::uint64_t to = from + 1 + (from % 3 == 0 ? random() % (told.size() - from) : told.size() - from - 1);
    std::set<std::uint64_t> withheld;
    for (std::uint64_t n = random() % 4; n > 0 && from % 2; --n) withheld.insert(from + random() % (to - from));
    const ledger::Report report = verified(log.range_without(from, to, withheld, key));
    ASSERT_TRUE(report.holds()) << from << ".." << to << ": " << ledger::to_text(report, "range");
    EXPECT_TRUE(report.replayed);
    std::uint64_t lost = 0;
    for (const auto& one : report.undecided) lost += one.decisions;
    EXPECT_EQ(report.decided_again + lost + report.withheld, to - from);
  }
}

TEST_F(Withheld, WhatWasPublishedInARangeIsDecidedAgain) {
  const std::uint64_t drafted = first("tender.drafted", kSealed), awarded = first("tender.awarded", kSealed);
  std::vector<Told> other = told;
  auto data = json::parse(other[awarded].data, {.bytes = 1 << 20}).value();
  data.set("reason", "");
  other[awarded].data = json::canonical(data);
  Log log(told), forged(other);
  const ledger::Report report = verified(log.range_without(drafted - 5, told.size(), {}, key));
  EXPECT_EQ(report.decided_again, told.size() - drafted);
  ASSERT_EQ(report.undecided.size(), 1u);
  EXPECT_EQ(report.undecided[0].tender, kAuction);
  EXPECT_EQ(report.undecided[0].decisions, 5u);
  for (const std::uint64_t from : {drafted - 5, drafted, drafted + 1}) {
    const auto found = verified(forged.range_without(from, told.size(), {}, key)).finding;
    ASSERT_TRUE(found) << from;
    EXPECT_EQ(found->check, "replay_mismatch");
    EXPECT_EQ(found->seq, awarded);
  }
  EXPECT_TRUE(verified(forged.range_without(drafted + 2, told.size(), {}, key)).holds()) << "its publication is not told";
}

TEST_F(Withheld, ADecisionThatDiffersIsFoundUnlessWhatItDependsOnIsWithheld) {
  const std::uint64_t bid = first("bid.placed", kAuction);
  std::vector<Told> other = told;
  auto data = json::parse(other[bid].data, {.bytes = 1 << 20}).value();
  data.set("verdict", "late");
  other[bid].data = json::canonical(data);
  Log forged(other);
  for (const auto& withheld : std::vector<std::set<std::uint64_t>>{{}, {bid + 1}, {bid + 1, first("tender.published", kSealed)},
                                                                  {first("tender.drafted", kAuction)}, {first("key.registered", "")}}) {
    const ledger::Report report = verified(forged, withheld);
    ASSERT_FALSE(report.holds());
    EXPECT_EQ(report.finding->check, "replay_mismatch");
    EXPECT_EQ(report.finding->seq, bid);
  }
  const std::uint64_t admitted = first("bidder.admitted", kAuction);
  const ledger::Report report = verified(forged, {admitted});
  EXPECT_TRUE(report.holds());
  ASSERT_EQ(report.undecided.size(), 1u);
  EXPECT_EQ(report.undecided[0].from, admitted) << "which is told";
}

}  // namespace
}  // namespace terang::tamper
