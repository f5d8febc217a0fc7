// All state of one log that a decision needs, and the one function that decides: pure, synchronous, no clock, no I/O.
//
//   desk: for (c : registry.due(now)) decide(c, now) → decide(command, now) → chain → recorded(seq) → journal → views
//
// A decision is applied at once; the desk shows nothing of it until its entry is durable. One command makes at most
// one entry.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "tender/command.h"
#include "tender/ids.h"
#include "tender/transition.h"

namespace terang::tender {

inline constexpr std::string_view kAccepted = "accepted";

struct EntryDraft {
  std::string_view kind;  // "bid.placed", …
  TenderId tender;        // empty: an entry of no tender
  std::string data;       // canonical JSON (RFC 8785)
};

// The answer to a bid, cheap to make; append_json() writes it for the wire.
struct BidAnswer {
  std::string_view verdict;
  Seq seq = kNoSeq;     // of the entry; of the first entry where the bid was sent again. kNoSeq until recorded
  Micros at = 0;        // when the bid was decided
  bool again = false;   // the same bid had been answered before: no new entry
  std::uint32_t rank = 0;           // after it; 0: none
  std::uint32_t rank_before = 0;
  bool leads = false;
  std::string at_most;              // greatest amount that would be accepted now; empty: not known or not to be told
  bool needs_confirm = false;       // refused only because a drop this large asks for confirmation
  std::optional<Micros> extended_to;  // the lot's new end
};
// {"at_most":…,"extended_to":…,"leads":…,"needs_confirm":…,"rank":…,"rank_before":…}: the members that say something.
void append_json(const BidAnswer& answer, std::string& out);
json::Value to_json(const BidAnswer& answer);

// What goes with the entry that says so.
struct Erasure {
  std::vector<Seq> entries;            // their salts and payloads
  std::vector<std::string> documents;  // SHA-256 of those that no other entry of the tender names
};

struct Decision {
  std::string_view verdict = kAccepted;  // or the refusal's stable name; a refusal may have an entry (bids)
  std::optional<EntryDraft> entry;
  json::Value answer;             // for the asker: {"problems":[…]} of a document, new ids, …; null where nothing to say
  std::optional<BidAnswer> bid;   // of PlaceBid only, instead of `answer`
  TenderId tender;                // touched; empty: none
  std::vector<LotId> lots;        // touched lots
  bool tender_changed = false;    // more than lots: state, document, bidders. Its projections are to be written
  bool keys_changed = false;      // of bidders, or of the log
  std::optional<Erasure> erasure;
  // Nobody but this bidder (nobody at all, where it is empty) may notice: no view of others changes, nothing is counted.
  bool silent = false;
  Pseudonym silent_bidder;
  bool accepted() const { return verdict == kAccepted; }
};

struct KeyRecord {
  KeyId key;
  AccountId account;
  BusinessId business;
  std::string spki;
  Micros registered_at = 0;
  bool revoked = false;
  Micros revoked_at = 0;
};

// A key of the log's own. `from_seq`, `until_seq`: the entries that put it in its place, and another there.
struct LogKeyRecord {
  std::string vkey;
  std::optional<Seq> from_seq = {}, until_seq = {};
  Micros overlap_until = 0;  // where another is in its place: it signs beside that one until then
  std::optional<std::uint64_t> compromised_from = {};
};

// An entry of the ledger as the replay needs it; the ledger's own types stay where they are.
struct EntryView {
  Seq seq = 0;
  Micros time = 0;
  std::string_view kind;
  std::string_view tender;
  std::string_view data;  // the canonical bytes of the payload's member "data"
};
struct ReplayMismatch {
  std::string path;      // JSON Pointer into data; "" for the whole
  std::string expected;  // what the replay decided
  std::string found;     // what stands in the entry
};

// What a bid is sealed with: sealing/ENVELOPE.md.
struct SealingTerms {
  std::string server_key;  // base64
  Micros deadline = 0;     // as published
  Pseudonym bidder;
};
// What is to be opened of a lot, earliest first.
struct SealedBid {
  Pseudonym bidder;
  BidId bid;
  Seq seq = kNoSeq;
  std::string content;  // of the commitment
};
struct Opening {
  std::string server_key;
  Micros deadline = 0;
  Seq sealed_until = kNoSeq;  // the entry by which the sealed round ended
  std::vector<SealedBid> bids;
};

struct TenderState;  // tender/tender_state.h: for this folder only

class Registry {
 public:
  struct Options {
    // A bundle of one tender has no key entries, and before the award neither names nor drafts: what they would
    // have told is then taken from the entries that follow. The whole log is replayed with `false`.
    bool partial = false;
  };

  Registry();
  explicit Registry(Options options);
  ~Registry();
  Registry(Registry&&) noexcept;
  Registry& operator=(Registry&&) noexcept;

