#include "auction/ranking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>
#include <vector>

namespace terang::auction {
namespace {

// A flat sorted list says what the blocks must say.
struct Flat {
  struct Entry {
    std::int64_t key;
    std::uint32_t bidder;
  };
  std::vector<Entry> entries;
  std::uint32_t take(std::uint32_t bidder) {
    for (std::uint32_t i = 0; i < entries.size(); ++i)
      if (entries[i].bidder == bidder) {
        entries.erase(entries.begin() + i);
        return i;
      }
    return 0xffff'ffff;
  }
  std::uint32_t put(std::uint32_t bidder, std::int64_t key) {
    const auto at = std::upper_bound(entries.begin(), entries.end(), key,
                                     [](std::int64_t k, const Entry& entry) { return k < entry.key; });
    const auto place = static_cast<std::uint32_t>(at - entries.begin());
    entries.insert(at, {key, bidder});
    return place;
  }
};

void drill(std::uint64_t seed, std::uint32_t bidders, int moves, std::int64_t spread, bool to_front) {
  SCOPED_TRACE(testing::Message() << "seed " << seed << ", " << bidders << " bidders, spread " << spread);
  std::mt19937_64 random(seed);
  Ranking ranking;
  Flat flat;
  std::vector<std::int64_t> keys(bidders, spread * 4);
  std::vector<bool> gone(bidders, false);
  for (std::uint32_t i = 0; i < bidders; ++i) ASSERT_EQ(ranking.add_seat(), i);
  for (int i = 0; i < moves; ++i) {
    const auto bidder = static_cast<std::uint32_t>(random() % bidders);
    if (gone[bidder]) continue;
    if (random() % 500 == 0) {
      flat.take(bidder);
      ranking.remove(bidder);
      gone[bidder] = true;
    } else {
      const std::int64_t step = 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(spread));
      keys[bidder] = to_front && ranking.size() > 0 ? flat.entries.front().key - 1 : keys[bidder] - step;
      const Ranking::Cursor cursor = ranking.after(keys[bidder]);
      const std::uint32_t place = ranking.place(cursor);
      const std::uint32_t before = ranking.put(bidder, keys[bidder], cursor);
      ASSERT_EQ(before, flat.take(bidder));
      ASSERT_EQ(place, flat.put(bidder, keys[bidder]));
      ASSERT_EQ(ranking.place_of(bidder), place);
    }
    ASSERT_EQ(ranking.size(), flat.entries.size());
    if (!flat.entries.empty()) {
      ASSERT_EQ(ranking.first(), flat.entries.front().bidder);
    }
    if (i % (bidders + 97) == 0 || i + 1 == moves) {
      ranking.check();
      Ranking::Cursor cursor = ranking.front();
      for (std::size_t e = 0; e < flat.entries.size(); ++e) {
        ASSERT_EQ(ranking.bidder_at(cursor), flat.entries[e].bidder);
        ASSERT_EQ(ranking.key_at(cursor), flat.entries[e].key);
        ASSERT_EQ(ranking.step_on(cursor), e + 1 < flat.entries.size());
      }
    }
  }
}

TEST(Ranking, AgreesWithAFlatList) {
  const std::uint64_t seed = std::random_device{}();
  std::cout << "seed " << seed << "\n";
  drill(seed, 1, 50, 10, false);
  drill(seed, 9, 2'000, 3, false);
  drill(seed, 200, 20'000, 5, false);         // many equal keys
  drill(seed, 200, 20'000, 1'000'000, false);
  drill(seed, 4'000, 20'000, 1'000'000, false);
  drill(seed, 4'000, 20'000, 2, false);
  drill(seed, 4'000, 20'000, 10, true);       // each bid the best so far
}

TEST(Ranking, ManyGroups) { drill(7, 9'000, 30'000, 1'000'000, false); }

TEST(Ranking, EmptiesAndFillsAgain) {
  Ranking ranking;
  for (std::uint32_t i = 0; i < 500; ++i) ranking.add_seat();
  for (std::uint32_t i = 0; i < 400; ++i) ranking.put(i, i, ranking.after(i));
  for (std::uint32_t i = 0; i < 400; ++i) ranking.remove(i);
  ranking.check();
  EXPECT_EQ(ranking.size(), 0u);
  for (std::uint32_t i = 400; i < 500; ++i) ranking.put(i, -static_cast<std::int64_t>(i), ranking.after(-static_cast<std::int64_t>(i)));
  ranking.check();
  EXPECT_EQ(ranking.first(), 499u);
}

}  // namespace
}  // namespace terang::auction
