#include "server/net/request_head.h"

#include <algorithm>
#include <array>

namespace terang::net {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// RFC 9110 §5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alpha(c) || is_digit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find("\r\n");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  return line;
}

std::optional<Refusal> check_request_line(std::string_view line, std::string_view& method, bool& http_1_0,
                                          const Limits& limits) {
  constexpr Refusal kMalformed{400, "request_line", "The first line is not METHOD TARGET VERSION."};
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return kMalformed;
  method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1), version = line.substr(last + 1);
  if (!is_token(method) || target.empty() || target.find(' ') != std::string_view::npos) return kMalformed;
  if (version.size() != 8 || !version.starts_with("HTTP/") || !is_digit(version[5]) || version[6] != '.' ||
      !is_digit(version[7]))
    return kMalformed;
  http_1_0 = version == "HTTP/1.0";
  if (!http_1_0 && version != "HTTP/1.1")
    return Refusal{505, "version_unsupported", "HTTP/1.1 is spoken here."};
  if (method == "TRACE" || method == "CONNECT")
    return Refusal{405, "method_refused", "TRACE and CONNECT are not offered."};
  constexpr std::array kMethods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end())
    return Refusal{501, "method_unknown", "The method is not known here."};
  if (target.size() > limits.target_bytes) return Refusal{414, "target_too_long", "The address is too long."};
  const bool allowed = std::all_of(target.begin(), target.end(), [](char c) {
    return c > 0x20 && c < 0x7f && std::string_view("\"#<>\\^`{|}").find(c) == std::string_view::npos;
  });
  if (target.front() != '/' || !allowed)
    return Refusal{400, "target_form", "The target must be a path with an optional query, properly encoded."};
  return std::nullopt;
}

// uri-host [ ":" port ] (RFC 9112 §3.2), as far as matters: one name or address, an optional number.
bool is_host(std::string_view text) {
  std::size_t i = 0;
  if (text.starts_with('[')) {
    i = text.find(']');
    if (i == std::string_view::npos || i < 3) return false;
    for (char c : text.substr(1, i - 1))
      if (!is_alpha(c) && !is_digit(c) && c != ':' && c != '.') return false;
    ++i;
  } else {
    while (i < text.size() &&
           (is_alpha(text[i]) || is_digit(text[i]) || text[i] == '.' || text[i] == '-' || text[i] == '_'))
      ++i;
    if (i == 0) return false;
  }
  if (i == text.size()) return true;
  const std::string_view port = text.substr(i + 1);
  return text[i] == ':' && port.size() <= 5 && std::all_of(port.begin(), port.end(), is_digit);
}

struct Seen {
  int hosts = 0, lengths = 0;
  bool host_bad = false, transfer_encoding = false, length_bad = false, body = false, expectation_bad = false;
};

void note(std::string_view name, std::string_view value, bool http_1_0, Seen& seen) {
  if (equal_ignoring_case(name, "host")) {
    ++seen.hosts;
    seen.host_bad |= !is_host(value);
  } else if (equal_ignoring_case(name, "transfer-encoding")) {
    seen.transfer_encoding = true;
  } else if (equal_ignoring_case(name, "content-length")) {
    ++seen.lengths;
    seen.length_bad |=
        value.empty() || value.size() > 15 || !std::all_of(value.begin(), value.end(), is_digit);
    seen.body |= std::any_of(value.begin(), value.end(), [](char c) { return c != '0'; });
  } else if (equal_ignoring_case(name, "expect")) {
    seen.expectation_bad |= http_1_0 || !equal_ignoring_case(value, "100-continue");
  }
}

std::optional<Refusal> judge(const Seen& seen, std::string_view method) {
  if (seen.hosts == 0) return Refusal{400, "host_missing", "A Host header is required."};
  if (seen.hosts > 1) return Refusal{400, "host_repeated", "Only one Host header may be sent."};
  if (seen.host_bad)
    return Refusal{400, "host_malformed", "The Host header is not a host name with optional port."};
  if (seen.transfer_encoding)
    return Refusal{411, "transfer_encoding", "Send a Content-Length; transfer codings are not taken."};
  if (seen.lengths > 1)
    return Refusal{400, "content_length_repeated", "Only one Content-Length may be sent."};
  if (seen.length_bad)
    return Refusal{400, "content_length_malformed", "Content-Length must be digits alone."};
  if (seen.body && (method == "GET" || method == "HEAD"))
    return Refusal{400, "body_unexpected", "GET and HEAD have no body here."};
  if (seen.expectation_bad)
    return Refusal{417, "expectation_unknown", "Only the expectation 100-continue is understood."};
  return std::nullopt;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool has_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (equal_ignoring_case(trimmed(list.substr(0, comma)), token)) return true;
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return false;
}

std::optional<Refusal> check_partial_head(std::string_view octets, std::size_t seen, const Limits& limits) {
  for (std::size_t i = seen > 0 ? seen - 1 : 0; i < octets.size(); ++i) {
    const bool bad = octets[i] == '\n' ? (i == 0 || octets[i - 1] != '\r')
                                       : octets[i] == '\r' && i + 1 < octets.size() && octets[i + 1] != '\n';
    if (bad) return Refusal{400, "line_end", "Lines must end with CR LF and hold neither alone."};
  }
  if (octets.size() > limits.header_bytes)
    return Refusal{431, "header_too_large", "The headers are too large."};
  return std::nullopt;
}

std::optional<Refusal> check_head(std::string_view block, const Limits& limits) {
  if (auto refusal = check_partial_head(block, 0, limits)) return refusal;
  std::string_view rest = block, method;
  bool http_1_0 = false;
  if (auto refusal = check_request_line(take_line(rest), method, http_1_0, limits)) return refusal;
  Seen seen;
  std::size_t count = 0;
  for (std::string_view line = take_line(rest); !line.empty(); line = take_line(rest)) {
    if (++count > limits.header_fields)
      return Refusal{431, "headers_too_many", "There are too many headers."};
    if (line.front() == ' ' || line.front() == '\t')
      return Refusal{400, "header_folded", "Header lines may not be folded."};
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
      return Refusal{400, "header_malformed", "A header line is not NAME: VALUE."};
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; }))
      return Refusal{400, "header_control", "A header value holds a control character."};
    note(line.substr(0, colon), value, http_1_0, seen);
  }
  return judge(seen, method);
}

}  // namespace terang::net