  Decision decide(const Command& command, Micros now);
  // The index that the entry just drafted has got: call after every decision with an entry, before the next one.
  void recorded(Seq seq);
  // Instead, where a bid's entry will never be written and drop_tender() follows: nothing awaits an index any more.
  void abandoned();

  std::optional<Micros> next_due() const;
  std::vector<Command> due(Micros now) const;  // what the clock asks for now, in the order to decide it
  // What is to be decided, before anything else is due, when the platform could take no bids in [from, to): the openings
  // that fell into it (so that what their lots lost counts), then the outage of every tender with a live lot.
  std::vector<Command> after_outage(Micros from, Micros to) const;

  // nullopt: the same bytes came out. The entry is applied either way, as far as it can be.
  std::optional<ReplayMismatch> replay(const EntryView& entry);

  // Instead, where an entry's payload is erased or withheld: its tender is replayed from here on as one of which not all is
  // told (Options::partial).
  void missing(const EntryView& entry);
  // Entries of the tender that rules of retention speak of and that are still whole, in order.
  struct Retained {
    Seq seq;
    std::string_view kind;
  };
  std::vector<Retained> retained(const TenderId& tender) const;
  std::vector<Seq> unexplained() const;  // missing, and no `entry.erased` of its tender has named them
  std::size_t erased() const;            // entries that were
  std::vector<TenderId> partial_tenders() const;  // of which entries are missing

  // Before a tender is read again from the ledger, after a failed write. Its entries are then replayed.
  void drop_tender(const TenderId& tender);
  void drop_keys();

  bool has(const TenderId& tender) const;
  State state(const TenderId& tender) const;  // State::none where there is no such tender
  std::vector<TenderId> tenders() const;      // in order of id
  std::size_t size() const;
  std::vector<LotId> lots(const TenderId& tender) const;
  std::vector<TenderId> with_live_lots() const;

  const std::vector<LogKeyRecord>& log_keys() const;  // oldest first; empty while the first still signs alone
  const KeyRecord* key(std::string_view key) const;
  std::vector<const KeyRecord*> keys_of(std::string_view account) const;
  std::vector<const KeyRecord*> all_keys() const;  // in no order
  // The business's pseudonym in this tender; nullptr while it has none.
  const Pseudonym* pseudonym_of(std::string_view tender, std::string_view business) const;
  bool pseudonym_used(std::string_view tender, std::string_view pseudonym) const;
  // What is for its bidder alone: what he said beside amounts (a floor that bids by itself, a schedule) until the lot is
  // over, and a bid that is his to change still. Nobody else may be shown such an entry, or a bundle that holds it.
  // Which of entries [from, to) are that now, ascending; those of the participant `but` left out.
  std::vector<Seq> withheld(std::string_view tender, Seq from, Seq to, std::optional<std::uint32_t> but = {}) const;
  bool withholds_any(std::string_view tender) const;
  // Some award has disclosed who the business was in its tender.
  bool named_by_award(std::string_view business) const;
  // True where the business is admitted to any lot of it.
  bool admitted(std::string_view tender, std::string_view business) const;
  // A document that a surrogate bid came in: for the buyer's officers, auditors, and the bidder it is of.
  bool may_read_document(const Actor& actor, std::string_view tender, std::string_view sha256) const;
  // Those that bids of the tender were proposed with and that he may read.
  std::set<std::string> readable_documents(const Actor& actor, std::string_view tender) const;
  bool is_practice(const TenderId& tender) const;  // published as such
  bool is_officer_of(const Actor& actor, std::string_view tender) const;
  // The businesses of a tender with their pseudonyms: for the desk's presence view, never for the public.
  std::vector<std::pair<BusinessId, Pseudonym>> bidders(std::string_view tender) const;

  // ---- sealed bids
  // Lots of this document (null: of the draft) whose bids are sealed and that have no key yet.
  std::vector<LotId> without_sealing_key(const TenderId& tender, const json::Value* document) const;
  // For an admitted business; nothing where the lot's bids are not sealed.
  std::optional<SealingTerms> sealing_terms(std::string_view tender, std::string_view lot, std::string_view business) const;
  std::vector<LotId> awaiting_opening(const TenderId& tender) const;
  std::vector<LotId> hushed_lots(const TenderId& tender) const;  // whose bids nobody may know of
  std::optional<Opening> opening(const TenderId& tender, const LotId& lot) const;  // nothing where none is awaited
  bool needs_cover(const TenderId& tender) const;  // some lot of it takes sealed bids, or waits for its opening
  // Why an opening is held up, for the views; "" where it is not. Says whether that is news.
  bool note_opening_problem(const TenderId& tender, const LotId& lot, std::string_view problem);

  const TenderState* find(std::string_view tender) const;  // for views and projections of this folder

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace terang::tender
