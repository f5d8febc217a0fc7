// Sealed bids on the desk: octets kept with the entries that commit to them, covers while nobody may know of any, and
// the opening after the deadline.
#include <cmath>

#include "ledger/pg_journal.h"
#include "sealing/context.h"
#include "sealing/envelope.h"
#include "server/desk.h"
#include "server/log.h"
#include "server/log_state.h"
#include "server/random.h"

namespace terang::server {
namespace {

constexpr Micros kOpenAgainAfter = 5 * kSecond;

// Times between covers are exponential: what has been seen so far tells nothing of what comes.
Micros draw_pause(Micros mean) {
  constexpr std::uint64_t kSteps = std::uint64_t{1} << 53;
  const double uniform = static_cast<double>(random_below(kSteps) + 1) / static_cast<double>(kSteps);
  return static_cast<Micros>(-std::log(uniform) * static_cast<double>(mean));
}

}  // namespace

// Whether the octets say that they are of this very bid. Where the lot knows no sealed bids, or not from him, the core
// says so.
std::string_view Desk::envelope_problem(const tender::PlaceOffer& offer) const {
  const auto terms = registry_.sealing_terms(offer.tender.text, offer.lot.text, offer.by.business.text);
  const auto content = json::parse(offer.content);
  const json::Value* version = content.ok() ? content->find("version") : nullptr;
  if (!terms || !version || !version->is_int()) return {};
  const auto envelope = sealing::parse_envelope(offer.envelope);
  TERANG_ASSERT(envelope);  // it was looked at before it was submitted
  sealing::Context context;
  context.tender = offer.tender.text;
  context.lot = offer.lot.text;
  context.bidder = terms->bidder.text;
  context.bid = offer.bid.text;
  context.version = version->as_int();
  context.server_key = *from_base64(terms->server_key);
  context.deadline = terms->deadline;
  return sealing::context_hash(context) == envelope->ctx ? std::string_view() : "context_mismatch";
}

void Desk::follow_sealed(const tender::TenderId& tender, Micros now) {
  if (!registry_.needs_cover(tender))
    covers_.erase(tender.text);
  else if (options_.cover_mean > 0)
    covers_.try_emplace(tender.text, now + draw_pause(options_.cover_mean));
  for (const tender::LotId& lot : registry_.awaiting_opening(tender)) begin_opening(tender, lot);
}

// Once all that was committed is durable, and a checkpoint says where the sealed round ended: who has a later index is late.
void Desk::begin_opening(const tender::TenderId& tender, const tender::LotId& lot) {
  if (!opening_.insert({tender, lot}).second) return;
  release([this, tender, lot] {
    auto opening = registry_.opening(tender, lot);
    if (!opening) {
      opening_.erase({tender, lot});
      return;
    }
    const LogState::Signed ended = parts_.log.checkpoint_at(opening->sealed_until + 1);
    if (!ended.note.empty()) writer_->push(ledger::save_checkpoint(parts_.log_id, ended.checkpoint, ended.note, clock_.now()));
    if (opener_) opener_->open({tender, lot, std::move(*opening)});  // else the next start does
  });
}

void Desk::handle_opened(Unsealed& unsealed) {
  const tender::TenderId& tender = unsealed.job.tender;
  const tender::LotId& lot = unsealed.job.lot;
  const Micros now = clock_.now();
  opening_.erase({tender, lot});
  if (unsealed.problem.empty() && state_ == State::up) {
    std::vector<std::uint64_t> opened;
    for (const tender::SealedBid& bid : unsealed.job.opening.bids) opened.push_back(bid.seq);
    const std::string_view verdict = execute(unsealed.command, [](const Answer&) {});
    if (verdict == tender::kAccepted) {
      writer_->push(forget_envelopes_but(parts_.log_id, tender, lot, opened));
      say_presence(tender.text);
      return;
    }
    // Somebody was disqualified meanwhile, or the lot was cancelled.
    log_info("sealing.opened_for_nothing", {{"lot", lot.text}, {"tender", tender.text}, {"verdict", verdict}});
    return follow_sealed(tender, now);
  }
  if (!unsealed.problem.empty() && registry_.note_opening_problem(tender, lot, unsealed.problem)) touch_lot(tender, lot);
  if (registry_.opening(tender, lot)) open_again_[{tender, lot}] = now + kOpenAgainAfter;
}

void Desk::run_sealed(Micros now) {
  if (state_ != State::up) return;
  for (auto at = covers_.begin(); at != covers_.end();) {
    if (at->second > now) {
      ++at;
      continue;
    }
    at->second = now + draw_pause(options_.cover_mean);
    if (execute(tender::Cover{tender::TenderId{at->first}}, {}) == tender::kAccepted)
      ++at;
    else
      at = covers_.erase(at);
  }
  for (auto at = open_again_.begin(); at != open_again_.end();) {
    if (at->second > now) {
      ++at;
      continue;
    }
    begin_opening(at->first.first, at->first.second);
    at = open_again_.erase(at);
  }
}

Micros Desk::sealed_wake(Micros at) const {
  if (state_ != State::up) return at;
  for (const auto& [tender, due] : covers_) at = std::min(at, due);
  for (const auto& [lot, due] : open_again_) at = std::min(at, due);
  return at;
}

}  // namespace terang::server
