// The headers that every answer carries (Config::always).
#pragma once

#include <vector>

#include "server/net/http.h"

namespace terang::net {

// Strict: scripts, styles, images, fonts and connections from our own origin only, nothing inline, never
// framed. `hsts` only where the address is served over TLS alone.
std::vector<Header> security_headers(bool hsts);

}  // namespace terang::net
