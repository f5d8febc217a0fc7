#include "auction/sequence.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {
namespace {

bool over(const LotAuction& lot) { return lot.phase() == Phase::closed || lot.phase() == Phase::cancelled; }

// The first lot that waits, once nothing before it runs or is about to.
std::vector<std::size_t> follow_serial(Micros gap, std::span<LotAuction* const> lots, Micros now) {
  const LotAuction* before = nullptr;  // the last that had its start
  for (std::size_t i = 0; i < lots.size(); ++i) {
    LotAuction& lot = *lots[i];
    if (lot.waits() && !over(lot)) {
      TERANG_ASSERT(before != nullptr);
      // Cancelled before it opened, it leaves its place to the next.
      lot.begin_at(before->ever_opened() ? now + gap : before->starts_at(), now);
      return {i};
    }
    if (!over(lot)) return {};
    if (!lot.waits()) before = &lot;
  }
  return {};
}

std::vector<std::size_t> follow_staggered(Micros gap, std::span<LotAuction* const> lots, Micros now) {
  std::vector<std::size_t> moved;
  const LotAuction* before = nullptr;  // the last that is not over
  for (std::size_t i = 0; i < lots.size(); ++i) {
    if (over(*lots[i])) continue;
    if (before && lots[i]->ends_at() < before->ends_at() + gap) {
      if (lots[i]->push_end(before->ends_at() + gap, now).accepted()) moved.push_back(i);
    }
    before = lots[i];
  }
  return moved;
}

}  // namespace

std::string_view name(Sequence::Kind kind) {
  constexpr std::string_view kNames[] = {"parallel", "serial", "staggered"};
  return kNames[static_cast<int>(kind)];
}

LotTimes planned(const Sequence& sequence, LotTimes first, std::size_t position) {
  const auto places = static_cast<Micros>(position);
  switch (sequence.kind) {
    case Sequence::Kind::parallel: return first;
    case Sequence::Kind::serial: {
      const Micros by = places * (first.ends_at - first.starts_at + sequence.gap);
      return {first.starts_at + by, first.ends_at + by};
    }
    case Sequence::Kind::staggered: return {first.starts_at, first.ends_at + places * sequence.gap};
  }
  TERANG_ASSERT(false);
  return first;
}

bool possible(Sequence::Kind kind, const Format& format) {
  const bool sealed = std::holds_alternative<SealedFirstPrice>(format) ||
                      std::holds_alternative<SealedSecondPrice>(format) || std::holds_alternative<Hybrid>(format);
  switch (kind) {
    case Sequence::Kind::parallel: return true;
    case Sequence::Kind::serial: return !sealed;
    case Sequence::Kind::staggered:
      return std::holds_alternative<English>(format) || std::holds_alternative<SupplySchedule>(format);
  }
  TERANG_ASSERT(false);
  return false;
}

void begin(const Sequence& sequence, std::span<LotAuction* const> lots) {
  if (sequence.kind != Sequence::Kind::serial) return;
  for (std::size_t i = 1; i < lots.size(); ++i) lots[i]->wait();
}

std::vector<std::size_t> follow(const Sequence& sequence, std::span<LotAuction* const> lots, Micros now) {
  switch (sequence.kind) {
    case Sequence::Kind::parallel: return {};
    case Sequence::Kind::serial: return follow_serial(sequence.gap, lots, now);
    case Sequence::Kind::staggered: return sequence.moves ? follow_staggered(sequence.gap, lots, now) : std::vector<std::size_t>();
  }
  TERANG_ASSERT(false);
  return {};
}

std::size_t waits_for(std::span<LotAuction* const> lots, std::size_t position) {
  if (!lots[position]->waits() || over(*lots[position])) return position;
  for (std::size_t i = position; i-- > 0;)
    if (!over(*lots[i])) return i;
  return position;
}

}  // namespace terang::auction
