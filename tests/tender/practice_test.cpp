#include "tender/practice.h"

#include "tender/document.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

TEST(Practice, TheCopyIsMarkedMovedAndHasNoSecrets) {
  World w;
  w.lots = 2;
  EXPECT_TRUE(practice_copy(w.registry, w.id, w.now).is_null());
  Value document = w.document();
  Value* rules = document.find("lots")->as_array()[1].find("rules");
  rules->set("starts_at", format_time(w.start + kHour));
  rules->set("ends_at", format_time(w.start + 2 * kHour));
  w.must(SaveDraft{w.officer, w.id, document});
  for (const bool published : {false, true}) {
    if (published) w.must(Publish{w.officer, w.id});
    const Micros starts = w.now + 24 * kHour;
    const Value copy = practice_copy(w.registry, w.id, starts);
    EXPECT_EQ(copy.text("title"), "Practice: Desks");
    EXPECT_TRUE(copy.find("practice")->as_bool());
    EXPECT_EQ(copy.find("schedule")->text("auction_starts_at"), format_time(starts));
    EXPECT_EQ(copy.find("schedule")->text("auction_ends_at"), format_time(starts + kHour));
    EXPECT_EQ(copy.find("lots")->as_array()[1].find("rules")->text("starts_at"), format_time(starts + kHour));
    EXPECT_EQ(json::canonical(copy).find("reserve"), std::string::npos);
    json::Problems problems;
    read_document(copy, problems);
    EXPECT_TRUE(problems.empty()) << problems.front().path << " " << problems.front().name;
  }
}

// A copy of a copy is marked once.
TEST(Practice, ACopyOfACopy) {
  World w;
  Value document = w.document();
  document.set("title", "Latihan: meja");
  document.set("practice", true);
  w.must(SaveDraft{w.officer, w.id, document});
  EXPECT_EQ(practice_copy(w.registry, w.id, w.start).text("title"), "Latihan: meja");
}

}  // namespace
}  // namespace terang::tender::test
