#include "base/fields.h"

#include <algorithm>

namespace terang::json {

Value to_json(const Problems& problems) {
  Array list;
  for (const Problem& problem : problems) list.push_back(Value::object({{"name", problem.name}, {"path", problem.path}}));
  return Value(std::move(list));
}

Fields::Fields(const Value& value, std::string path, Problems& problems)
    : value_(value), path_(std::move(path)), problems_(problems) {
  if (!value.is_object()) problems_.push_back({path_, "not_an_object"});
}

std::string Fields::path(std::string_view key) const {
  std::string escaped = path_ + "/";
  for (const char c : key) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

void Fields::problem(std::string_view key, std::string name) { problems_.push_back({path(key), std::move(name)}); }

const Value* Fields::take(std::string_view key) {
  seen_.emplace_back(key);
  const Value* member = value_.find(key);
  return member && !member->is_null() ? member : nullptr;
}

const Value* Fields::any(std::string_view key) { return take(key); }

std::string Fields::text(std::string_view key, std::size_t most, std::size_t least) {
  const Value* member = take(key);
  if (!member) {
    if (value_.is_object()) problem(key, "missing");
    return {};
  }
  if (!member->is_string()) {
    problem(key, "not_a_string");
    return {};
  }
  const std::string& text = member->as_string();
  if (text.size() < least) problem(key, "missing");
  if (text.size() > most) problem(key, "too_long");
  return text;
}

std::string Fields::optional_text(std::string_view key, std::size_t most) {
  const Value* member = value_.find(key);
  if (member && !member->is_null()) return text(key, most, 0);
  seen_.emplace_back(key);
  return {};
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const Value* member = take(key);
  if (!member) return std::nullopt;
  if (!member->is_int()) {
    problem(key, "not_an_integer");
    return std::nullopt;
  }
  if (member->as_int() < least || member->as_int() > most) {
    problem(key, "out_of_range");
    return std::nullopt;
  }
  return member->as_int();
}

std::int64_t Fields::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const Value* member = value_.find(key);
  if ((!member || member->is_null()) && value_.is_object()) {
    seen_.emplace_back(key);
    problem(key, "missing");
    return least;
  }
  return optional_integer(key, least, most).value_or(least);
}

bool Fields::boolean(std::string_view key, bool otherwise) {
  const Value* member = take(key);
  if (!member) return otherwise;
  if (!member->is_bool()) {
    problem(key, "not_a_boolean");
    return otherwise;
  }
  return member->as_bool();
}

std::optional<Micros> Fields::optional_time(std::string_view key) {
  const Value* member = take(key);
  if (!member) return std::nullopt;
  const auto time = member->is_string() ? parse_time(member->as_string()) : std::nullopt;
  if (!time) problem(key, "not_a_time");
  return time;
}

Micros Fields::time(std::string_view key) {
  const Value* member = value_.find(key);
  if ((!member || member->is_null()) && value_.is_object()) {
    seen_.emplace_back(key);
    problem(key, "missing");
    return 0;
  }
  return optional_time(key).value_or(0);
}

const Value* Fields::object(std::string_view key, bool required) {
  const Value* member = take(key);
  if (!member) {
    if (required && value_.is_object()) problem(key, "missing");
    return nullptr;
  }
  if (!member->is_object()) {
    problem(key, "not_an_object");
    return nullptr;
  }
  return member;
}

const Array* Fields::array(std::string_view key, std::size_t least, std::size_t most) {
  const Value* member = take(key);
  if (!member) {
    if (least > 0 && value_.is_object()) problem(key, "missing");
    return nullptr;
  }
  if (!member->is_array()) {
    problem(key, "not_an_array");
    return nullptr;
  }
  if (member->as_array().size() < least) problem(key, "too_few");
  if (member->as_array().size() > most) {
    problem(key, "too_many");
    return nullptr;
  }
  return &member->as_array();
}

void Fields::no_others() {
  if (!value_.is_object()) return;
  for (const auto& [key, member] : value_.as_object())
    if (std::find(seen_.begin(), seen_.end(), key) == seen_.end()) problem(key, "unknown_field");
}

}  // namespace terang::json
