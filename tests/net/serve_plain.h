#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

#include "server/net/server.h"

namespace terang::net::test {

// On this machine, without TLS, on a port of its own, which it returns.
inline std::uint16_t serve_plain(NetServer& server) {
  Config config;
  config.address = "127.0.0.1";
  config.tls = false;
  config.threads = 1;
  const auto port = server.start(std::move(config));
  EXPECT_TRUE(port.ok());
  return port ? *port : 0;
}

}  // namespace terang::net::test
