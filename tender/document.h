// A tender's document: what the officer writes and the public reads (tender/README.md has the JSON). Reading it
// collects every problem, each with its JSON Pointer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "auction/money.h"
#include "auction/rules.h"
#include "auction/sequence.h"
#include "base/fields.h"
#include "base/json.h"
#include "base/time.h"
#include "tender/ids.h"
#include "tender/transition.h"

namespace terang::tender {

struct DocumentLot {
  LotId id;
  std::string title;
  std::optional<auction::Money> estimate;
  auction::Rules rules;  // validated; with the secret reserve where the document has it
};

struct Document {
  std::string title;
  std::string description;
  BusinessId buyer;
  std::string buyer_name;
  std::string category;
  std::string place;
  bool practice = false;  // nothing of it is meant: it is never awarded
  std::string currency;
  std::string time_zone;
  Micros auction_starts_at = 0;
  Micros auction_ends_at = 0;      // of the first lot, where they follow each other
  auction::Sequence sequence;
  std::vector<DocumentLot> lots;
};

inline constexpr std::size_t kDocumentBytes = 256 * 1024;  // of the canonical form
inline constexpr std::size_t kLots = 200;

// Where a lot's secrets are to be found.
enum class Secrets : std::uint8_t { in_document, not_disclosed };

// Every problem that stands in the way of publication; none exactly when the document is complete and valid. Whether
// its times lie in the future is not asked here.
Document read_document(const json::Value& value, json::Problems& problems, Secrets secrets = Secrets::in_document);

// The document as the public may read it: no secrets (lots[].reserve); the lot's rules say has_reserve instead.
json::Value without_secrets(const json::Value& document);
// The secrets of `draft` put back into a public document with the same lots, for read_document.
json::Value with_secrets(const json::Value& document, const json::Value& draft);

// JSON Pointers of what differs, arrays of the same length member by member.
std::vector<std::string> differences(const json::Value& before, const json::Value& after);
// Which of these an addendum may no longer change in this state ("may_not_change").
json::Problems frozen(const std::vector<std::string>& changed, State state);

}  // namespace terang::tender
