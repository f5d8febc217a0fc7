#include "ledger/bundle_document.h"

#include "base/bytes.h"

namespace terang::ledger {

std::optional<BundleDocument> document_of(std::string_view kind, std::string_view tender, const json::Value& data) {
  const json::Value* named = kind == "bid.proposed" ? data.find("document") : nullptr;
  const json::Value* size = named ? named->find("size") : nullptr;
  if (!named || named->text("sha256").empty() || !size || !size->is_int() || size->as_int() < 0) return std::nullopt;
  return BundleDocument{std::string(named->text("name")), std::string(named->text("sha256")), std::string(tender),
                        std::string(named->text("type")), static_cast<std::uint64_t>(size->as_int())};
}

std::string document_line(const BundleDocument& document, std::optional<std::string_view> octets) {
  const json::Value named = json::Value::object({{"name", document.name},
                                                 {"sha256", document.sha256},
                                                 {"size", document.size},
                                                 {"tender", document.tender},
                                                 {"type", document.type}});
  return "{\"document\":" + json::canonical(named) + ",\"octets\":" + (octets ? "\"" + to_base64(*octets) + "\"" : "null") + "}\n";
}

}  // namespace terang::ledger
