#include "base/json.h"

#include <algorithm>

namespace terang::json {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 53;

// Where the next code point starts, and the code point; the text is valid UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  char32_t code = lead & (0x3f >> more);
  for (int i = 0; i < more && at < text.size(); ++i) code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3f);
  return code;
}

// RFC 8785 §3.2.3 sorts by UTF-16 code units: this differs from UTF-8 order only above U+FFFF, whose surrogates
// (0xd800…) sort before U+E000…U+FFFF.
bool less_utf16(std::string_view left, std::string_view right) {
  const std::size_t common = std::min(left.size(), right.size());
  std::size_t at = 0;
  while (at < common && left[at] == right[at]) ++at;
  if (at == common) return left.size() < right.size();
  while (at > 0 && (static_cast<unsigned char>(left[at]) & 0xc0) == 0x80) --at;  // to the code point's start
  std::size_t i = at, j = at;
  const char32_t a = next_code_point(left, i), b = next_code_point(right, j);
  const auto unit = [](char32_t code) { return code > 0xffff ? 0xd800 + ((code - 0x10000) >> 10) : code; };
  return unit(a) != unit(b) ? unit(a) < unit(b) : a < b;
}

}  // namespace

Value::Value(std::int64_t value) : data_(value) { TERANG_ASSERT(value >= -kLargest && value <= kLargest); }

Value::Value(std::uint64_t value) : data_(static_cast<std::int64_t>(value)) {
  TERANG_ASSERT(value <= static_cast<std::uint64_t>(kLargest));
}

Value Value::object(std::initializer_list<Member> members) { return object(Object(members)); }

Value Value::object(Object members) {
  std::sort(members.begin(), members.end(),
            [](const Member& a, const Member& b) { return less_utf16(a.first, b.first); });
  for (std::size_t i = 1; i < members.size(); ++i) TERANG_ASSERT(members[i - 1].first != members[i].first);
  Value value;
  value.data_ = std::move(members);
  return value;
}

const Value* Value::find(std::string_view key) const {
  const auto* object = std::get_if<Object>(&data_);
  if (!object) return nullptr;
  const auto at = std::lower_bound(object->begin(), object->end(), key,
                                   [](const Member& member, std::string_view k) { return less_utf16(member.first, k); });
  return at != object->end() && at->first == key ? &at->second : nullptr;
}

std::string_view Value::text(std::string_view key) const {
  const Value* member = find(key);
  return member && member->is_string() ? std::string_view(member->as_string()) : std::string_view{};
}

Value& Value::set(std::string_view key, Value value) {
  if (is_null()) data_ = Object{};
  auto* object = std::get_if<Object>(&data_);
  TERANG_ASSERT(object != nullptr);
  auto at = std::lower_bound(object->begin(), object->end(), key,
                             [](const Member& member, std::string_view k) { return less_utf16(member.first, k); });
  if (at != object->end() && at->first == key) {
    at->second = std::move(value);
  } else {
    at = object->insert(at, Member(std::string(key), std::move(value)));
  }
  return at->second;
}

void Value::erase(std::string_view key) {
  auto* object = std::get_if<Object>(&data_);
  if (object) std::erase_if(*object, [&](const Member& member) { return member.first == key; });
}

void append_string(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[c >> 4];
          out += kHex[c & 15];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void append_canonical(const Value& value, std::string& out) {
  if (value.is_null()) {
    out += "null";
  } else if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (value.is_int()) {
    out += std::to_string(value.as_int());
  } else if (value.is_string()) {
    append_string(value.as_string(), out);
  } else if (value.is_array()) {
    out += '[';
    bool first = true;
    for (const Value& item : value.as_array()) {
      if (!std::exchange(first, false)) out += ',';
      append_canonical(item, out);
    }
    out += ']';
  } else {
    out += '{';
    bool first = true;
    for (const auto& [key, member] : value.as_object()) {  // asserts on a Decimal
      if (!std::exchange(first, false)) out += ',';
      append_string(key, out);
      out += ':';
      append_canonical(member, out);
    }
    out += '}';
  }
}

std::string canonical(const Value& value) {
  std::string out;
  append_canonical(value, out);
  return out;
}

}  // namespace terang::json
