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
  // No octets: withheld. document_mismatch: no entry that is told names it so, it stood here before, or its octets are others.
  std::optional<Finding> take(const BundleDocument& document, const std::optional<std::string>& octets);
  // document_missing: the first entry whose document did not come, or, where nothing is withheld (`complete`), its octets.
  std::optional<Finding> settle(bool complete) const;
  std::uint64_t taken() const { return taken_; }  // with their octets
  std::uint64_t withheld() const { return withheld_; }

 private:
  struct Named {
    BundleDocument document;
    std::uint64_t seq = 0;  // of the first entry that names it
    bool taken = false, withheld = false;
  };
  std::map<std::pair<std::string, std::string>, Named> named_;  // by tender and hash
  std::uint64_t taken_ = 0, withheld_ = 0;
};

}  // namespace terang::ledger
