#include "tender/ocds_release.h"

#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "tender/ocds_merge.h"
#include "tender/ocds_money.h"

namespace terang::tender {
namespace {

constexpr std::size_t kIdBytes = 300;

enum class Type { text, object, objects, number };
struct Expected {
  std::array<std::string_view, 3> path;
  Type type;
};
// Where we look, the types the standard gives. Members that nobody here reads may be what they like.
constexpr Expected kExpected[] = {
    {{"buyer"}, Type::object},
    {{"buyer", "name"}, Type::text},
    {{"parties"}, Type::objects},
    {{"planning"}, Type::object},
    {{"tender"}, Type::object},
    {{"tender", "title"}, Type::text},
    {{"tender", "description"}, Type::text},
    {{"tender", "status"}, Type::text},
    {{"tender", "mainProcurementCategory"}, Type::text},
    {{"tender", "procuringEntity"}, Type::object},
    {{"tender", "value"}, Type::object},
    {{"tender", "value", "amount"}, Type::number},
    {{"tender", "value", "currency"}, Type::text},
    {{"tender", "tenderPeriod"}, Type::object},
    {{"tender", "tenderPeriod", "startDate"}, Type::text},
    {{"tender", "tenderPeriod", "endDate"}, Type::text},
    {{"tender", "datePublished"}, Type::text},
    {{"tender", "items"}, Type::objects},
    {{"tender", "lots"}, Type::objects},
    {{"tender", "documents"}, Type::objects},
    {{"tender", "tenderers"}, Type::objects},
    {{"bids"}, Type::object},
    {{"bids", "details"}, Type::objects},
    {{"awards"}, Type::objects},
    {{"contracts"}, Type::objects},
};

bool is_number(const json::Value& value) {
  bool exact = false;
  return value.is_int() || value.is_decimal() ||
         (value.is_string() && minor_units(value.as_string(), 0, exact).has_value());
}

bool fits(const json::Value& value, Type type) {
  switch (type) {
    case Type::text: return value.is_string();
    case Type::object: return value.is_object();
    case Type::number: return is_number(value);
    case Type::objects:
      return value.is_array() && std::all_of(value.as_array().begin(), value.as_array().end(),
                                             [](const json::Value& item) { return item.is_object(); });
  }
  return false;
}

std::optional<Failure> wrong_type(const json::Value& release) {
  for (const Expected& expected : kExpected) {
    const json::Value* at = &release;
    std::string path;
    for (const std::string_view key : expected.path) {
      if (key.empty() || !at) break;
      at = at->find(key);
      path += "/" + std::string(key);
    }
    if (at && !at->is_null() && !fits(*at, expected.type))
      return Failure{"wrong_type", "The release has something at " + path + " that the standard does not allow there."};
  }
  return std::nullopt;
}

std::int64_t length(const json::Value* list) {
  return list && list->is_array() ? static_cast<std::int64_t>(list->as_array().size()) : 0;
}

// 12 characters of lower-case Crockford base32 are ours.
bool like_our_ids(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
         });
}

std::optional<std::string> text_id(const json::Value* id) {
  if (!id || id->is_null()) return std::nullopt;
  if (id->is_int()) return std::to_string(id->as_int());
  return id->is_string() ? id->as_string() : std::string();
}

void warn_of_period(const json::Value& period, OcdsRelease& release, bool& unreadable, bool& loose) {
  std::optional<Micros> at[2];
  int i = 0;
  for (const char* key : {"startDate", "endDate"}) {
    const std::string_view text = period.text(key);
    bool strict = true;
    at[i] = lenient_time(text, strict);
    unreadable = unreadable || (!text.empty() && !at[i]);
    loose = loose || (at[i] && !strict);
    ++i;
  }
  if (at[0] && at[1] && *at[1] < *at[0]) release.warnings.push_back("period_reversed");
}

