#include "server/net/security_headers.h"

namespace terang::net {

std::vector<Header> security_headers(bool hsts) {
  std::vector<Header> headers{
      {"Content-Security-Policy",
       "default-src 'self'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
       "frame-ancestors 'none'; img-src 'self' data:; object-src 'none'; script-src 'self'; style-src "
       "'self'"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy",
       "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
      {"Referrer-Policy", "same-origin"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"}};
  // Two years, the least that browsers' preload lists ask for is one.
  if (hsts) headers.emplace_back("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  return headers;
}

}  // namespace terang::net
