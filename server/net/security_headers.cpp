#include "server/net/security_headers.h"

#include "server/net/request_head.h"

namespace terang::net {

SecurityHeaders security_headers(bool hsts) {
  SecurityHeaders headers;
  headers.always = {{"Cross-Origin-Resource-Policy", "same-origin"},
                    {"X-Content-Type-Options", "nosniff"},
                    {"X-Frame-Options", "DENY"}};
  // Two years, the least that browsers' preload lists ask for is one.
  if (hsts) headers.always.emplace_back("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  headers.documents = {
      {"Content-Security-Policy",
       "default-src 'self'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
       "frame-ancestors 'none'; img-src 'self' data:; object-src 'none'; script-src 'self'; style-src "
       "'self'"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Permissions-Policy",
       "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
      {"Referrer-Policy", "same-origin"}};
  return headers;
}

bool is_document(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find_first_of("; "));
  return equal_ignoring_case(type, "text/html") || equal_ignoring_case(type, "text/xml") ||
         equal_ignoring_case(type, "application/xml") ||
         (type.size() > 4 && equal_ignoring_case(type.substr(type.size() - 4), "+xml"));
}

}  // namespace terang::net
