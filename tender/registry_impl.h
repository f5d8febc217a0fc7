// The registry from within. For this folder only.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tender/registry.h"
#include "tender/tender_state.h"

namespace terang::tender {

struct Registry::Impl {
  Options options;
  std::unordered_map<std::string, std::unique_ptr<TenderState>, TextHash, std::equal_to<>> tenders;
  std::unordered_map<std::string, KeyRecord, TextHash, std::equal_to<>> keys;
  std::unordered_map<std::string, std::vector<KeyId>, TextHash, std::equal_to<>> keys_by_account;
  // Businesses that awards have named, and in how many tenders.
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> named;
  std::vector<LogKeyRecord> log_keys;
  Seq size = 0;  // of the log, as far as it is known here
  std::unordered_map<std::string, std::vector<Seq>> drafts;  // by tender: the entries that hold them
  std::map<Seq, std::string> erased, gaps;  // by whose `entry.erased`; whose
  std::set<std::string, std::less<>> partial;  // tenders of which entries are missing
  // When the clock has something to say to a tender; each tender at most once (TenderState::due).
  std::set<std::pair<Micros, TenderState*>> timetable;

  // The entry just drafted waits for its index.
  struct Pending {
    bool waiting = false;
    TenderState* tender = nullptr;
    std::vector<std::uint32_t> lots;
    bool bid = false;  // the tender's newest bid is it
    bool changed = false;
    bool version = false;  // the tender's newest version is it
    bool offer = false;    // the tender's newest offer is it
    bool proposal = false; // the tender's newest proposal is it
    bool cover = false;    // it says nothing
    bool draft = false;
    bool named = false;    // the tender's newest participant is it
    std::optional<std::size_t> application = {};  // of the tender, that it says
    bool log_key = false;  // the newest key of the log is it
    bool silent = false;   // no view may tell that there is one

    // Anew, for another entry, in the memory of the one before.
    void begin(TenderState* of) {
      lots.clear();
      *this = {.waiting = true, .tender = of, .lots = std::move(lots)};
    }
  } pending;

  TenderState* find(std::string_view id) const {
    const auto found = tenders.find(id);
    return found == tenders.end() ? nullptr : found->second.get();
  }
  // An award names its tender's businesses, or is taken back with its tender.
  void name(const TenderState& tender, bool on) {
    for (const Participant& participant : tender.participants) {
      if (participant.business.empty()) continue;
      if (on) ++named[participant.business.text];
      else if (--named[participant.business.text] == 0) named.erase(participant.business.text);
    }
  }
  bool partial_of(std::string_view tender) const { return options.partial || partial.contains(tender); }
  const KeyRecord* find_key(std::string_view id) const {
    const auto found = keys.find(id);
    return found == keys.end() ? nullptr : &found->second;
  }
  void reschedule(TenderState& tender) {
    const auto due = tender.next_due();
    if (due == tender.due) return;
    if (tender.due) timetable.erase({*tender.due, &tender});
    if (due) timetable.insert({*due, &tender});
    tender.due = due;
  }
};

// Who says something to which lot: everything that is named was found.
struct BidderCase {
  TenderState* tender = nullptr;
  std::uint32_t lot = 0;
  std::uint32_t participant = 0;
  Uuid id;
};
struct BidCase : BidderCase {
  std::string_view amount;
  bool confirm = false;
  std::string_view key;
  std::string_view signature;
};
struct OfferCase : BidderCase {
  std::string_view content;
  std::string_view key;
  std::string_view signature;
};
// Everything after "is it the same bid again": decides, records, drafts the entry.
Decision decide_bid(Registry::Impl& registry, const BidCase& bid, Micros now);
Decision decide_offer(Registry::Impl& registry, const OfferCase& offer, Micros now);

}  // namespace terang::tender
