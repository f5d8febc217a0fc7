// Decides again what the log says was decided, as far as the file tells enough to decide from.
//
// What a withheld entry said may be what later decisions of its tender were taken from: those are decided only as far as
// they come out the same without it, nothing is concluded from them, and they count as not decided again. Two kinds of gaps
// leave later decisions decidable: one before the tender's publication (a draft: what came of it stands in the publication),
// and one that an `entry.erased` explains (the rules of retention let go only what the rest replaces).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "ledger/verify/replayer.h"

namespace terang::ledger {

// Of one tender, what was not decided again, and why.
struct Undecided {
  std::string tender;
  std::uint64_t from = 0;        // the first entry that is withheld
  std::uint64_t decisions = 0;   // told after it
  std::uint64_t withheld = 0;    // entries
  std::vector<std::uint64_t> entries;  // the first of these
};

json::Value to_json(const Undecided& one);

class DecisionChecker {
 public:
  static constexpr std::size_t kNamed = 20;  // of `Undecided::entries`

  explicit DecisionChecker(std::unique_ptr<Replayer> replayer) : replayer_(std::move(replayer)) {}

  // Entries in order: those that are told, and the others. A finding where nothing is missing that could excuse it.
  std::optional<Finding> add(const EntryView& entry);
  void missing(const EntryView& entry);

  // At the end, when it is known which gaps were erasures: the first decision that came out otherwise though nothing was
  // withheld before it.
  using Explained = std::function<bool(std::uint64_t seq, const std::string& tender)>;
  struct Settled {
    std::optional<Finding> wrong;
    std::uint64_t again = 0;           // decisions taken again
    std::vector<Undecided> undecided;  // in order of tender
  };
  Settled settle(const Explained& explained) const;

 private:
  struct Gap {
    std::uint64_t seq = 0, decisions = 0;  // of the tender before it
  };
  struct Gapped {
    std::vector<Gap> gaps;
    std::uint64_t decisions = 0;  // since the first of them
    std::optional<Finding> wrong;
  };

  std::unique_ptr<Replayer> replayer_;
  std::map<std::string, Gapped, std::less<>> gapped_;  // tenders of which entries are missing
  std::uint64_t told_ = 0;  // decisions
};

}  // namespace terang::ledger
