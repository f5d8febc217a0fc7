#include "tender/ocds_merge.h"

#include <algorithm>
#include <unordered_map>

namespace terang::tender {
namespace {

// wholeListMerge in release-schema.json of 1.1.5.
bool whole_list(std::string_view key) { return key == "additionalIdentifiers" || key == "additionalClassifications"; }

// Publishers write one id now as a number, now as a text.
std::string id_of(const json::Value& item) {
  const json::Value* id = item.find("id");
  if (!id) return {};
  if (id->is_string()) return id->as_string();
  if (id->is_int()) return std::to_string(id->as_int());
  if (id->is_decimal()) return id->as_decimal().text;
  return {};
}

bool all_have_ids(const json::Array& items) {
  return std::all_of(items.begin(), items.end(), [](const json::Value& item) { return !id_of(item).empty(); });
}

json::Value without_nulls(const json::Value& value) {
  if (value.is_object()) {
    json::Value::Object members;
    for (const auto& [key, member] : value.as_object())
      if (!member.is_null()) members.emplace_back(key, without_nulls(member));
    return json::Value::object(std::move(members));
  }
  if (value.is_array()) {
    json::Array items;
    for (const json::Value& item : value.as_array()) items.push_back(without_nulls(item));
    return json::Value(std::move(items));
  }
  return value;
}

void merge_object(json::Value& into, const json::Value& from);

void merge_list(json::Array& into, const json::Array& from) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < into.size(); ++i) places.emplace(id_of(into[i]), i);
  for (const json::Value& item : from) {
    const auto [place, fresh] = places.emplace(id_of(item), into.size());
    if (fresh) {
      into.push_back(without_nulls(item));
    } else {
      merge_object(into[place->second], item);
    }
  }
}

void merge_object(json::Value& into, const json::Value& from) {
  for (const auto& [key, member] : from.as_object()) {
    if (member.is_null()) {
      into.erase(key);
      continue;
    }
    json::Value* present = into.find(key);
    if (present && present->is_object() && member.is_object()) {
      merge_object(*present, member);
    } else if (present && present->is_array() && member.is_array() && !whole_list(key) &&
               all_have_ids(present->as_array()) && all_have_ids(member.as_array())) {
      merge_list(present->as_array(), member.as_array());
    } else {
      into.set(key, without_nulls(member));
    }
  }
}

void append_normal(const json::Value& value, std::string& out) {
  if (value.is_object()) {
    out += '{';
    bool first = true;
    for (const auto& [key, member] : value.as_object()) {
      if (!first) out += ',';
      first = false;
      json::append_string(key, out);
      out += ':';
      append_normal(member, out);
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    bool first = true;
    for (const json::Value& item : value.as_array()) {
      if (!first) out += ',';
      first = false;
      append_normal(item, out);
    }
    out += ']';
  } else if (value.is_decimal()) {
    out += value.as_decimal().text;
  } else {
    json::append_canonical(value, out);
  }
}

}  // namespace

bool is_compiled(const json::Value& release) {
  const json::Value* tags = release.find("tag");
  return tags && tags->is_array() &&
         std::any_of(tags->as_array().begin(), tags->as_array().end(),
                     [](const json::Value& tag) { return tag.is_string() && tag.as_string() == "compiled"; });
}

json::Value merge_ocds(std::span<const json::Value> releases) {
  TERANG_ASSERT(!releases.empty());
  std::size_t first = 0;
  for (std::size_t i = 0; i < releases.size(); ++i)
    if (is_compiled(releases[i])) first = i;
  json::Value merged = json::Value::object();
  for (const json::Value& release : releases.subspan(first)) {
    TERANG_ASSERT(release.is_object());
    merge_object(merged, release);
  }
  merged.set("id", std::string(merged.text("ocid")) + "-" + std::string(merged.text("date")));
  merged.set("tag", json::Value::array({"compiled"}));
  return merged;
}

std::string normal_form(const json::Value& value) {
  std::string out;
  append_normal(value, out);
  return out;
}

}  // namespace terang::tender
