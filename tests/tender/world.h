// A small world around the tender core: an officer, businesses, a clock that the test moves, and a ledger in memory.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/json.h"
#include "tender/registry.h"
#include "tender/view.h"

namespace terang::tender::test {

inline constexpr Micros kMinute = 60 * kSecond;
inline constexpr Micros kHour = 60 * kMinute;

struct Logged {
  Seq seq = 0;
  Micros time = 0;
  std::string kind;
  std::string tender;
  std::string data;
  EntryView view() const { return {seq, time, kind, tender, data}; }
};

json::Value json_of(std::string_view text);  // fails the test when malformed

class World {
 public:
  static constexpr const char* kTender = "t00000000001";
  static constexpr const char* kReason = "a reason long enough";

  World();

  // Decides, logs what has an entry, and tells the index.
  Decision act(const Command& command);
  std::string_view verdict(const Command& command) { return act(command).verdict; }
  void must(const Command& command);
  // Moves the clock, letting due deadlines happen at their time.
  void to(Micros at);
  void after(Micros by) { to(now + by); }

  // The tender's life, step by step; each leaves it in the state of its name.
  void drafted(const std::string& changes = "{}");  // members of the document's first lot's rules
  void published(const std::string& rules = "{}");
  void admit(const std::string& business, const std::string& pseudonym, const std::string& adjustment = "null",
             std::vector<std::string> lots = {"1"});
  void scheduled(const std::string& rules = "{}");  // with three bidders: 101, 102, 103, on all lots
  void live(const std::string& rules = "{}");
  void closed(const std::string& rules = "{}");
  void in(State state, const std::string& rules = "{}");

  json::Value document(const std::string& rules = "{}") const;
  PlaceBid bid(const std::string& pseudonym, const std::string& amount, const std::string& lot = "1");
  // Entered by `officer`, with a document.
  ProposeBid proposal(const std::string& pseudonym, const std::string& amount, const std::string& lot = "1");
  PlaceOffer offer(const std::string& pseudonym, const std::string& content, const std::string& lot = "1");
  std::string_view place(const std::string& pseudonym, const std::string& amount, const std::string& lot = "1") {
    return verdict(bid(pseudonym, amount, lot));
  }
  std::string next_uuid();

  Actor officer{AccountId("o00000000001"), Role::officer, BusinessId("buyer0000001")};
  Actor second{AccountId("o00000000002"), Role::officer, BusinessId("buyer0000001")};  // of the same buyer
  Actor stranger{AccountId("a0000000999x"), Role::bidder, BusinessId("b0000000999x")};
  Actor bidder(const std::string& pseudonym) const;  // of business "b" + pseudonym, with a registered key
  static std::string server_key(int number);  // of the form of one, for lots with sealed bids
  std::vector<SealingKey> server_keys() const;  // for every lot
  static KeyId key(const std::string& pseudonym) { return KeyId("00000000000000" + pseudonym.substr(1)); }
  TenderId id{kTender};
  LotId lot1{"1"};
  Micros now;
  Micros start;
  Micros end;
  Registry registry;
  std::vector<Logged> log;
  int lots = 1;  // in documents made from now on
  json::Value sequence;  // of these; null: none

 private:
  std::uint64_t uuids_ = 0;
};

// Everything that views show of every tender, for comparing two registries.
std::string everything(const Registry& registry);

// Every entry decided again by another registry: the same state, no mismatch.
void expect_replays(const World& w);
// As a bundle of the tender before the award has it: no keys, no drafts, no names.
void expect_replays_without_secrets(const World& w);

}  // namespace terang::tender::test
