#include "tender/ocds_cutter.h"

#include <algorithm>
#include <array>

namespace terang::tender {
namespace {

constexpr std::size_t kKeyLimit = 256;
constexpr std::size_t kMemberLimit = 64 * 1024;
// What a package says about itself.
constexpr std::array<std::string_view, 6> kMembers = {"uri",     "publisher",         "license",
                                                      "version", "publicationPolicy", "publishedDate"};

bool is_space(unsigned char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_bare(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' || c == '.';
}

}  // namespace

OcdsCutter::OcdsCutter(std::size_t piece_limit, Handler handler)
    : piece_limit_(piece_limit), handler_(std::move(handler)) {}

Failure OcdsCutter::malformed(const char* what) const {
  return Failure{"json_malformed", std::string("The JSON text is broken at byte ") + std::to_string(offset_) + ": " +
                                       what + "."};
}

void OcdsCutter::keep(std::string_view text) {
  if (value_limit_ > 0 && !value_too_large_) {
    if (value_.size() + text.size() > value_limit_) {
      value_too_large_ = true;
      std::string().swap(value_);
    } else {
      value_ += text;
    }
  }
  if (whole_wanted_ && !whole_too_large_) {
    if (whole_.size() + text.size() > piece_limit_) {
      whole_too_large_ = true;
      std::string().swap(whole_);
    } else {
      whole_ += text;
    }
  }
}

void OcdsCutter::begin_value(unsigned char c) {
  value_.clear();
  value_too_large_ = false;
  value_limit_ = piece_limit_;
  if (!in_list_) {
    const bool wanted = std::find(kMembers.begin(), kMembers.end(), key_) != kMembers.end();
    value_limit_ = wanted ? kMemberLimit : 0;
  }
  value_offset_ = offset_;
  depth_ = 0;
  in_string_ = c == '"';
  escape_ = false;
  if (c == '{' || c == '[') {
    depth_ = 1;
    scalar_ = Scalar::no;
  } else {
    scalar_ = in_string_ ? Scalar::string : Scalar::bare;
  }
  const char one = static_cast<char>(c);
  keep({&one, 1});
}

std::optional<Failure> OcdsCutter::inside(std::string_view block, std::size_t& at) {
  const std::size_t from = at;
  const auto leave = [&](bool ended) {
    keep(block.substr(from, at - from));
    if (ended) end_value();
  };
  for (; at < block.size(); ++at, ++offset_) {
    const auto c = static_cast<unsigned char>(block[at]);
    if (in_string_) {
      if (c < 0x20) return malformed("a control character within a text");
      if (escape_) {
        escape_ = false;
      } else if (c == '\\') {
        escape_ = true;
      } else if (c == '"') {
        in_string_ = false;
        if (scalar_ == Scalar::string) {
          ++at, ++offset_;
          leave(true);
          return std::nullopt;
        }
      }
    } else if (scalar_ == Scalar::bare) {
      if (!is_bare(c)) {
        leave(true);
        return std::nullopt;
      }
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if ((c == '}' || c == ']') && --depth_ == 0) {
      ++at, ++offset_;
      leave(true);
      return std::nullopt;
    }
  }
  leave(false);
  return std::nullopt;
}

void OcdsCutter::end_value() {
  scalar_ = Scalar::no;
  depth_ = 0;
  if (in_list_) {
    handler_(OcdsPiece{list_, {}, value_, value_offset_, position_, value_too_large_});
    ++position_;
    at_ = At::element_end;
  } else {
    if (value_limit_ > 0 && !value_too_large_)
      handler_(OcdsPiece{OcdsPiece::Kind::member, key_, value_, value_offset_, 0, false});
    at_ = At::comma_or_end;
  }
}

void OcdsCutter::end_object() {
  ++objects_;
  at_ = At::before;
  if (!whole_wanted_) return;
  whole_wanted_ = false;
  handler_(OcdsPiece{OcdsPiece::Kind::single, {}, whole_, whole_offset_, position_, whole_too_large_});
  ++position_;
}

// One octet between values.
std::optional<Failure> OcdsCutter::outside(unsigned char c) {
  if (at_ == At::in_key) {
    if (c < 0x20) return malformed("a control character within a name");
    if (c == '"' && !key_escape_) {
      at_ = At::colon;
    } else {
      key_escape_ = c == '\\' && !key_escape_;
      if (key_.size() < kKeyLimit) key_ += static_cast<char>(c);
    }
    return std::nullopt;
  }
  if (is_space(c)) return std::nullopt;
  switch (at_) {
    case At::before:
      if (offset_ < 3 && objects_ == 0 && c == static_cast<unsigned char>("\xef\xbb\xbf"[offset_])) break;  // BOM
      if (c == '{') {
        whole_.clear();
        whole_wanted_ = true;
        whole_too_large_ = false;
        whole_offset_ = offset_;
        value_limit_ = 0;
        at_ = At::key_or_end;
        break;
      }
      if (objects_ == 0 && c == '[')
        return Failure{"top_level_not_object",
                       "The file begins with a list; a package, a release or a record is an object."};
      return malformed(objects_ == 0 ? "an object is expected" : "something stands behind the end of the object");
    case At::key_or_end:
      if (c == '}') {
        at_ = At::comma_or_end;
        return outside(c);
      }
      [[fallthrough]];
    case At::key:
      if (c != '"') return malformed("a name in quotes is expected");
      key_.clear();
      key_escape_ = false;
      at_ = At::in_key;
      break;
    case At::colon:
      if (c != ':') return malformed("a colon is expected");
      at_ = At::value;
      break;
    case At::value:
      if (c == '[' && (key_ == "releases" || key_ == "records")) {
        list_ = key_ == "releases" ? OcdsPiece::Kind::release : OcdsPiece::Kind::record;
        in_list_ = true;
        whole_wanted_ = false;
        std::string().swap(whole_);
        at_ = At::element_or_end;
        break;
      }
      [[fallthrough]];
    case At::element:
    case At::element_or_end:
      if (at_ == At::element_or_end && c == ']') {
        in_list_ = false;
        at_ = At::comma_or_end;
        break;
      }
      if (c != '{' && c != '[' && c != '"' && !is_bare(c)) return malformed("a value is expected");
      begin_value(c);
      break;
    case At::element_end:
      if (c != ',' && c != ']') return malformed("a comma or the end of the list is expected");
      in_list_ = c == ',';
      at_ = c == ',' ? At::element : At::comma_or_end;
      break;
    case At::comma_or_end:
      if (c != ',' && c != '}') return malformed("a comma or the end of the object is expected");
      at_ = At::key;
      break;
    case At::in_key:
      break;
  }
  return std::nullopt;
}

std::optional<Failure> OcdsCutter::feed(std::string_view block) {
  for (std::size_t at = 0; at < block.size();) {
    if (in_value()) {
      if (auto failure = inside(block, at)) return failure;
      continue;
    }
    const auto c = static_cast<unsigned char>(block[at]);
    const bool ends_object = at_ == At::comma_or_end && c == '}';
    const bool empty_object = at_ == At::key_or_end && c == '}';
    if (auto failure = outside(c)) return failure;
    if (!in_value()) {  // begin_value keeps its own octet
      value_limit_ = 0;
      keep(block.substr(at, 1));
    }
    if (ends_object || empty_object) end_object();
    ++at, ++offset_;
  }
  return std::nullopt;
}

std::optional<Failure> OcdsCutter::finish() {
  // A bare scalar that ends with the file cannot be: it stands within an object.
  if (at_ == At::before && objects_ == 0) return Failure{"file_empty", "The file holds nothing."};
  if (at_ == At::before) return std::nullopt;
  std::string message = "The file ends too early, at byte " + std::to_string(offset_);
  if (in_value() && in_list_)
    message += ", within the element that begins at byte " + std::to_string(value_offset_);
  return Failure{"file_truncated", message + "."};
}

}  // namespace terang::tender
