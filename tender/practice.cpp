#include "tender/practice.h"

#include <optional>
#include <string>

#include "tender/document.h"
#include "tender/tender_state.h"

namespace terang::tender {
namespace {

using json::Value;

std::optional<Micros> time_at(const Value& object, std::string_view key) {
  const Value* found = object.find(key);
  const auto time = found && found->is_string() ? parse_time(found->as_string()) : std::nullopt;
  return time ? std::optional(*time) : std::nullopt;
}

void move(Value& object, std::string_view key, Micros by) {
  if (const auto time = time_at(object, key)) object.set(std::string(key), format_time(*time + by));
}

}  // namespace

Value practice_copy(const Registry& registry, const TenderId& id, Micros starts_at) {
  const TenderState* tender = registry.find(id.text);
  if (!tender) return {};
  Value copy = without_secrets(tender->state == State::draft ? tender->draft : tender->document);
  Value* lots = copy.find("lots");
  Value* schedule = copy.find("schedule");
  if (!lots || !lots->is_array() || !schedule || !schedule->is_object()) return {};
  copy.set("practice", true);
  const std::string title(copy.text("title"));
  if (!title.starts_with("Latihan: ") && !title.starts_with("Practice: "))
    copy.set("title", (copy.text("language") == "en" ? "Practice: " : "Latihan: ") + title.substr(0, 280));
  lots = copy.find("lots");
  schedule = copy.find("schedule");
  const auto before = time_at(*schedule, "auction_starts_at");
  const Micros by = before ? starts_at - *before : 0;
  for (const char* key : {"auction_starts_at", "auction_ends_at"}) move(*schedule, key, by);
  for (Value& lot : lots->as_array()) {
    Value* rules = lot.find("rules");
    if (!rules || !rules->is_object()) continue;
    rules->erase("has_reserve");
    for (const char* key : {"starts_at", "ends_at"}) move(*rules, key, by);
  }
  return copy;
}

}  // namespace terang::tender
