// One tender as the registry holds it. For this folder only; others ask the registry and the views.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "auction/lot_auction.h"
#include "base/json.h"
#include "tender/bid_index.h"
#include "tender/document.h"
#include "tender/ids.h"
#include "tender/registry.h"
#include "tender/reveal.h"
#include "tender/transition.h"

namespace terang::tender {

using auction::Bidder;
using auction::kNobody;

struct Remark {  // an officer's act with its reason
  Micros at = 0;
  std::string reason;
};

struct Participant {
  Pseudonym pseudonym;
  BusinessId business;  // empty only where a partial replay was not told
  std::string name;
  std::vector<Bidder> in_lot;  // by lot; kNobody where not admitted
  std::vector<std::uint32_t> bids = {};  // into TenderState::bids, oldest first
  Seq named_seq = kNoSeq;  // the entry that tells his name
};

struct Application {
  BusinessId business;
  std::string name;
  std::vector<std::uint32_t> lots;
  Micros at = 0;
  std::vector<Seq> entries = {};  // that say so
};

// Every bid with an entry. What answering the bid again needs, and what histories show.
struct BidRecord {
  Uuid id;
  Seq seq = kNoSeq;
  Micros at = 0;
  auction::Money amount;
  auction::Money at_most{-1};  // -1: none told
  Micros extended_to = 0;      // 0: not extended
  std::uint32_t participant = 0;
  std::uint32_t rank = 0;         // 0: refused
  std::uint32_t rank_before = 0;
  std::uint16_t lot = 0;
  auction::Verdict verdict = auction::Verdict::accepted;
  bool confirm = false;
  bool leads = false;
  bool surrogate = false;  // entered by two officers for him
  bool superseded = false;  // its bidder changed or took it back before it was public: it never stood
};

// The same of what is said beside an amount.
struct OfferRecord {
  Uuid id;
  Seq seq = kNoSeq;
  Micros at = 0;
  Micros extended_to = 0;  // 0: not extended
  std::uint32_t participant = 0;
  std::uint32_t rank = 0, rank_before = 0;
  std::uint16_t lot = 0;
  auction::Verdict verdict = auction::Verdict::accepted;
  bool sealed = false;  // said while nobody might know of it: hushed()
  std::string content;  // RFC 8785
  bool surrogate = false;
};

// A bid that a bidder's floor made for him: no entry of its own, but part of what the entry `seq` set off.
struct AutomaticRecord {
  Seq seq = kNoSeq;
  Micros at = 0;
  auction::Money amount;
  std::uint32_t participant = 0;
  std::uint32_t rank = 0;
  bool leads = false;
  bool surrogate = false;  // two officers entered the floor for him
};

// A surrogate bid that an officer has entered: decide_surrogate.cpp.
struct Proposal {
  enum class State : std::uint8_t { open, approved, rejected };
  Uuid id;
  Seq seq = kNoSeq;
  Micros at = 0;
  std::uint32_t participant = 0;
  std::uint16_t lot = 0;
  State state = State::open;
  auction::Money amount;
  std::string content;  // RFC 8785; empty: it is an amount
  AccountId by, decided_by;
  BidEvidence document;
  std::string reason;
  std::optional<Remark> decided;
};
std::string_view name(Proposal::State state);

// What happened to a lot's clock, or to who may bid on it. An entry makes at most one a lot.
struct LotEvent {
  enum class Kind : std::uint8_t {
    opened, advanced, extended, paused, resumed, outage, disqualified, cancelled, closed, planned, unsealed, settled
  };
  Kind kind = Kind::opened;
  auction::Cause cause = auction::Cause::none;            // of `extended`: soft_close, officer or sequence
  auction::Trigger trigger = auction::Trigger::any_bid;   // of a soft close
  Seq seq = kNoSeq;
  Micros at = 0;
  Micros from = 0, to = 0;                // of `resumed` and `outage`: when nobody could bid
  Micros start = 0;                       // of `planned`: it opens then
  Micros end_before = 0, end_after = 0;   // the same: the end did not move
  std::uint32_t participant = 0;          // of `disqualified`
  std::string reason;                     // the officer's
};
std::string_view name(LotEvent::Kind kind);

inline constexpr std::uint32_t kNoOffer = 0xffff'ffff;

struct LotBidder {  // beside the auction's own state, by Bidder
  std::uint32_t participant = 0;
  std::uint32_t commitment = kNoOffer;  // the one that stands, of TenderState::offers
  std::uint32_t accepted = 0;
  std::uint32_t refused = 0;
  Micros last_bid_at = 0;  // accepted
  bool surrogate = false;  // … which officers entered for him
  bool surrogate_floor = false;  // the floor that bids for him likewise
  std::optional<auction::Money> ceiling;  // his own, beside the lot's
  std::uint32_t pending = 0;  // accepted and nobody else's to know yet, the last of them at
  Micros pending_at = 0;
  std::optional<Remark> disqualified;
  bool small = false, incumbent = false;  // groups that constraints on packages know
};

struct LotState {
  explicit LotState(const auction::Rules& rules) : auction(auction::make_auction(rules)) {}

