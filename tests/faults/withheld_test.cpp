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

  ledger::Report verified(Log& log, const std::set<std::uint64_t>& withheld) {
    std::istringstream in(log.bundle_without(withheld, key));
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
