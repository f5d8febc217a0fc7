// No bid allocates once its bidder is admitted, in whatever shape the bids leave the ranking.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <random>

#include "tests/auction/lot.h"

namespace {
std::size_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto step = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {  // the library's own takes it from elsewhere
  ++allocations;
  return std::malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace terang::auction::test {
namespace {

TEST(Heap, BidsDoNotAllocate) {
  for (const Bidder bidders : {1u, 10u, 1'000u, 20'000u}) {
    Lot lot(plain_rules(), {});
    for (Bidder i = 0; i < bidders; ++i) lot.auction.admit({});
    lot.opened();
    std::mt19937_64 random(bidders);
    const std::size_t before = allocations;
    std::int64_t front = 1'000'000'000;
    for (int i = 0; i < 200'000; ++i) {
      const auto bidder = static_cast<Bidder>(random() % bidders);
      const auto best = lot.auction.best_of(bidder);
      const std::int64_t most = best ? best->minor : 1'000'000'000;
      // Everywhere, then for a while always the new best: leaves thin out behind and split in front.
      const std::int64_t amount = i % 20'000 < 10'000 ? most - static_cast<std::int64_t>(random() % 5'000) - 1 : front - 1;
      if (lot.bid(bidder, amount).accepted()) front = std::min(front, amount);
      lot.bid(bidder, most);  // refused
    }
    EXPECT_EQ(allocations, before) << bidders;
  }
}

}  // namespace
}  // namespace terang::auction::test
