// Decides again what the log says was decided, as far as the file tells enough to decide from.
//
// What a withheld entry said may be what later decisions of its tender were taken from: those are decided only as far as
// they come out the same without it, nothing is concluded from them, and they count as not decided again. Two kinds of gaps
// leave later decisions decidable: one before the tender's publication (a draft: what came of it stands in the publication),
// and one that an `entry.erased` explains (the rules of retention let go only what the rest replaces).
//
// Of a range, tenders that were published in it are decided, others are not: what they stand on is before it. So may be what
// entries of no tender stand on (a revoked key's registration, say): of these it is undecided what comes out otherwise.
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
  std::string tender;            // empty: of entries of no tender
  std::uint64_t from = 0;        // the first entry that is withheld; with `before`, the first that was not decided again
  std::uint64_t before = 0;      // entries of the tender before the range; of no tender: all before it
  std::uint64_t decisions = 0;   // told after it
  std::uint64_t withheld = 0;    // entries
  std::vector<std::uint64_t> entries;  // the first of these
  bool operator==(const Undecided&) const = default;
};

json::Value to_json(const Undecided& one);

class DecisionChecker {
 public:
  static constexpr std::size_t kNamed = 20;  // of `Undecided::entries`

  // `from`: where the range begins.
  explicit DecisionChecker(std::unique_ptr<Replayer> replayer, std::uint64_t from = 0) : replayer_(std::move(replayer)), from_(from) {}

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
    std::uint64_t from = 0, before = 0;
    std::vector<Gap> gaps;
    std::uint64_t decisions = 0;  // since the first of them
    std::optional<Finding> wrong;
  };

  std::optional<Finding> of_no_tender(const EntryView& entry);

  std::unique_ptr<Replayer> replayer_;
  const std::uint64_t from_;
  Undecided platform_;  // entries of no tender
  std::map<std::string, Gapped, std::less<>> gapped_;  // tenders of which entries are missing
  std::uint64_t told_ = 0;  // decisions
};

}  // namespace terang::ledger
