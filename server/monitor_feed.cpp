#include "server/monitor_feed.h"

#include <algorithm>
#include <fstream>
#include <set>

namespace terang::server {
namespace {

using json::Value;

constexpr std::streamoff kMostRead = 1 << 20;  // octets of each file
constexpr std::size_t kMostAlerts = 200;
constexpr json::Limits kLine{.bytes = 64 * 1024, .depth = 6, .decimals = false};

// The whole lines at the end of the file: the first may have been cut off by where we begin, the last by a writer.
std::string last_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  file.seekg(0, std::ios::end);
  const std::streamoff size = file.tellg(), from = std::max<std::streamoff>(0, size - kMostRead);
  if (size <= 0) return {};
  std::string text(static_cast<std::size_t>(size - from), '\0');
  file.seekg(from);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  const std::size_t end = text.rfind('\n');
  text.resize(end == std::string::npos ? 0 : end + 1);
  if (from > 0) text.erase(0, text.find('\n') + 1);
  return text;
}

bool is_alert(const Value& line) {
  static const std::set<std::string_view> kKinds = {"fork",        "rollback",  "stall",       "gap",
                                                    "rule_broken", "signature", "unreachable", "recovered"};
  const std::string_view severity = line.text("severity");
  return kKinds.contains(line.text("alert")) && (severity == "information" || severity == "warning" || severity == "danger") &&
         !line.text("at").empty() && !line.text("message").empty();
}

Value text_or_null(const Value& line, std::string_view member) {
  const Value* value = line.find(member);
  if (!value || value->is_null()) return {};
  return value->is_string() ? *value : Value(json::canonical(*value));
}

Value whole_or_null(const Value& line, std::string_view member) {
  const Value* value = line.find(member);
  return value && value->is_int() && value->as_int() >= 0 ? *value : Value();
}

}  // namespace

Value read_monitor_feed(const std::string& path, std::optional<std::uint64_t> after) {
  Value last_seen, size;
  json::Array alerts;
  std::string text;
  if (!path.empty()) text = last_lines(path + ".1") + last_lines(path);
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    const auto line = json::parse(std::string_view(text).substr(from, end - from), kLine);
    from = end + 1;
    if (!line || !line->is_object()) continue;
    if (line->text("alert") == "heartbeat") {
      last_seen = text_or_null(*line, "at");
      size = whole_or_null(*line, "size");
      continue;
    }
    const Value id = whole_or_null(*line, "id");
    if (!id.is_int() || !is_alert(*line) || (after && static_cast<std::uint64_t>(id.as_int()) <= *after)) continue;
    alerts.push_back(Value::object({{"alert", line->text("alert")},
                                    {"at", line->text("at")},
                                    {"expected", text_or_null(*line, "expected")},
                                    {"found", text_or_null(*line, "found")},
                                    {"id", id},
                                    {"message", line->text("message")},
                                    {"seq", whole_or_null(*line, "seq")},
                                    {"severity", line->text("severity")},
                                    {"tender", text_or_null(*line, "tender")}}));
  }
  if (alerts.size() > kMostAlerts) alerts.erase(alerts.begin(), alerts.end() - kMostAlerts);
  return Value::object({{"alerts", std::move(alerts)},
                        {"monitor", Value::object({{"configured", !path.empty()}, {"last_seen_at", last_seen}, {"size", size}})}});
}

}  // namespace terang::server
