// The headers that protect people's browsers. What only a document listens to stays off scripts, styles and data: on a
// line of 150 kbit/s each answer would carry a thirtieth of a second of them.
#pragma once

#include <string_view>
#include <vector>

#include "server/net/http.h"

namespace terang::net {

struct SecurityHeaders {
  std::vector<Header> always;     // on every answer
  std::vector<Header> documents;  // and on what a browser shows as a page of its own: is_document()
};

// Strict: scripts, styles, images, fonts and connections from our own origin only, nothing inline, never
// framed. `hsts` only where the address is served over TLS alone.
SecurityHeaders security_headers(bool hsts);

// Media types in which a browser would run scripts when it is sent there: HTML, SVG and other XML.
bool is_document(std::string_view content_type);

}  // namespace terang::net
