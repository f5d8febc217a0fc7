// How each format's own rules are written. One row a format, in the order of `Format`; codec/formats/ has the rows.
#pragma once

#include <string_view>

#include "auction/rules.h"
#include "base/fields.h"
#include "base/json.h"

namespace terang::auction {

struct FormatJson {
  std::string_view type;  // the rules' "type"
  // `shared`: what all formats have, read before. Fields are left for the caller to check (no_others).
  Format (*read)(json::Fields& fields, const Rules& shared, json::Problems& problems);
  void (*write)(const Rules& rules, json::Value& out);  // the public form
};

const FormatJson& format_json(const Format& format);
const FormatJson* format_json(std::string_view type);  // nullptr: unknown

Format read_english(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_english(const Rules& rules, json::Value& out);
Format read_dutch(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_dutch(const Rules& rules, json::Value& out);
Format read_japanese(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_japanese(const Rules& rules, json::Value& out);
Format read_supply(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_supply(const Rules& rules, json::Value& out);
Format read_stepped(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_stepped(const Rules& rules, json::Value& out);
Format read_sealed_first(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_sealed_first(const Rules& rules, json::Value& out);
Format read_sealed_second(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_sealed_second(const Rules& rules, json::Value& out);
Format read_hybrid(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_hybrid(const Rules& rules, json::Value& out);
Format read_packages(json::Fields& fields, const Rules& shared, json::Problems& problems);
void write_packages(const Rules& rules, json::Value& out);

}  // namespace terang::auction
