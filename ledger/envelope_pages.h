// The octets of sealed bids beside their entries, read some at a time: however many there are, few are in memory.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "ledger/journal.h"

namespace terang::ledger {

class EnvelopePages {
 public:
  static constexpr std::size_t kPage = 64;

  // An empty tender: of all.
  EnvelopePages(Journal& journal, std::string_view tender) : journal_(journal), tender_(tender) {}

  // Of that entry, nullptr where it has none; until the next call. Entries are asked for in order. Failures: the journal's.
  Result<const std::string*> of(std::uint64_t seq) {
    if (more_ && (page_.empty() || page_.rbegin()->first < seq)) {
      auto next = journal_.envelopes(tender_, seq, kPage);
      if (!next) return next.error();
      page_ = *std::move(next);
      more_ = page_.size() == kPage;
    }
    const auto found = page_.find(seq);
    return found == page_.end() ? nullptr : &found->second;
  }

 private:
  Journal& journal_;
  std::string tender_;
  std::map<std::uint64_t, std::string> page_;
  bool more_ = true;  // beyond the page
};

}  // namespace terang::ledger
