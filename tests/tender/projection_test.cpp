#include "tender/projection.h"

#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

TEST(Projection, NoneForDraftsOneForPublished) {
  World w;
  w.drafted();
  EXPECT_TRUE(projections(w.registry, w.id).empty());
  w.must(Publish{w.officer, w.id});
  const auto rows = projections(w.registry, w.id);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].params.size(), 18u);
  EXPECT_EQ(rows[0].params[9], "100000");
  EXPECT_EQ(rows[0].params[10], "1000");
  EXPECT_EQ(rows[0].params[15]->find("900"), std::string::npos);
  EXPECT_EQ(rows[0].params[16], "Desks\nSchool desks of teak\nCity of Pratama\nPratama\nDesks\nDesk");
  EXPECT_EQ(rows[0].params[17], "1");
}

// What was written when the tender last said that it changed is what a rebuild at the end writes.
TEST(Projection, TheLastWrittenIsWhatARebuildMakes) {
  World w;
  w.lots = 2;
  std::vector<ProjectionRow> written;
  const auto act = [&](const Command& command) {
    if (w.act(command).tender_changed) written = projections(w.registry, w.id);
  };
  const auto same = [&] {
    const auto now = projections(w.registry, w.id);
    return now.size() == written.size() && (now.empty() || now[0].params == written[0].params);
  };
  w.published();
  written = projections(w.registry, w.id);
  w.admit("b101", "101", "null", {"1", "2"});
  written = projections(w.registry, w.id);
  act(Schedule{w.officer, w.id});
  EXPECT_TRUE(same());
  w.now = w.start;
  for (const Command& command : w.registry.due(w.now)) {
    act(command);
    EXPECT_TRUE(same());
  }
  act(w.bid("101", "900"));
  EXPECT_TRUE(same());
  act(PauseLot{w.officer, w.id, LotId("1"), World::kReason});
  act(ExtendLot{w.officer, w.id, LotId("2"), 60, World::kReason});
  EXPECT_TRUE(same());
  act(PauseLot{w.officer, w.id, LotId("2"), World::kReason});
  EXPECT_TRUE(same());
  act(CancelTender{w.officer, w.id, World::kReason});
  EXPECT_TRUE(same());
  EXPECT_EQ(written[0].params[1], "cancelled");
}

}  // namespace
}  // namespace terang::tender::test