void warn(OcdsRelease& release) {
  bool unreadable = false;
  bool loose = false;
  const json::Value* tender = release.value.find("tender");
  if (tender) {
    if (const json::Value* period = tender->find("tenderPeriod")) warn_of_period(*period, release, unreadable, loose);
    if (const auto amount = read_ocds_amount(tender->find("value"))) {
      if (amount->currency.empty()) {
        release.warnings.push_back("currency_unknown");
      } else if (!amount->minor) {
        release.warnings.push_back("amount_out_of_range");
      } else if (!amount->exact) {
        release.warnings.push_back("amount_rounded");
      }
    }
  }
  if (unreadable) release.warnings.push_back("date_unreadable");
  if (loose) release.warnings.push_back("date_not_rfc3339");
}

}  // namespace

Result<OcdsRelease> read_ocds_release(json::Value value) {
  const auto refuse = [](std::string name, std::string message) { return Failure{std::move(name), std::move(message)}; };
  if (!value.is_object()) return refuse("not_an_object", "A release is an object.");
  if (!value.find("ocid") && value.find("url"))
    return refuse("linked_release", "Only a link to the release is given; links are not followed.");
  OcdsRelease release;
  const json::Value* ocid = value.find("ocid");
  if (!ocid || ocid->is_null()) return refuse("ocid_missing", "The release has no ocid.");
  release.ocid = ocid->is_string() ? ocid->as_string() : std::string();
  if (release.ocid.empty() || release.ocid.size() > kIdBytes || release.ocid != clean_text(release.ocid, kIdBytes) ||
      like_our_ids(release.ocid))
    return refuse("ocid_malformed", "The ocid is no text of 1 to 300 octets, or looks like an identifier of this platform.");

  release.compiled = is_compiled(value);
  const auto id = text_id(value.find("id"));
  if (!id && !release.compiled) return refuse("id_missing", "The release has no id.");
  release.id = release.compiled ? "compiled" : *id;
  if (release.id.empty() || release.id.size() > kIdBytes || release.id != clean_text(release.id, kIdBytes))
    return refuse("id_malformed", "The release's id is no text of 1 to 300 octets.");

  const json::Value* date = value.find("date");
  if (!date || date->is_null()) return refuse("date_missing", "The release has no date.");
  const auto time = date->is_string() ? lenient_time(date->as_string()) : std::nullopt;
  if (!time) return refuse("date_malformed", "The release's date is no date.");
  release.date = *time;

  const json::Value* tags = value.find("tag");
  if (!tags || tags->is_null()) return refuse("tag_missing", "The release has no tag.");
  if (!tags->is_array() || tags->as_array().empty() ||
      !std::all_of(tags->as_array().begin(), tags->as_array().end(), [](const auto& tag) { return tag.is_string(); }))
    return refuse("tag_malformed", "The release's tag is no list of texts.");

  if (auto failure = wrong_type(value)) return *failure;

  bool anything = false;
  for (const char* part : {"planning", "tender", "bids", "awards", "contracts"}) {
    const json::Value* found = value.find(part);
    anything = anything || (found && ((found->is_object() && !found->as_object().empty()) || length(found) > 0));
  }
  if (!anything) return refuse("release_empty", "The release has no planning, tender, bids, awards or contracts.");
  const json::Value* tender = value.find("tender");
  const bool announces = std::any_of(tags->as_array().begin(), tags->as_array().end(), [](const json::Value& tag) {
    return tag.as_string() == "tender" || tag.as_string() == "compiled";
  });
  if (announces && tender && ocds_title(value) == release.ocid)
    return refuse("title_missing", "Nothing in the release says what is bought.");

  const json::Value* bids = value.find("bids");
  release.bids = bids ? length(bids->find("details")) : 0;
  release.awards = length(value.find("awards"));
  release.hash = sha256(normal_form(value));
  release.value = std::move(value);
  warn(release);
  return release;
}

}  // namespace terang::tender
