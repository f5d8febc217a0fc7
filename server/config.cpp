#include "server/config.h"

#include <fstream>
#include <sstream>
#include <toml++/toml.h>

namespace terang::server {
namespace {

Failure wrong(std::string_view key, std::string_view what) {
  return {"config_malformed", std::string(key) + " must be " + std::string(what) + "."};
}

template <class Int>
bool take(const toml::node& node, Int& out) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < 0 || static_cast<std::uint64_t>(*value) > std::numeric_limits<Int>::max()) return false;
  out = static_cast<Int>(*value);
  return true;
}

bool take(const toml::node& node, std::string& out) {
  const auto value = node.value_exact<std::string>();
  if (value) out = *value;
  return value.has_value();
}

bool take(const toml::node& node, std::vector<std::string>& out) {
  const auto* list = node.as_array();
  if (!list) return false;
  for (const auto& item : *list)
    if (!take(item, out.emplace_back())) return false;
  return true;
}

bool take_seconds(const toml::node& node, net::milliseconds& out) {
  std::uint16_t seconds = 0;
  if (!take(node, seconds) || seconds == 0) return false;
  out = std::chrono::seconds(seconds);
  return true;
}

bool take(const toml::node& node, net::Rate& out) {  // [burst, per_second]
  const auto* pair = node.as_array();
  return pair && pair->size() == 2 && take(*pair->get(0), out.burst) && take(*pair->get(1), out.per_second);
}

Result<bool> read_limits(const toml::table& table, ServerConfig& config) {
  for (const auto& [key, node] : table) {
    const std::string_view name = key.str();
    bool fits;
    if (name == "connections") fits = take(node, config.limits.connections);
    else if (name == "connections_per_address") fits = take(node, config.limits.connections_per_address);
    else if (name == "new_connections_per_address") fits = take(node, config.limits.new_connections_per_address);
    else if (name == "requests_per_address") fits = take(node, config.limits.requests_per_address);
    else if (name == "messages_per_address") fits = take(node, config.limits.messages_per_address);
    else if (name == "bids_per_account") fits = take(node, config.live.bids_per_account);
    else if (name == "messages_per_peer") fits = take(node, config.live.messages_per_peer);
    else if (name == "write_stall_seconds") fits = take_seconds(node, config.limits.write_stall);
    else return Failure{"config_unknown_key", "limits." + std::string(name) + " is no setting."};
    if (!fits) return wrong("limits." + std::string(name), "a whole number, of seconds at least one, or [burst, per second] for a rate");
  }
  return true;
}

// Years by kind. Kinds that the rules do not know are never erased, so none is added here.
Result<bool> read_retention(const toml::table& table, ServerConfig& config) {
  for (const auto& [key, node] : table) {
    const std::string_view kind = key.str();
    const auto rule = config.retention.find(kind);
    std::uint16_t years = 0;
    if (rule == config.retention.end()) return Failure{"config_unknown_key", "retention." + std::string(kind) + " is no kind that is erased."};
    if (!take(node, years) || years > tender::kLongestRetention) return wrong("retention." + std::string(kind), "years, 0 to 100");
    rule->second = years;
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return Failure{"file_unreadable", "Can't read " + path + "."};
  return text.str();
}

Result<bool> read_config(const std::string& path, ServerConfig& config) {
  const auto text = read_file(path);
  if (!text) return Failure{"config_unreadable", text.error().message};
  toml::table table;
  try {
    table = toml::parse(*text);
  } catch (const toml::parse_error& error) {
    return Failure{"config_malformed", path + ": " + std::string(error.description())};
  }
  for (const auto& [key, node] : table) {
    const std::string_view name = key.str();
    bool fits = true;
    if (name == "database") fits = take(node, config.database);
    else if (name == "log") fits = take(node, config.log_id);
    else if (name == "origin") fits = take(node, config.origin);
    else if (name == "data") fits = take(node, config.data);
    else if (name == "log_key") fits = take(node, config.log_key);
    else if (name == "log_key_next") fits = take(node, config.log_key_next);
    else if (name == "web") fits = take(node, config.web);
    else if (name == "address") fits = take(node, config.address);
    else if (name == "port") fits = take(node, config.port);
    else if (name == "health_address") fits = take(node, config.health_address);
    else if (name == "health_port") fits = take(node, config.health_port);
    else if (name == "tls_cert") fits = take(node, config.tls_cert);
    else if (name == "tls_key") fits = take(node, config.tls_key);
    else if (name == "witness_policy") fits = take(node, config.witness_policy);
    else if (name == "witness_ca") fits = take(node, config.witness_ca);
    else if (name == "timestamp_url") fits = take(node, config.timestamp_url);
    else if (name == "timestamp_ca") fits = take(node, config.timestamp_ca);
    else if (name == "timestamp_seconds") fits = take(node, config.timestamp_seconds) && config.timestamp_seconds > 0;
    else if (name == "threads") fits = take(node, config.threads);
    else if (name == "monitor_feed") fits = take(node, config.monitor_feed);
    else if (name == "largest_bundle_bytes") fits = take(node, config.largest_bundle);
    else if (name == "cover_seconds") {
      std::uint16_t seconds = 0;
      fits = take(node, seconds);
      config.desk.cover_mean = seconds * kSecond;
    }
    else if (name == "origins") fits = take(node, config.origins);
    else if (name == "trusted_proxies") fits = take(node, config.trusted_proxies);
    else if (name == "retention") {
      if (!node.as_table()) return wrong(name, "a table");
      if (const auto read = read_retention(*node.as_table(), config); !read) return read.error();
    }
    else if (name == "limits") {
      if (!node.as_table()) return wrong(name, "a table");
      if (const auto read = read_limits(*node.as_table(), config); !read) return read.error();
    } else {
      return Failure{"config_unknown_key", path + ": " + std::string(name) + " is no setting."};
    }
    if (!fits) return wrong(name, "of its type");
  }
  return true;
}

}  // namespace terang::server
