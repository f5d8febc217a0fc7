// A bundle's entries in order, read ahead and made ready on all cores: lines taken apart, hashed, their data parsed.
#pragma once

#include <future>
#include <istream>
#include <vector>

#include "base/json.h"
#include "ledger/bundle_reader.h"
#include "ledger/log_checker.h"

namespace terang::ledger {

// What an entry's payload holds, parsed; and the finding that it is not RFC 8785, which stands for when its turn comes.
struct ParsedData {
  json::Value value;
  bool canonical = true;
  std::string expected;  // where it is not
};
ParsedData parse_data(std::string_view data);

struct ReadyEntry {
  BundleLine line;
  EntryHashes hashes;
  ParsedData data;
  const char* malformed = nullptr;
};

class BundleFeed {
 public:
  explicit BundleFeed(BundleReader& reader);
  ~BundleFeed();
  // Until nothing comes. Failures as BundleReader's, when their turn comes.
  Result<const ReadyEntry*> next();

 private:
  struct Batch {
    std::vector<ReadyEntry> entries;
    std::uint64_t first_line = 0;
    std::optional<Failure> failure;  // after the entries
    bool last = false;
  };
  Batch read_batch();

  BundleReader& reader_;
  Batch batch_;
  std::size_t at_ = 0;
  std::future<Batch> ahead_;
};

}  // namespace terang::ledger
