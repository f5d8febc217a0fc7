#include "server/entry_bundles.h"

#include <gtest/gtest.h>

namespace terang::server::test {
namespace {

std::shared_ptr<const std::string> of(std::size_t octets, char what) { return std::make_shared<const std::string>(octets, what); }

TEST(EntryBundles, LetsGoOfWhatWasNotAskedForTheLongest) {
  EntryBundles bundles(100);
  bundles.keep(1, of(40, 'a'));
  bundles.keep(2, of(40, 'b'));
  EXPECT_EQ(*bundles.find(1), std::string(40, 'a'));
  bundles.keep(3, of(40, 'c'));
  EXPECT_EQ(bundles.find(2), nullptr);
  EXPECT_NE(bundles.find(1), nullptr);
  EXPECT_NE(bundles.find(3), nullptr);
  EXPECT_EQ(bundles.octets(), 80u);
}

TEST(EntryBundles, TheSameOneTwiceIsKeptOnce) {
  EntryBundles bundles(100);
  bundles.keep(1, of(40, 'a'));
  bundles.keep(1, of(40, 'b'));
  EXPECT_EQ(*bundles.find(1), std::string(40, 'a'));
  EXPECT_EQ(bundles.octets(), 40u);
}

TEST(EntryBundles, OneThatIsLargerThanAllTheRoomIsNotKept) {
  EntryBundles bundles(100);
  bundles.keep(1, of(40, 'a'));
  bundles.keep(2, of(101, 'b'));
  EXPECT_EQ(bundles.find(2), nullptr);
  EXPECT_NE(bundles.find(1), nullptr);
}

}  // namespace
}  // namespace terang::server::test
