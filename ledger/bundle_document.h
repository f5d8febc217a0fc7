// The documents that entries name by their hash, as bundles carry them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"

namespace terang::ledger {

struct BundleDocument {
  std::string name, sha256, tender, type;
  std::uint64_t size = 0;
  bool operator==(const BundleDocument&) const = default;
};

// The one that such an entry names (a `bid.proposed`: what the bid was handed in by). Nothing where it names none.
std::optional<BundleDocument> document_of(std::string_view kind, std::string_view tender, const json::Value& data);

// With its newline. No octets: they are withheld.
std::string document_line(const BundleDocument& document, std::optional<std::string_view> octets);

}  // namespace terang::ledger
