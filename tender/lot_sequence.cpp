#include "tender/lot_sequence.h"

#include "auction/codec/sequence_json.h"

namespace terang::tender {

Moved follow_sequence(TenderState& tender, Micros now) {
  Moved moved;
  if (tender.read.sequence.kind == auction::Sequence::Kind::parallel || tender.lots.empty()) return moved;
  const std::vector<auction::LotAuction*> clocks = tender.clocks();
  std::vector<Micros> ends;
  for (const auction::LotAuction* clock : clocks) ends.push_back(clock->ends_at());
  const std::vector<std::size_t> positions = auction::follow(tender.read.sequence, clocks, now);
  if (positions.empty()) return moved;
  for (const std::size_t position : positions) {
    LotState& lot = tender.lots[position];
    moved.lots.push_back(static_cast<std::uint32_t>(position));
    // One event an entry: what moved the end before (an outage) tells this too.
    if (!lot.events.empty() && lot.events.back().seq == kNoSeq) {
      lot.events.back().end_after = lot.auction->ends_at();
      continue;
    }
    LotEvent& event = lot.events.emplace_back();
    const bool begins = tender.read.sequence.kind == auction::Sequence::Kind::serial;
    event.kind = begins ? LotEvent::Kind::planned : LotEvent::Kind::extended;
    event.cause = auction::Cause::sequence;
    event.at = now;
    event.end_before = ends[position];
    event.end_after = lot.auction->ends_at();
    if (begins) event.start = lot.auction->starts_at();
  }
  moved.told = auction::moved_to_json(positions, clocks, [](std::size_t at) { return std::to_string(at + 1); });
  return moved;
}

std::string opens_after(const TenderState& tender, std::uint32_t lot) {
  const std::size_t other = auction::waits_for(tender.clocks(), lot);
  return other == lot ? std::string() : std::to_string(other + 1);
}

}  // namespace terang::tender
