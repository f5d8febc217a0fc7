#include "server/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "server/desk_clock.h"

namespace terang::server {
namespace {

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made = spdlog::stderr_logger_mt("terang");
    made->set_pattern("%v");  // spdlog's JSON patterns do not escape: the line is made here
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *instance;
}

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<json::Member> fields) {
  static constexpr std::string_view kNames[] = {"info", "warning", "error"};
  static constexpr spdlog::level::level_enum kLevels[] = {spdlog::level::info, spdlog::level::warn,
                                                          spdlog::level::err};
  json::Value line = json::Value::object(fields);
  line.set("at", format_time(system_now()));
  line.set("event", event);
  line.set("level", kNames[static_cast<int>(level)]);
  logger().log(kLevels[static_cast<int>(level)], json::canonical(line));
}

}  // namespace terang::server
