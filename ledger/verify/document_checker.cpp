#include "ledger/verify/document_checker.h"

#include "base/sha256.h"

namespace terang::ledger {

void DocumentChecker::add(const EntryView& entry, const json::Value& data) {
  auto document = document_of(entry.kind, entry.tender, data);
  if (!document) return;
  std::pair key(document->tender, document->sha256);
  named_.try_emplace(std::move(key), Named{std::move(*document), entry.seq});
}

std::optional<Finding> DocumentChecker::take(const BundleDocument& document, const std::optional<std::string>& octets) {
  const auto found = named_.find({document.tender, document.sha256});
  const auto wrong = [&](const char* field, std::string expected, std::string is) {
    return Finding{found == named_.end() ? 0 : found->second.seq, document.tender, "document_mismatch", field, std::move(expected), std::move(is)};
  };
  if (found == named_.end()) return wrong("document", "one that an entry names", document.sha256);
  Named& named = found->second;
  if (named.taken) return wrong("document", "each once", document.sha256);
  if (document != named.document)
    return wrong("document", named.document.name + ", " + named.document.type + ", " + std::to_string(named.document.size),
                 document.name + ", " + document.type + ", " + std::to_string(document.size));
  if (octets) {
    if (const std::string hash = to_hex(sha256(*octets)); hash != document.sha256) return wrong("document.sha256", document.sha256, hash);
    if (octets->size() != document.size) return wrong("document.size", std::to_string(document.size), std::to_string(octets->size()));
  }
  named.taken = true;
  named.withheld = !octets;
  ++(octets ? taken_ : withheld_);
  return std::nullopt;
}

std::optional<Finding> DocumentChecker::settle(bool complete) const {
  const Named* first = nullptr;
  for (const auto& [key, named] : named_)
    if ((!named.taken || (complete && named.withheld)) && (!first || named.seq < first->seq)) first = &named;
  if (!first) return std::nullopt;
  return Finding{first->seq, first->document.tender, "document_missing", "data/document", first->document.sha256, ""};
}

}  // namespace terang::ledger
