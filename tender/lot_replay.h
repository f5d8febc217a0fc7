// One lot of a tender decided again from the tender's entries, told step by step as a rehearsal is. It is the registry's
// own replay that decides, as when the log is verified; here is only told what came of it.
#pragma once

#include <optional>

#include "base/json.h"
#include "tender/registry.h"

namespace terang::tender {

class LotReplay {
 public:
  // Steps of entries after `after`, at most `most` of them.
  LotReplay(LotId lot, std::optional<Seq> after, std::size_t most);

  // The tender's entries in order, from its first. False: as many steps as were wanted, and more would follow.
  bool add(const EntryView& entry);
  // {"lots":[{…}],"mismatch":null|{"seq","path","expected","found"},"next":null|seq,"rules":null|{…},"steps":[…]}
  json::Value told() const;

 private:
  Registry registry_;
  const LotId lot_;
  const std::optional<Seq> after_;
  const std::size_t most_;
  std::string tender_;
  json::Array steps_;
  Seq last_ = kNoSeq;
  bool more_ = false;
  json::Value mismatch_;
};

}  // namespace terang::tender
