#include "tender/document.h"

#include <algorithm>

#include "auction/codec/fields_json.h"
#include "auction/codec/json.h"
#include "auction/codec/sequence_json.h"

namespace terang::tender {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

constexpr std::size_t kItems = 500;

bool one_of(std::string_view text, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

// An IANA name by its form ("Asia/Jakarta", "Etc/GMT+7", "UTC"); which exist is for those who have the database.
bool time_zone_shaped(std::string_view text) {
  return !text.empty() && text.front() != '/' && text.back() != '/' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' ||
                  c == '_' || c == '+' || c == '-';
         });
}

// A positive decimal: at most 15 digits before the point and 6 behind it, no superfluous leading zero.
bool quantity_shaped(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  const auto digits = [](std::string_view t) {
    return std::all_of(t.begin(), t.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (whole.empty() || whole.size() > 15 || !digits(whole) || (whole.size() > 1 && whole[0] == '0')) return false;
  if (point != std::string_view::npos && (part.empty() || part.size() > 6 || !digits(part))) return false;
  return text.find_first_not_of("0.") != std::string_view::npos;
}

// The rules' problems name the reserve inside the rules, where we put it; the officer wrote it in the lot.
void rename_reserve(Problems& problems, std::size_t from, const std::string& lot) {
  for (std::size_t i = from; i < problems.size(); ++i)
    if (problems[i].path == lot + "/rules/reserve") problems[i].path = lot + "/reserve";
}

auction::Rules read_rules(const Value* rules, const Value* reserve, Fields& lot, const std::string& path,
                          const auction::RulesDefaults& defaults, Secrets secrets, Problems& problems) {
  if (!rules) return {};
  if (rules->find("reserve")) problems.push_back({path + "/rules/reserve", "reserve_misplaced"});
  Value whole = *rules;
  whole.erase("reserve");
  if (reserve) {
    whole.erase("has_reserve");
    whole.set("reserve", *reserve);
  }
  const std::size_t before = problems.size();
  auction::Rules read = auction::rules_from_json(whole, lot.path("rules"), problems, defaults);
  rename_reserve(problems, before, path);
  if (secrets == Secrets::in_document && read.has_reserve && !reserve)
    problems.push_back({path + "/reserve", "missing"});
  return read;
}

void read_items(const json::Array* items, const std::string& path, const auction::Currency& currency,
                Problems& problems) {
  for (std::size_t i = 0; items && i < items->size(); ++i) {
    Fields item((*items)[i], path + "/items/" + std::to_string(i), problems);
    item.text("description", 2000);
    if (const std::string quantity = item.text("quantity", 30); !quantity.empty() && !quantity_shaped(quantity))
      item.problem("quantity", "not_a_quantity");
    item.text("unit", 50);
    auction::money_from_json(item, "unit_estimate", currency, false);
    item.no_others();
  }
}

DocumentLot read_lot(const Value& value, std::size_t at, const auction::RulesDefaults& defaults, Secrets secrets,
                     Problems& problems) {
  const std::string path = "/lots/" + std::to_string(at);
  const auction::Currency currency = defaults.currency.value_or(auction::Currency());
  Fields lot(value, path, problems);
  DocumentLot read;
  read.id = LotId(lot.text("id", 10));
  if (!read.id.empty() && read.id.text != std::to_string(at + 1)) lot.problem("id", "not_its_position");
  read.title = lot.text("title", 300);
  read_items(lot.array("items", 1, kItems), path, currency, problems);
  read.estimate = auction::money_from_json(lot, "estimate", currency, false);
  const Value* reserve = lot.any("reserve");
  read.rules = read_rules(lot.object("rules", true), reserve, lot, path, defaults, secrets, problems);
  lot.no_others();
  return read;
}

// Wherever a title is read, also where nothing else of the document is, it says that nothing is bought.
bool says_practice(std::string_view title) { return title.starts_with("Latihan: ") || title.starts_with("Practice: "); }

void read_contact(const Value* value, Problems& problems) {
  if (!value) return;
  Fields contact(*value, "/contact", problems);
  contact.text("name", 200);
  const std::string email = contact.text("email", 254);
  const std::size_t at = email.find('@');
  if (!email.empty() && (at == 0 || at == std::string::npos || at + 1 == email.size() ||
                         email.find_first_of(" \t\r\n") != std::string::npos))
    contact.problem("email", "not_an_email");
  contact.optional_text("phone", 50);
  contact.no_others();
}

auction::RulesDefaults read_schedule(const Value* value, Document& document, Problems& problems) {
  auction::RulesDefaults defaults;
  if (!value) return defaults;
  const std::size_t before = problems.size();
  Fields schedule(*value, "/schedule", problems);
  document.auction_starts_at = schedule.time("auction_starts_at");
  document.auction_ends_at = schedule.time("auction_ends_at");
  if (problems.size() == before) {
    defaults.starts_at = document.auction_starts_at;
    defaults.ends_at = document.auction_ends_at;
    if (document.auction_ends_at <= document.auction_starts_at)
      schedule.problem("auction_ends_at", "ends_before_start");
  }
  document.sequence = auction::sequence_from_json(schedule.any("sequence"), "/schedule/sequence", problems);
  schedule.no_others();
  return defaults;
}

auction::RulesDefaults in_sequence(const auction::Sequence& sequence, auction::RulesDefaults defaults, std::size_t at) {
  if (!defaults.starts_at || !defaults.ends_at) return defaults;
  const auction::LotTimes times = auction::planned(sequence, {*defaults.starts_at, *defaults.ends_at}, at);
  defaults.starts_at = times.starts_at;
  defaults.ends_at = times.ends_at;
  return defaults;
}

void walk(const Value& before, const Value& after, const std::string& path, std::vector<std::string>& out) {
  if (before == after) return;
  if (before.is_object() && after.is_object()) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : before.as_object()) keys.push_back(key);
    for (const auto& [key, value] : after.as_object())
      if (!before.find(key)) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    json::Problems ignored;
    for (const std::string& key : keys) {
      const Value* a = before.find(key);
      const Value* b = after.find(key);
      const std::string below = Fields(before, path, ignored).path(key);
      if (a && b)
        walk(*a, *b, below, out);
      else
        out.push_back(below);
    }
  } else if (before.is_array() && after.is_array() && before.as_array().size() == after.as_array().size()) {
    for (std::size_t i = 0; i < before.as_array().size(); ++i)
      walk(before.as_array()[i], after.as_array()[i], path + "/" + std::to_string(i), out);
  } else {
    out.push_back(path);
  }
}

