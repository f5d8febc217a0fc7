// The door to whoever can decide again what the log says was decided. The ledger itself knows no auctions.
#pragma once

#include <memory>
#include <optional>

#include "ledger/log_checker.h"

namespace terang::ledger {

class Replayer {
 public:
  virtual ~Replayer() = default;
  // Every disclosed entry, in order. What came out differently; "replay_mismatch".
  virtual std::optional<Finding> apply(const EntryView& entry) = 0;
  // Every other one, in its place.
  virtual void missing(const EntryView&) {}
};

// `partial`: some entries are missing or withheld; what they would have told is taken from those that follow.
using MakeReplayer = std::function<std::unique_ptr<Replayer>(bool partial)>;

}  // namespace terang::ledger
