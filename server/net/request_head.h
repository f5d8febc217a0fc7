// The strict reading of a request's first line and headers, over the raw octets. Beast parses what passes
// here; alone it takes much that two programs may read differently (RFC 9112 §11.2, request smuggling). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/net/limits.h"

namespace terang::net {

// An answer of this layer; the connection ends after it.
struct Refusal {
  int status;
  std::string_view name;
  std::string_view detail;
};

// The first that holds, in this order:
//   line_end           400  a CR or LF that is not part of a CRLF
//   request_line       400  not METHOD SP TARGET SP VERSION
//   version_unsupported 505 neither HTTP/1.1 nor HTTP/1.0
//   method_unknown     501  not one of GET HEAD POST PUT PATCH DELETE OPTIONS; TRACE, CONNECT: 405
//   method_refused target_too_long    414 target_form        400  not origin-form: absolute, authority, "*",
//   a fragment, or octets no URI may have headers_too_many   431 header_folded      400  a line that begins
//   with a space or tab (obs-fold) header_malformed   400  no colon, a name that is no token, a space before
//   the colon header_control     400  a control character in a value host_missing, host_repeated,
//   host_malformed   400 transfer_encoding  411  any, whatever it says content_length_repeated,
//   content_length_malformed   400 body_unexpected    400  a GET or HEAD with a body expectation_unknown 417
//   anything but "100-continue" in HTTP/1.1
// `block` ends with the empty line (CRLF CRLF).
std::optional<Refusal> check_head(std::string_view block, const Limits& limits);

// What can be said of the octets before the block is complete: line_end or header_too_large (431).
// `seen` octets were looked at before.
std::optional<Refusal> check_partial_head(std::string_view octets, std::size_t seen, const Limits& limits);

// The target taken apart. Refusals, all 400:
//   target_percent     a '%' without two hexadecimal digits
//   target_control     a control character (NUL …) after decoding
//   target_not_utf8
//   path_slash         an encoded '/' or '\' in the path, or a '\'
//   path_dots          a segment "." or ".."
//   path_empty_segment "//"
struct Target {
  std::string path;
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;
};
std::optional<Refusal> read_target(std::string_view target, Target& into);

bool is_utf8(std::string_view text);  // RFC 3629, no surrogates, no overlong forms
bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII
bool has_token(std::string_view list, std::string_view token);     // in a comma-separated header value

}  // namespace terang::net
