#include "ledger/verify/decision_checker.h"

#include <gtest/gtest.h>

#include <set>

namespace terang::ledger {
namespace {

// Objects to some entries, as whoever decides otherwise would.
class Objecting final : public Replayer {
 public:
  explicit Objecting(std::set<std::uint64_t> wrong) : wrong_(std::move(wrong)) {}
  std::optional<Finding> apply(const EntryView& entry) override {
    if (!wrong_.contains(entry.seq)) return std::nullopt;
    return Finding{entry.seq, std::string(entry.tender), "replay_mismatch", "", "", ""};
  }

 private:
  std::set<std::uint64_t> wrong_;
};

struct Decisions : ::testing::Test {
  std::unique_ptr<DecisionChecker> checker;
  std::set<std::uint64_t> erased;

  void objecting_to(std::set<std::uint64_t> wrong) { checker = std::make_unique<DecisionChecker>(std::make_unique<Objecting>(std::move(wrong))); }
  void range_from(std::uint64_t from, std::set<std::uint64_t> wrong) {
    checker = std::make_unique<DecisionChecker>(std::make_unique<Objecting>(std::move(wrong)), from);
  }
  bool told(std::uint64_t seq, std::string_view tender, std::string_view kind = "bid.placed", std::uint64_t before = 0) {
    return !checker->add({seq, 0, kind, tender, before, "{}", before});
  }
  void missing(std::uint64_t seq, std::string_view tender) { checker->missing({seq, 0, {}, tender, 0, {}}); }
  DecisionChecker::Settled settled() const {
    return checker->settle([this](std::uint64_t seq, const std::string&) { return erased.contains(seq); });
  }
  std::optional<std::uint64_t> wrong() const {
    const auto out = settled().wrong;
    return out ? std::optional(out->seq) : std::nullopt;
  }
};

TEST_F(Decisions, WithNothingWithheldTheFirstThatDiffersIsFoundAtOnce) {
  objecting_to({2});
  EXPECT_TRUE(told(0, ""));
  EXPECT_TRUE(told(1, "t1"));
  EXPECT_FALSE(told(2, "t1"));
}

TEST_F(Decisions, AfterAGapNothingOfThatTenderIsDecided) {
  objecting_to({5});
  EXPECT_TRUE(told(1, "t1", "tender.published"));
  EXPECT_TRUE(told(2, "t2", "tender.published"));
  missing(3, "t1");
  missing(4, "t1");
  EXPECT_TRUE(told(5, "t1"));
  EXPECT_TRUE(told(6, "t1"));
  EXPECT_TRUE(told(7, "t2"));
  missing(8, "");
  const auto out = settled();
  EXPECT_FALSE(out.wrong);
  EXPECT_EQ(out.again, 3u);
  ASSERT_EQ(out.undecided.size(), 1u);
  EXPECT_EQ(out.undecided[0].tender, "t1");
  EXPECT_EQ(out.undecided[0].from, 3u);
  EXPECT_EQ(out.undecided[0].decisions, 2u);
  EXPECT_EQ(out.undecided[0].withheld, 2u);
  EXPECT_EQ(out.undecided[0].entries, (std::vector<std::uint64_t>{3, 4}));
}

TEST_F(Decisions, WhatIsDecidableBeforeTheGapIsHeldAgainstTheLog) {
  objecting_to({2});
  EXPECT_TRUE(told(1, "t1", "tender.published"));
  EXPECT_FALSE(told(2, "t1"));
  missing(3, "t1");
  // The other tender's gap excuses nothing here.
  objecting_to({2});
  missing(1, "t2");
  EXPECT_FALSE(told(2, "t1"));
}

TEST_F(Decisions, AnErasureExcusesNothing) {
  objecting_to({5});
  told(1, "t1", "tender.published");
  missing(2, "t1");
  EXPECT_TRUE(told(3, "t1"));
  EXPECT_TRUE(told(5, "t1")) << "it is not yet known whether entry 2 was erased";
  told(6, "t1", "entry.erased");
  EXPECT_EQ(wrong(), std::nullopt);
  EXPECT_EQ(settled().again, 1u);
  erased = {2};
  EXPECT_EQ(wrong(), 5u);
  EXPECT_TRUE(settled().undecided.empty());
  missing(7, "t1");
  EXPECT_EQ(wrong(), 5u) << "what is withheld later excuses nothing before it";
  EXPECT_EQ(settled().undecided.size(), 1u);
}

TEST_F(Decisions, APublicationSaysWhatTheDraftsBeforeItSaid) {
  objecting_to({4});
  missing(1, "t1");
  EXPECT_TRUE(told(2, "t1", "tender.published"));
  EXPECT_TRUE(told(3, "t1"));
  EXPECT_FALSE(told(4, "t1"));
  EXPECT_TRUE(settled().undecided.empty());
  EXPECT_EQ(settled().again, 3u);
  objecting_to({2});
  missing(1, "t1");
  EXPECT_FALSE(told(2, "t1", "tender.published"));
}

TEST_F(Decisions, OfARangeWhatBeganBeforeItIsNotDecidedAndTheRestIs) {
  range_from(10, {11, 12, 15});
  EXPECT_TRUE(told(10, "t1", "bid.placed", 4));
  EXPECT_TRUE(told(11, "t1"));
  EXPECT_TRUE(told(12, "", "key.revoked")) << "its registration may stand before the range";
  EXPECT_TRUE(told(13, "t2", "tender.published", 2)) << "drafts stand before the range, and say nothing more";
  EXPECT_TRUE(told(14, "t3", "tender.drafted"));
  EXPECT_FALSE(told(15, "t3", "tender.published"));
  const auto out = settled();
  EXPECT_FALSE(out.wrong);
  EXPECT_EQ(out.again, 3u);
  ASSERT_EQ(out.undecided.size(), 2u);
  EXPECT_EQ(out.undecided[0], (Undecided{"", 12, 10, 1, 0, {}}));
  EXPECT_EQ(out.undecided[1], (Undecided{"t1", 10, 4, 2, 0, {}}));
  range_from(0, {1});
  EXPECT_FALSE(told(1, "", "key.revoked")) << "nothing is before it";
}

TEST_F(Decisions, WhatIsErasedInARangeExcusesNoMoreThanWhatIsBeforeIt) {
  erased = {10};
  range_from(10, {12});
  missing(10, "t1");
  EXPECT_TRUE(told(11, "t1", "bid.placed", 3));
  EXPECT_TRUE(told(12, "t1"));
  ASSERT_EQ(settled().undecided.size(), 1u);
  EXPECT_EQ(settled().undecided[0], (Undecided{"t1", 10, 2, 2, 0, {}}));
  range_from(10, {12});
  missing(10, "t1");
  EXPECT_TRUE(told(11, "t1", "bid.placed", 1)) << "the one that is erased is all that is not told";
  EXPECT_TRUE(told(12, "t1"));
  EXPECT_EQ(wrong(), 12u);
}

TEST_F(Decisions, ManyGapsAreCountedAndTheFirstNamed) {
  objecting_to({});
  for (std::uint64_t seq = 0; seq < 50; ++seq) missing(seq, "t1");
  const auto out = settled();
  ASSERT_EQ(out.undecided.size(), 1u);
  EXPECT_EQ(out.undecided[0].withheld, 50u);
  EXPECT_EQ(out.undecided[0].entries.size(), DecisionChecker::kNamed);
}

}  // namespace
}  // namespace terang::ledger
