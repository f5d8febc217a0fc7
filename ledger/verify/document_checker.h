// Documents that came with a bundle, held against the entries that name them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/json.h"
#include "ledger/bundle_document.h"
#include "ledger/log_checker.h"

namespace terang::ledger {

class DocumentChecker {
 public:
  void add(const EntryView& entry, const json::Value& data);  // entries in order
  // document_mismatch: no entry that is told names it so, it stood here before, or its octets are others.
  std::optional<Finding> take(const BundleDocument& document, std::string_view octets);
  // document_missing: the first entry whose document did not come.
  std::optional<Finding> settle() const;
  std::uint64_t taken() const { return taken_; }

 private:
  struct Named {
    BundleDocument document;
    std::uint64_t seq = 0;  // of the first entry that names it
    bool taken = false;
  };
  std::map<std::pair<std::string, std::string>, Named> named_;  // by tender and hash
  std::uint64_t taken_ = 0;
};

}  // namespace terang::ledger
