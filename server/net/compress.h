// The two content codings that browsers understand everywhere (RFC 1952, RFC 7932), at their smallest: for
// what is compressed once and served often.
#pragma once

#include <string>
#include <string_view>

namespace terang::net {

std::string gzip(std::string_view octets);
std::string brotli(std::string_view octets);

}  // namespace terang::net
