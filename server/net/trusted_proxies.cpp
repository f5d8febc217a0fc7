#include "server/net/trusted_proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace terang::net {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Some proxies write the port as well: "192.0.2.1:443", "[2001:db8::1]:443".
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
  }
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos
             ? text.substr(0, colon)
             : text;
}

}  // namespace

bool TrustedProxies::read(std::string_view text, Octets& into) {
  const std::string address(text);
  in_addr v4{};
  if (inet_pton(AF_INET, address.c_str(), &v4) == 1) {
    into = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    std::memcpy(into.data() + 12, &v4, 4);
    return true;
  }
  return inet_pton(AF_INET6, address.c_str(), into.data()) == 1;
}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& list) {
  TrustedProxies result;
  for (const std::string& item : list) {
    const Failure malformed{"proxy_malformed",
                            "'" + item + "' is neither an IP address nor a prefix of addresses."};
    const std::size_t slash = item.find('/');
    Range range{};
    if (!read(std::string_view(item).substr(0, slash), range.prefix)) return malformed;
    const int most = item.find(':') == std::string::npos ? 32 : 128;
    int bits = most;
    if (slash != std::string::npos) {
      const char* end = item.data() + item.size();
      const auto [at, error] = std::from_chars(item.data() + slash + 1, end, bits);
      if (error != std::errc() || at != end || bits < 0 || bits > most) return malformed;
    }
    range.bits = bits + 128 - most;
    result.ranges_.push_back(range);
  }
  return result;
}

bool TrustedProxies::has(const Octets& address) const {
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
    const std::size_t whole = static_cast<std::size_t>(range.bits / 8);
    if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole),
                    range.prefix.begin()))
      return false;
    const int rest = range.bits % 8;
    return rest == 0 || ((address[whole] ^ range.prefix[whole]) >> (8 - rest)) == 0;
  });
}

bool TrustedProxies::trusts(std::string_view address) const {
  Octets octets{};
  return !ranges_.empty() && read(address, octets) && has(octets);
}

std::string TrustedProxies::client(std::string_view peer, const std::vector<Header>& headers) const {
  std::string found(peer);
  for (auto header = headers.rbegin(); header != headers.rend(); ++header) {
    if (header->first != "x-forwarded-for") continue;
    for (std::string_view rest = header->second;;) {
      const std::size_t comma = rest.rfind(',');
      const std::string_view one =
          without_port(trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
      Octets octets{};
      if (!trusts(found) || !read(one, octets)) return found;
      // As the kernel names it, so that one address is counted once.
      char text[INET6_ADDRSTRLEN] = "";
      const bool v4 = IN6_IS_ADDR_V4MAPPED(reinterpret_cast<const in6_addr*>(octets.data()));
      inet_ntop(v4 ? AF_INET : AF_INET6, octets.data() + (v4 ? 12 : 0), text, sizeof text);
      found = text;
      if (comma == std::string_view::npos) break;
      rest = rest.substr(0, comma);
    }
  }
  return found;
}

}  // namespace terang::net
