// Configuration: terang.toml, overridden by the environment, overridden by flags.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "server/desk.h"
#include "server/live.h"
#include "server/net/limits.h"
#include "tender/retention.h"

namespace terang::server {

struct ServerConfig {
  std::string database;                             // libpq connection string
  int log_id = 1;
  std::string origin = "localhost/terang/log1";     // the log's name in checkpoints: never changes once entries exist
  std::string data = "var/data";                    // the log's private keys
  std::string log_key, log_key_next;                // files or pkcs11:…; empty: log-key.pem, log-key-2.pem, … in `data`
  tender::RetentionYears retention = tender::published_retention();
  std::string web = "web/dist";
  std::string address = "0.0.0.0";
  std::uint16_t port = 8443;
  std::string health_address = "127.0.0.1";
  std::uint16_t health_port = 8444;
  std::string tls_cert, tls_key;                    // PEM files
  std::vector<std::string> origins;                 // of the web pages; empty: https://localhost:<port> and 127.0.0.1
  std::vector<std::string> trusted_proxies;         // whose X-Forwarded-For is believed: addresses and prefixes
  unsigned threads = 0;                             // I/O threads; 0: one a core
  std::uint64_t largest_bundle = 256u << 20;        // octets of entries and envelopes that a download may gather
  std::string witness_policy, witness_ca;           // tlog-policy file; PEM that vouches for the witnesses' certificates
  std::string timestamp_url, timestamp_ca;          // RFC 3161 authority; PEM that vouches for its tokens
  std::uint32_t timestamp_seconds = 3600;           // between tokens
  bool demo = false;
  std::string monitor_feed;                         // the file that `terang-verify monitor` appends alerts to
  net::Limits limits;
  LiveOptions live;
  DeskOptions desk;
};

// Reads a TOML file over what stands in `config`. Failure: config_unreadable, config_malformed, config_unknown_key.
Result<bool> read_config(const std::string& path, ServerConfig& config);

// Failure: file_unreadable.
Result<std::string> read_file(const std::string& path);

}  // namespace terang::server