// Until when each part may change. `pattern`: segments of a JSON Pointer, "*" for any; it covers what lies below.
struct Frozen {
  std::string_view pattern;
  States may_change_in;
};
constexpr States kBeforeLive = bit(State::published) | bit(State::scheduled);
constexpr States kUntilClosed = kBeforeLive | bit(State::live) | bit(State::paused) | bit(State::closed);
constexpr Frozen kFrozen[] = {
    {"/title", kBeforeLive},           {"/category", kBeforeLive},     {"/place", kBeforeLive},
    {"/schedule", kBeforeLive},        {"/description", kUntilClosed}, {"/contact", kUntilClosed},
    {"/lots/*/title", kBeforeLive},    {"/lots/*/items", kBeforeLive}, {"/lots/*/estimate", kBeforeLive},
    {"/lots/*/rules", kBeforeLive},
};

bool covers(std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    if (path.empty() || path.front() != '/') return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    const std::string_view want = pattern.substr(0, pattern.find('/'));
    const std::string_view have = path.substr(0, path.find('/'));
    if (want != "*" && want != have) return false;
    pattern.remove_prefix(want.size());
    path.remove_prefix(have.size());
  }
  return true;
}

}  // namespace

Document read_document(const Value& value, Problems& problems, Secrets secrets) {
  Document read;
  Fields document(value, "", problems);
  read.title = document.text("title", 300);
  read.practice = document.boolean("practice", false);
  if (read.practice && !read.title.empty() && !says_practice(read.title)) document.problem("title", "practice_not_said");
  read.description = document.text("description", 20'000);
  if (const std::string language = document.text("language", 2); !language.empty() && !one_of(language, {"id", "en"}))
    document.problem("language", "unknown_language");
  if (const Value* value_of = document.object("buyer", true)) {
    Fields buyer(*value_of, "/buyer", problems);
    read.buyer = BusinessId(buyer.text("id", 40));
    read.buyer_name = buyer.text("name", 200);
    buyer.no_others();
  }
  read.category = document.text("category", 20);
  if (!read.category.empty() && !one_of(read.category, {"goods", "works", "services"}))
    document.problem("category", "unknown_category");
  read.place = document.optional_text("place", 300);
  read_contact(document.object("contact", true), problems);
  read.time_zone = document.text("time_zone", 64);
  if (!read.time_zone.empty() && !time_zone_shaped(read.time_zone)) document.problem("time_zone", "unknown_time_zone");
  read.currency = document.text("currency", 3);
  const auto currency = auction::Currency::of(read.currency);
  if (!currency && !read.currency.empty()) document.problem("currency", "unknown_currency");
  auction::RulesDefaults defaults = read_schedule(document.object("schedule", true), read, problems);
  defaults.currency = currency;
  const json::Array* lots = document.array("lots", 1, kLots);
  if (lots && defaults.starts_at)
    auction::check(read.sequence, {*defaults.starts_at, *defaults.ends_at}, lots->size(), "/schedule/sequence", problems);
  for (std::size_t i = 0; lots && i < lots->size(); ++i)
    read.lots.push_back(read_lot((*lots)[i], i, in_sequence(read.sequence, defaults, i), secrets, problems));
  for (std::size_t i = 0; lots && i < lots->size(); ++i)
    if (const Value* rules = (*lots)[i].find("rules"); rules && rules->is_object())
      auction::check(read.sequence, *rules, read.lots[i].rules.format, "/lots/" + std::to_string(i) + "/rules", problems);
  document.no_others();
  return read;
}

Value without_secrets(const Value& document) {
  Value open = document;
  Value* lots = open.find("lots");
  if (!lots || !lots->is_array()) return open;
  for (Value& lot : lots->as_array()) {
    const Value* reserve = lot.find("reserve");
    const bool has = reserve && !reserve->is_null();
    lot.erase("reserve");
    Value* rules = lot.find("rules");
    if (!rules || !rules->is_object()) continue;
    rules->erase("reserve");
    if (has) rules->set("has_reserve", true);
  }
  return open;
}

Value with_secrets(const Value& document, const Value& draft) {
  Value whole = document;
  Value* lots = whole.find("lots");
  const Value* from = draft.find("lots");
  if (!lots || !lots->is_array() || !from || !from->is_array()) return whole;
  for (std::size_t i = 0; i < lots->as_array().size() && i < from->as_array().size(); ++i) {
    Value& lot = lots->as_array()[i];
    const Value* reserve = from->as_array()[i].find("reserve");
    if (!lot.is_object() || !reserve || reserve->is_null()) continue;
    lot.set("reserve", *reserve);
  }
  return whole;
}

std::vector<std::string> differences(const Value& before, const Value& after) {
  std::vector<std::string> out;
  walk(before, after, "", out);
  return out;
}

Problems frozen(const std::vector<std::string>& changed, State state) {
  Problems problems;
  for (const std::string& path : changed) {
    const bool may = std::any_of(std::begin(kFrozen), std::end(kFrozen), [&](const Frozen& part) {
      return (part.may_change_in & bit(state)) != 0 && covers(part.pattern, path);
    });
    if (!may) problems.push_back({path, "may_not_change"});
  }
  return problems;
}

}  // namespace terang::tender