  std::unique_ptr<auction::LotAuction> auction;
  std::vector<LotBidder> bidders;
  std::vector<std::uint32_t> bids;  // into TenderState::bids, oldest first
  std::vector<AutomaticRecord> automatic;  // oldest first; several may share an entry
  // Of these, while they are their bidders' to change still, and for their eyes alone: withheld(). Ascending.
  std::vector<std::uint32_t> pending_bids;
  std::vector<Bidder> pending_by;  // who said something that is pending, bids or not
  std::vector<Reveal> reveals;     // oldest first
  std::uint32_t refused = 0;
  Micros last_bid_at = 0;           // accepted
  std::vector<LotEvent> events;     // oldest first
  std::optional<Remark> paused;     // while it is
  std::optional<Remark> cancelled;
  Seq seq = kNoSeq;  // newest entry that touched it; of sealed bids none does
  std::string server_key;      // base64: what its bids are sealed to; empty: none
  Seq sealed_until = kNoSeq;   // the entry by which its sealed round ended
  std::string opening_problem; // why its bids could not be opened, where they could not: of the process, not of the record
};

// Nobody may learn that anyone has bid.
inline bool hushed(const LotState& lot) { return lot.auction->sealed() || lot.auction->awaits_opening(); }
// The same, and somebody can have bid.
inline bool hushed_and_open(const LotState& lot) { return hushed(lot) && lot.auction->phase() != auction::Phase::scheduled; }

// Nothing of an ended lot is withheld.
inline bool is_over(const LotState& lot) {
  const auto phase = lot.auction->phase();
  return phase == auction::Phase::closed || phase == auction::Phase::cancelled;
}
inline bool withheld(const LotState& lot, std::uint32_t bid) {
  return !is_over(lot) && std::binary_search(lot.pending_bids.begin(), lot.pending_bids.end(), bid);
}

struct Version {
  Seq seq = kNoSeq;
  Micros at = 0;
  std::string reason;  // "" for the first publication
  std::vector<std::string> changed;
};

struct LotWinner {
  std::uint32_t participant = 0;
  auction::Money amount;
  std::int64_t quantity = 1;
};

struct LotResult {
  std::uint32_t lot = 0;
  std::optional<std::uint32_t> winner;  // participant; the first where there are several
  auction::Money amount;
  std::vector<LotWinner> winners;       // where they are several, or win parts
  std::string evaluated;
  std::string reason;
};

struct AwardRecord {
  Micros at = 0;
  std::string reason;
  std::vector<LotResult> lots;
};

struct TenderState {
  TenderId id;
  State state = State::none;
  BusinessId buyer;
  std::uint64_t entries = 0;  // in the ledger: the next entry's tseq
  Micros last_time = 0;
  Seq seq = kNoSeq;          // newest entry
  Seq changed_seq = kNoSeq;  // newest entry with tender_changed
  bool pending_change = false;

  json::Value draft;  // with secrets
  std::uint64_t draft_tseq = 0;
  json::Value document;  // as published and amended, without secrets
  Document read;         // the same, typed, with secrets
  std::vector<Version> versions;
  Micros drafted_at = 0;
  Micros published_at = 0;
  bool scheduled = false;  // the auction was confirmed

  std::vector<LotState> lots;
  std::vector<Participant> participants;
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> by_pseudonym;
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> by_business;
  std::vector<Application> applications;

  std::vector<BidRecord> bids;
  BidIndex bid_index;
  std::vector<OfferRecord> offers;
  BidIndex offer_index;
  std::vector<Proposal> proposals;  // oldest first
  std::vector<Seq> covers;      // entries that say nothing, oldest first
  bool told_hushed = false;     // any_hushed() as of the newest entry that everybody may know

  std::optional<AwardRecord> award;
  std::optional<Remark> cancelled;
  std::optional<Micros> due;  // as it stands in the registry's timetable

  const auction::Currency& currency() const { return read.lots.front().rules.currency; }
  bool names_disclosed() const { return state == State::awarded; }
  Participant* by_name(std::string_view pseudonym);
  const Participant* by_name(std::string_view pseudonym) const;
  // Position of a lot; nullopt where there is none of that id.
  std::optional<std::uint32_t> lot_index(std::string_view lot) const;
  // Where the lots say the tender is. Only from published on.
  State state_from_lots() const;
  Micros ends_at() const;  // of the lot that ends last, as the clocks stand. Only from published on.
  std::optional<Micros> next_due() const;
  std::vector<auction::LotAuction*> clocks() const;  // the lots' auctions, in order
  bool any_hushed() const;
  // The bidder's name in JSON.
  std::string pseudonym_in(const LotState& lot, Bidder bidder) const;
  // A stage is over: what was pending in it is everybody's to know.
  void publish_pending(LotState& lot, Micros now);
};

// Grows with each save; 0 before the first. A draft's entries are the tender's first ones.
inline std::uint64_t draft_version(const TenderState& tender) {
  return tender.draft.is_null() ? 0 : tender.draft_tseq + 1;
}

}  // namespace terang::tender
