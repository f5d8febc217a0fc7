// Sealed bids opened again, with the key that the opening published: the amounts and defects that the log tells are
// those of the envelopes that were committed to before the deadline, of everybody who had committed.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "ledger/log_checker.h"
#include "sealing/open_all.h"

namespace terang::ledger {

class OpeningChecker {
 public:
  // Octets that did not come with the entries; of a tender, by index.
  using Source = std::function<std::map<std::uint64_t, std::string>(const std::string& tender)>;
  explicit OpeningChecker(Source source = {}) : source_(std::move(source)) {}

  // Entries in order; `envelope`: the octets that came with this one.
  void add(const EntryView& entry, const json::Value& data, const std::optional<std::string>& envelope);
  void withheld(std::string_view tender);  // some entry of it is not told: who had committed is then not fully known

  // Openings are checked in bulk, on all cores. So much waits, with its octets, that it is time to settle.
  bool full() const { return !source_ && waiting_ >= kTogether; }
  // The first wrong one, in order of the log:
  //   sealing_key_mismatch   the private key is not that of the published one, or another one was published for the lot
  //   sealed_bid_late        a commitment that was opened stands behind the end of the sealed round
  //   opening_unknown        a bid was opened that no standing commitment names
  //   opening_incomplete     a standing commitment was not opened
  //   envelope_missing       the octets of a bid that was opened are not there
  //   opening_mismatch       opened again it says something else
  std::optional<Finding> settle();
  std::uint64_t opened() const { return opened_; }

 private:
  struct Commitment {
    std::uint64_t seq = 0;
    std::string bid;
    std::int64_t version = 0;
    sealing::Commitments hashes;
    std::optional<std::string> envelope;
  };
  struct Lot {
    std::string server_key;  // as published; empty: not told
    std::map<std::string, Commitment> standing;  // by bidder
  };
  struct Tender {
    std::map<std::string, Lot> lots;
    bool withheld = false;
  };
  struct Opening {
    std::uint64_t seq = 0;
    std::string tender, lot;
    json::Value data;
    std::map<std::string, Commitment> bids;
    std::string published_key;
    bool complete = true;
  };
  std::optional<Finding> check(Opening& opening);

  static constexpr std::size_t kTogether = 4'096;  // commitments

  const Source source_;
  std::map<std::string, Tender, std::less<>> tenders_;
  std::size_t waiting_ = 0;  // commitments in `openings_`
  std::vector<Opening> openings_;
  std::uint64_t opened_ = 0;
};

}  // namespace terang::ledger
