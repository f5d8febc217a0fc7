// Makes entries: links each to the one before and to its tender's one before. Pure; one owner, no locks.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/entry.h"

namespace terang::ledger {

struct Head {
  std::uint64_t size = 0;  // number of entries; also the next seq
  Hash leaf{};             // of the last entry; zeros when there is none
  Micros time = 0;         // of the last entry
  bool operator==(const Head&) const = default;
};

struct TenderHead {
  std::uint64_t size = 0;  // number of the tender's entries; also its next tseq
  Hash leaf{};
  bool operator==(const TenderHead&) const = default;
};

class Chain {
 public:
  Chain() = default;
  Chain(Chain&&) = default;  // not copied: it points into its own map
  Chain& operator=(Chain&&) = default;

  // `data` is canonical JSON, `kind` and `tender` plain ASCII identifiers (asserted). `time` must not be before
  // head().time (asserted: the desk's clock never goes back).
  Entry append(std::string_view kind, std::string_view tender, std::string_view data, Micros time,
               const Salt& salt);
  // An entry that is already stored: how a chain is brought to where the stored log ends.
  void adopt(const Head& after, std::string_view tender, const TenderHead& tender_after);

  const Head& head() const { return head_; }
  TenderHead tender_head(std::string_view tender) const;  // size 0 for an unknown tender

  // What was appended stays undoable until it is confirmed:
  //   chain.append(…) …; journal.write(…); durable → chain.confirm(size)   failed → chain.rewind(size)
  void confirm(std::uint64_t size);  // entries below `size` are durable
  void rewind(std::uint64_t size);   // forget entries from `size` on; not below what is confirmed (asserted)
  std::uint64_t confirmed() const { return head_.size - (undo_.size() - undone_); }

 private:
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Tenders = std::unordered_map<std::string, TenderHead, NameHash, std::equal_to<>>;
  Tenders::value_type& of(std::string_view tender);  // made where it is new
  struct Undo {
    Head head;
    Tenders::value_type* tender;  // nullptr: the entry belonged to none
    TenderHead tender_head;
  };

  Head head_;
  Tenders tenders_;
  Tenders::value_type* latest_ = nullptr;  // bids of one tender come in runs
  std::vector<Undo> undo_;   // those before `undone_` are of confirmed entries
  std::size_t undone_ = 0;
};

}  // namespace terang::ledger
