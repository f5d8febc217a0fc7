// Who asks, where a proxy stands in front: the address that the proxy names in X-Forwarded-For, believed only
// where it comes from a proxy of our own. Anybody can write that header.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/net/http.h"

namespace terang::net {

class TrustedProxies {
 public:
  TrustedProxies() = default;  // none
  // Addresses and prefixes: "10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8". Failure: proxy_malformed, naming the
  // one.
  static Result<TrustedProxies> parse(const std::vector<std::string>& list);

  bool trusts(std::string_view address) const;
  // The right-most address of X-Forwarded-For (all its lines, in order) that is not one of ours: those left
  // of it are hearsay. Something that is no address ends the search, as if it had been written by whoever
  // stands right of it.
  std::string client(std::string_view peer, const std::vector<Header>& headers) const;

 private:
  using Octets = std::array<std::uint8_t, 16>;  // IPv4 as ::ffff:a.b.c.d
  struct Range {
    Octets prefix;
    int bits;
  };
  static bool read(std::string_view text, Octets& into);
  bool has(const Octets& address) const;

  std::vector<Range> ranges_;
};

}  // namespace terang::net
