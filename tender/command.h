// Everything that can be asked of the tender core. Plain values; randomness (ids, pseudonyms) and checks that need
// cryptography (signatures) come from the server.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "tender/ids.h"
#include "tender/retention.h"
#include "tender/role.h"

namespace terang::tender {

// ---- keys (of no tender) ---------------------------------------------------------------------------------------

struct RegisterKey {  // the signature by the key itself has been verified
  Actor by;
  KeyId key;
  std::string spki;       // base64 of the SubjectPublicKeyInfo
  std::string signature;  // base64
};
struct RevokeKey {
  Actor by;
  KeyId key;
  std::string reason;
};

// ---- the officer's -----------------------------------------------------------------------------------------------

struct SaveDraft {  // an unknown id begins a tender
  Actor by;
  TenderId tender;
  json::Value document;
  std::optional<std::uint64_t> replaces = {};  // the version it was made from: another one stands, and it is refused
};
// What the bids of a lot are sealed to; the server made it for this lot and keeps the other half.
struct SealingKey {
  LotId lot;
  std::string server_key;  // base64 of the 65 octets of a point
};
struct Publish {
  Actor by;
  TenderId tender;
  std::vector<SealingKey> sealing = {};  // for lots with sealed bids that have none yet; others are not looked at
};
struct Amend {  // an addendum: the whole document as it shall read, without secrets
  Actor by;
  TenderId tender;
  json::Value document;
  std::string reason;
  std::vector<SealingKey> sealing = {};
};
struct NameBidder {  // confidential: which business a pseudonym is. The pseudonym is drawn by the server
  Actor by;
  TenderId tender;
  BusinessId business;
  std::string business_name;
  Pseudonym pseudonym;
};
struct Admit {  // `adjustment` as in auction/README.md; null: none. `ceiling`: an amount of his own; null: the lot's alone
  Actor by;
  TenderId tender;
  Pseudonym pseudonym;
  std::vector<LotId> lots;
  json::Value adjustment;
  json::Value ceiling = {};
  std::vector<std::string> groups = {};  // "small", "incumbent": of constraints on packages
};
struct Schedule {  // confirms the auction at the times that the document names
  Actor by;
  TenderId tender;
};
struct PauseLot {
  Actor by;
  TenderId tender;
  LotId lot;
  std::string reason;
};
struct ResumeLot {
  Actor by;
  TenderId tender;
  LotId lot;
  std::string reason;
};
struct ExtendLot {
  Actor by;
  TenderId tender;
  LotId lot;
  std::int64_t by_seconds = 0;
  std::string reason;
};
struct CancelLot {
  Actor by;
  TenderId tender;
  LotId lot;
  std::string reason;
};
struct Disqualify {
  Actor by;
  TenderId tender;
  LotId lot;
  Pseudonym pseudonym;
  std::string reason;
};
// A bid (or an offer: `content` instead of `amount`) that a bidder handed in otherwise, entered by an officer with the
// document. It counts once a second officer of the same buyer approves.
struct BidEvidence {
  std::string name, type;
  std::uint64_t size = 0;
  std::string sha256;  // of its octets, lower-case hexadecimal
};
struct ProposeBid {
  Actor by;
  TenderId tender;
  LotId lot;
  Pseudonym pseudonym;
  BidId bid;
  std::string amount;
  std::string content;  // JSON object (RFC 8785); empty: it is an amount
  BidEvidence document;
  std::string reason;
};
struct ApproveBid {
  Actor by;
  TenderId tender;
  LotId lot;
  BidId bid;
};
struct RejectBid {
  Actor by;
  TenderId tender;
  LotId lot;
  BidId bid;
  std::string reason;
};
struct LotAward {
  LotId lot;
  std::optional<Pseudonym> winner;  // none: the lot is not awarded
  std::string reason;               // needed where the result is not simply confirmed
  json::Value told = {};            // only in a replay without the secret reserve: the row of the record, with the price to be paid
};
struct Award {  // names every lot that was not cancelled, once
  Actor by;
  TenderId tender;
  std::vector<LotAward> lots;
  std::string reason;
};
struct CancelTender {
  Actor by;
  TenderId tender;
  std::string reason;
};

// ---- the bidder's ------------------------------------------------------------------------------------------------

struct Apply {
  Actor by;
  TenderId tender;
  std::vector<LotId> lots;
  std::string business_name;
};
struct PlaceBid {  // the signature over the bid's canonical bytes has been verified
  Actor by;
  TenderId tender;
  LotId lot;
  BidId bid;
  std::string amount;  // as it was signed
  bool confirm = false;
  KeyId key;
  std::string signature;  // base64
};

struct PlaceOffer {  // what the lot's format knows beside an amount; the signature over the canonical bytes is verified
  Actor by;
  TenderId tender;
  LotId lot;
  BidId bid;
  std::string content;  // JSON object (RFC 8785), as it was signed
  KeyId key;
  std::string signature;  // base64
  std::string envelope = {};  // octets that came with a commitment, checked against it; nothing is decided by them
};

// ---- the clock's -------------------------------------------------------------------------------------------------

struct OpenLot {
  TenderId tender;
  LotId lot;
};
struct CloseLot {
  TenderId tender;
  LotId lot;
};
struct AdvanceLot {  // to the next stage of the format's own timetable
  TenderId tender;
  LotId lot;
  bool ended_at_reserve = false;  // only in a replay without the secret reserve: auction/lot_auction.h
};
struct OpenedBid {  // how the envelope of a commitment was found
  Pseudonym bidder;
  BidId bid;
  std::optional<std::string> amount;  // as written in it
  std::string defect;                 // or why there is none
};
struct OpenSealed {  // all of a lot at once, after the deadline
  TenderId tender;
  LotId lot;
  std::string private_key;  // base64 of 32 octets: public from here on
  std::vector<OpenedBid> opened;
};
struct Cover {  // an entry that says nothing, so that the log's growth does not tell how many sealed bids there are
  TenderId tender;
};
struct RecordOutage {  // the platform could take no bids in [from, to): the outage rule of each live lot applies
  TenderId tender;
  Micros from = 0;
  Micros to = 0;
};

struct SettlePackages {  // what a solver found for a lot that awaits it; as in lot.settled (auction/codec/package_solution_json.h)
  TenderId tender;
  LotId lot;
  json::Value solution;
};
struct ResettlePackages {  // under another scenario of the rules, before the award
  Actor by;
  TenderId tender;
  LotId lot;
  json::Value solution;
  std::string reason;
};

// ---- the administrator's -----------------------------------------------------------------------------------------

// Another key signs the log from now on; both do for a while (ledger/KEYS.md). The signatures by both keys over the
// change are the server's, which holds the keys.
struct RotateLogKey {
  Actor by;
  std::string old_vkey, new_vkey;
  std::int64_t overlap_seconds = 0;
  std::string endorsed, accepted;  // base64: by the old key, by the new one
  std::string reason;
};
// What a former key signed of this size or more is not to be believed: somebody else has it.
struct DistrustLogKey {
  Actor by;
  std::string vkey;
  std::uint64_t from_size = 0;
  std::string reason;
};
// What the server read of an entry that is to be erased.
struct NamedEntry {
  std::uint64_t seq = 0;
  std::string kind;
  TenderId tender;
  bool found = true;
  bool erased = false;
};
struct EraseEntries {  // all of one tender
  Actor by;
  TenderId tender;
  std::vector<NamedEntry> entries;
  RetentionYears years;
  std::string reason;
};

using Command = std::variant<PlaceBid, RegisterKey, RevokeKey, SaveDraft, Publish, Amend, NameBidder, Admit, Schedule,
                             Apply, OpenLot, CloseLot, PauseLot, ResumeLot, ExtendLot, CancelLot, Disqualify,
                             RecordOutage, Award, CancelTender, PlaceOffer, AdvanceLot, ProposeBid, ApproveBid, RejectBid,
                             OpenSealed, Cover, SettlePackages, ResettlePackages, RotateLogKey, DistrustLogKey, EraseEntries>;

// Empty for commands on keys.
const TenderId& tender_of(const Command& command);

}  // namespace terang::tender
