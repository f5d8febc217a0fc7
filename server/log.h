// Structured logs: one JSON object a line on standard error, with a time, a level, a stable event name and fields.
// Nothing secret and no bid amount before its time is ever a field.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "base/json.h"

namespace terang::server {

enum class LogLevel { info, warning, error };

void log(LogLevel level, std::string_view event, std::initializer_list<json::Member> fields = {});

inline void log_info(std::string_view event, std::initializer_list<json::Member> fields = {}) {
  log(LogLevel::info, event, fields);
}
inline void log_warning(std::string_view event, std::initializer_list<json::Member> fields = {}) {
  log(LogLevel::warning, event, fields);
}
inline void log_error(std::string_view event, std::initializer_list<json::Member> fields = {}) {
  log(LogLevel::error, event, fields);
}

}  // namespace terang::server
