#include <algorithm>

#include "server/net/request_head.h"

namespace terang::net {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Percent-decoding (RFC 3986 §2.1); in a query '+' is a space (HTML forms).
std::optional<Refusal> decode(std::string_view text, bool query, std::string& into) {
  into.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0)
        return Refusal{400, "target_percent",
                       "A percent sign in the address is not followed by two hex digits."};
      c = static_cast<char>(high * 16 + low);
      i += 2;
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
        return Refusal{400, "target_control", "The address holds an encoded control character."};
      if (!query && (c == '/' || c == '\\'))
        return Refusal{400, "path_slash", "The path holds an encoded slash or a backslash."};
    } else if (query && c == '+') {
      c = ' ';
    }
    into.push_back(c);
  }
  if (!is_utf8(into)) return Refusal{400, "target_not_utf8", "The address is not UTF-8 when decoded."};
  return std::nullopt;
}

std::optional<Refusal> read_query(std::string_view query, Target& into) {
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    std::string name, value;
    if (auto refusal = decode(pair.substr(0, equals), true, name)) return refusal;
    if (equals != std::string_view::npos)
      if (auto refusal = decode(pair.substr(equals + 1), true, value)) return refusal;
    into.query.emplace_back(std::move(name), std::move(value));
  }
  return std::nullopt;
}

}  // namespace

bool is_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto octet = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned first = octet(i);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const std::size_t more = first >= 0xc2 && first <= 0xdf   ? 1
                             : (first & 0xf0) == 0xe0         ? 2
                             : first >= 0xf0 && first <= 0xf4 ? 3
                                                              : 0;
    if (more == 0 || i + more >= text.size()) return false;
    unsigned least = 0x80, most = 0xbf;  // of the second octet (RFC 3629 §4)
    if (first == 0xe0) least = 0xa0;
    if (first == 0xed) most = 0x9f;
    if (first == 0xf0) least = 0x90;
    if (first == 0xf4) most = 0x8f;
    if (octet(i + 1) < least || octet(i + 1) > most) return false;
    for (std::size_t k = 2; k <= more; ++k)
      if ((octet(i + k) & 0xc0) != 0x80) return false;
    i += more + 1;
  }
  return true;
}

std::optional<Refusal> read_target(std::string_view target, Target& into) {
  const std::size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  if (mark != std::string_view::npos)
    if (auto refusal = read_query(target.substr(mark + 1), into)) return refusal;
  into.path.clear();
  std::string_view rest = path.substr(1);  // it begins with '/'
  while (true) {
    const std::size_t end = rest.find('/');
    std::string segment;
    if (auto refusal = decode(rest.substr(0, end), false, segment)) return refusal;
    if (segment == "." || segment == "..")
      return Refusal{400, "path_dots", "The path holds a segment of dots."};
    const bool last = end == std::string_view::npos;
    if (segment.empty() && !last)
      return Refusal{400, "path_empty_segment", "The path holds an empty segment."};
    into.path.append("/").append(segment);
    if (!segment.empty()) into.segments.push_back(std::move(segment));
    if (last) return std::nullopt;
    rest = rest.substr(end + 1);
  }
}

}  // namespace terang::net
