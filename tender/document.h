// A tender's document: what the officer writes and the public reads (tender/README.md has the JSON). Reading it
// collects every problem, each with its JSON Pointer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auction/money.h"
#include "auction/rules.h"
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
  std::string currency;
  std::string time_zone;
  Micros auction_starts_at = 0;
  Micros auction_ends_at = 0;
  std::vector<DocumentLot> lots;
};

inline constexpr std::size_t kDocumentBytes = 256 * 1024;  // of the canonical form
inline constexpr std::size_t kLots = 200;

// What an officer may not leave as it is if the tender is to be published. Nothing is decided about the present.
// `problems` stays empty exactly when the document is complete and valid.
Document read_document(const json::Value& value, json::Problems& problems);

// The document as the public may read it: no secrets (lots[].reserve); lots[].has_reserve says that there is one.
json::Value without_secrets(const json::Value& document);

// Which parts an addendum may no longer change in this state: a problem each ("may_not_change").
json::Problems frozen_changes(const json::Value& before, const json::Value& after, State state);

}  // namespace terang::tender
