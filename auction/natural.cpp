#include "auction/natural.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace terang::auction {
namespace {

__extension__ using Word = unsigned __int128;  // a limb's product with what is carried

std::uint64_t low(Word word) { return static_cast<std::uint64_t>(word); }

}  // namespace

Natural::Natural(Int128 value) {
  TERANG_ASSERT(value >= 0);
  for (Word rest = static_cast<Word>(value); rest != 0; rest >>= 64) limbs_.push_back(low(rest));
}

void Natural::trim() {
  while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
}

std::size_t Natural::bits() const {
  return limbs_.empty() ? 0 : limbs_.size() * 64 - static_cast<std::size_t>(std::countl_zero(limbs_.back()));
}

Natural& Natural::operator+=(const Natural& other) {
  add_product(other, 1);
  return *this;
}

Natural& Natural::operator-=(const Natural& other) {
  TERANG_ASSERT(compare(other, *this) <= 0);
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    const Word taken = Word{i < other.limbs_.size() ? other.limbs_[i] : 0} + borrow;
    borrow = limbs_[i] < taken;
    limbs_[i] = low(Word{limbs_[i]} - taken);
  }
  trim();
  return *this;
}

Natural& Natural::operator*=(std::uint64_t factor) {
  std::uint64_t carry = 0;
  for (std::uint64_t& limb : limbs_) {
    const Word product = Word{limb} * factor + carry;
    limb = low(product);
    carry = low(product >> 64);
  }
  if (carry != 0) limbs_.push_back(carry);
  if (factor == 0) limbs_.clear();
  return *this;
}

void Natural::add_product(const Natural& other, std::uint64_t factor) {
  const std::size_t count = other.limbs_.size();
  if (factor == 0 || count == 0) return;
  if (limbs_.size() < count) limbs_.resize(count);
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Word sum = Word{other.limbs_[i]} * factor + limbs_[i] + carry;
    limbs_[i] = low(sum);
    carry = low(sum >> 64);
  }
  for (std::size_t i = count; carry != 0; ++i) {
    if (i == limbs_.size()) limbs_.push_back(0);
    limbs_[i] += carry;
    carry = limbs_[i] < carry;
  }
}

void Natural::halve() {
  for (std::size_t i = 0; i < limbs_.size(); ++i)
    limbs_[i] = limbs_[i] >> 1 | (i + 1 < limbs_.size() ? limbs_[i + 1] << 63 : 0);
  trim();
}

int compare(const Natural& a, const Natural& b) {
  if (a.limbs_.size() != b.limbs_.size()) return a.limbs_.size() < b.limbs_.size() ? -1 : 1;
  for (std::size_t i = a.limbs_.size(); i-- > 0;)
    if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] < b.limbs_[i] ? -1 : 1;
  return 0;
}

Int128 quotient(const Natural& a, const Natural& b) {
  TERANG_ASSERT(!b.zero());
  Natural rest = a, part = b;
  int steps = 0;
  for (; compare(part, rest) <= 0; ++steps) part *= 2;
  TERANG_ASSERT(steps <= 126);
  Int128 result = 0;
  for (; steps > 0; --steps) {
    part.halve();
    result *= 2;
    if (compare(part, rest) > 0) continue;
    rest -= part;
    ++result;
  }
  return result;
}

}  // namespace terang::auction
