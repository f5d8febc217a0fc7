#include "ledger/verify/erasure_checker.h"

#include <gtest/gtest.h>

namespace terang::ledger {
namespace {

struct Gaps : ::testing::Test {
  ErasureChecker checker;
  void missing(std::uint64_t seq, std::string_view tender) { checker.missing({seq, 0, {}, tender, 0, {}}); }
  void erased(std::uint64_t seq, std::string_view tender, const char* data) {
    checker.add({seq, 0, "entry.erased", tender, 0, data}, *json::parse(data, {.bytes = 1000, .depth = 4, .decimals = false}));
  }
  std::string unexplained() const {
    const auto finding = checker.settle("erasure_unexplained");
    return finding ? finding->check + " " + std::to_string(finding->seq) : "";
  }
};

TEST_F(Gaps, AreExplainedByALaterEntryOfTheSameTender) {
  EXPECT_EQ(unexplained(), "");
  missing(3, "t1");
  missing(5, "t1");
  EXPECT_EQ(unexplained(), "erasure_unexplained 3");
  erased(9, "t1", R"({"erased":[3]})");
  EXPECT_EQ(unexplained(), "erasure_unexplained 5");
  EXPECT_EQ(checker.erased(), 1u);
  erased(10, "t2", R"({"erased":[5]})");
  EXPECT_EQ(unexplained(), "erasure_unexplained 5") << "another tender has no word in it";
  erased(11, "t1", R"({"erased":[-1,"5"]})");
  erased(12, "t1", R"({"erased":5})");
  EXPECT_EQ(unexplained(), "erasure_unexplained 5");
  erased(13, "t1", R"({"erased":[5]})");
  EXPECT_EQ(unexplained(), "");
  EXPECT_EQ(checker.erased(), 2u);
  missing(20, "t1");
  erased(14, "t1", R"({"erased":[20]})");
  EXPECT_EQ(unexplained(), "erasure_unexplained 20") << "nobody erases what is not there yet";
}

}  // namespace
}  // namespace terang::ledger
