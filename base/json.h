// JSON as this system speaks it: integers within ±2^53, strings, booleans, null, arrays, objects without duplicate
// keys. Numbers with a fraction or an exponent are refused unless asked for (only OCDS files need them, as text).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace terang::json {

class Value;
using Array = std::vector<Value>;
using Member = std::pair<std::string, Value>;

// A number that is not one of our integers, kept as it was written. Exists only where Limits::decimals allows it.
struct Decimal {
  std::string text;
  bool operator==(const Decimal&) const = default;
};

class Value {
 public:
  // Members sorted by key in the order of RFC 8785 §3.2.3 (UTF-16 code units), no duplicates.
  using Object = std::vector<Member>;

  Value() = default;  // null
  Value(std::nullptr_t) {}                                          // NOLINT: implicit by design, all of these
  Value(bool value) : data_(value) {}                               // NOLINT
  Value(int value) : data_(static_cast<std::int64_t>(value)) {}     // NOLINT
  Value(unsigned value) : data_(static_cast<std::int64_t>(value)) {}  // NOLINT
  Value(std::int64_t value);                                        // NOLINT: asserts ±2^53
  Value(std::uint64_t value);                                       // NOLINT: asserts ≤ 2^53
  Value(const char* value) : data_(std::string(value)) {}           // NOLINT
  Value(std::string_view value) : data_(std::string(value)) {}      // NOLINT
  Value(std::string value) : data_(std::move(value)) {}             // NOLINT
  Value(Array value) : data_(std::move(value)) {}                   // NOLINT
  Value(Decimal value) : data_(std::move(value)) {}                 // NOLINT

  // Sorts; a duplicate key is our own mistake and asserts.
  static Value object(std::initializer_list<Member> members = {});
  static Value object(Object members);
  static Value array(std::initializer_list<Value> items = {}) { return Value(Array(items)); }

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  bool is_bool() const { return std::holds_alternative<bool>(data_); }
  bool is_int() const { return std::holds_alternative<std::int64_t>(data_); }
  bool is_string() const { return std::holds_alternative<std::string>(data_); }
  bool is_array() const { return std::holds_alternative<Array>(data_); }
  bool is_object() const { return std::holds_alternative<Object>(data_); }
  bool is_decimal() const { return std::holds_alternative<Decimal>(data_); }

  // The value as what it is; asking for what it is not asserts. Check first, or use the json::Fields of fields.h.
  bool as_bool() const { return get<bool>(); }
  std::int64_t as_int() const { return get<std::int64_t>(); }
  const std::string& as_string() const { return get<std::string>(); }
  const Array& as_array() const { return get<Array>(); }
  Array& as_array() { return const_cast<Array&>(std::as_const(*this).as_array()); }
  const Object& as_object() const { return get<Object>(); }
  const Decimal& as_decimal() const { return get<Decimal>(); }

  // The member of that name; nullptr where this is no object or has none.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key) { return const_cast<Value*>(std::as_const(*this).find(key)); }
  // The member of that name as a string; empty where there is none or it is no string.
  std::string_view text(std::string_view key) const;
  // Inserts or replaces; a null value becomes an object first.
  Value& set(std::string_view key, Value value);
  void erase(std::string_view key);

  bool operator==(const Value&) const = default;

 private:
  template <class T>
  const T& get() const {
    const T* value = std::get_if<T>(&data_);
    TERANG_ASSERT(value != nullptr);
    return *value;
  }
  std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object, Decimal> data_;
};

struct Limits {
  std::size_t bytes = 64 * 1024;
  int depth = 16;
  bool decimals = false;  // keep other numbers as Decimal instead of refusing them
};

// Failure names: json_too_large, json_too_deep, json_malformed, json_invalid_utf8, json_duplicate_key,
// json_not_integer. The message says at which byte.
Result<Value> parse(std::string_view text, const Limits& limits = {});

// RFC 8785 (JSON Canonicalization Scheme), for values without Decimal (a Decimal asserts).
std::string canonical(const Value& value);
void append_canonical(const Value& value, std::string& out);
void append_string(std::string_view text, std::string& out);  // with its quotes

}  // namespace terang::json
