// What a release is to the public list.
#include <algorithm>

#include "tender/ocds_json.h"
#include "tender/ocds_money.h"
#include "tender/ocds_release.h"

namespace terang::tender {
namespace {

constexpr std::size_t kTitleBytes = 1000;
constexpr std::size_t kBodyBytes = 60'000;
constexpr std::size_t kExcerptBytes = 400;

bool has_text(const json::Array& items, std::string_view text) {
  return std::any_of(items.begin(), items.end(),
                     [&](const json::Value& item) { return item.is_string() && item.as_string() == text; });
}

bool any_award(const json::Value& compiled) {
  const auto& awards = list(compiled, "awards");
  return std::any_of(awards.begin(), awards.end(), [](const json::Value& award) {
    const std::string_view status = award.text("status");
    return status.empty() || status == "active" || status == "pending";
  });
}

std::string body_of(const json::Value& compiled) {
  std::string body;
  const auto add = [&](std::string_view text) {
    if (text.empty() || body.size() >= kBodyBytes) return;
    if (!body.empty()) body += '\n';
    body += clean_text(text, 20'000);
  };
  const json::Value& tender = member(compiled, "tender");
  if (clean_text(tender.text("description"), kTitleBytes) != ocds_title(compiled)) add(tender.text("description"));
  add(compiled.text("ocid"));
  add(tender.text("id"));
  add(member(tender, "procuringEntity").text("name"));
  for (const json::Value& lot : list(tender, "lots")) {
    add(lot.text("title"));
    add(lot.text("description"));
  }
  for (const json::Value& item : list(tender, "items")) {
    add(item.text("description"));
    add(member(item, "classification").text("description"));
  }
  const json::Value& planning = member(compiled, "planning");
  add(member(planning, "budget").text("project"));
  add(planning.text("rationale"));
  for (const json::Value& contract : list(compiled, "contracts")) add(contract.text("title"));
  return clean_text(body, kBodyBytes);
}

}  // namespace

std::string ocds_title(const json::Value& compiled) {
  const json::Value& tender = member(compiled, "tender");
  const json::Value& planning = member(compiled, "planning");
  for (const std::string_view text : {tender.text("title"), tender.text("description")})
    if (std::string title = clean_text(text, kTitleBytes); !title.empty()) return title;
  for (const char* part : {"contracts", "awards"})
    for (const json::Value& one : list(compiled, part))
      for (const std::string_view text : {one.text("title"), one.text("description")})
        if (std::string title = clean_text(text, kTitleBytes); !title.empty()) return title;
  for (const std::string_view text : {member(planning, "budget").text("project"), planning.text("rationale")})
    if (std::string title = clean_text(text, kTitleBytes); !title.empty()) return title;
  for (const json::Value& item : list(tender, "items"))
    if (std::string title = clean_text(item.text("description"), kTitleBytes); !title.empty()) return title;
  return std::string(compiled.text("ocid"));
}

std::string ocds_buyer(const json::Value& compiled) {
  std::string name = clean_text(member(compiled, "buyer").text("name"), 500);
  if (name.empty()) name = clean_text(member(member(compiled, "tender"), "procuringEntity").text("name"), 500);
  if (!name.empty()) return name;
  for (const char* role : {"buyer", "procuringEntity"})
    for (const json::Value& party : list(compiled, "parties"))
      if (has_text(list(party, "roles"), role)) return clean_text(party.text("name"), 500);
  return name;
}

std::string_view ocds_status(const json::Value& compiled) {
  const std::string_view status = member(compiled, "tender").text("status");
  if (status == "planning" || status == "planned") return "planned";
  if (status == "active") return "published";
  if (status == "cancelled" || status == "withdrawn") return "cancelled";
  if (status == "unsuccessful") return "unsuccessful";
  if (any_award(compiled) || !list(compiled, "contracts").empty()) return "awarded";
  if (status == "complete") return "closed";
  const auto& tags = list(compiled, "tag");
  if (has_text(tags, "tenderCancellation")) return "cancelled";
  if (!compiled.find("tender") || (has_text(tags, "planning") && !has_text(tags, "tender"))) return "planned";
  return "published";
}

OcdsRow search_row(const json::Value& compiled) {
  const json::Value& tender = member(compiled, "tender");
  OcdsRow row;
  row.title = ocds_title(compiled);
  row.excerpt = clean_text(tender.text("description"), kExcerptBytes);
  row.body = body_of(compiled);
  row.buyer = ocds_buyer(compiled);
  row.status = ocds_status(compiled);
  const std::string_view category = tender.text("mainProcurementCategory");
  if (category == "goods" || category == "works" || category == "services") row.category = std::string(category);
  auto amount = read_ocds_amount(tender.find("value"));
  if (!amount) amount = read_ocds_amount(member(member(compiled, "planning"), "budget").find("amount"));
  if (amount && amount->minor) {
    row.currency = amount->currency;
    row.value = amount->minor;
  }
  const json::Value& period = member(tender, "tenderPeriod");
  auto published = lenient_time(tender.text("datePublished"));
  if (!published) published = lenient_time(period.text("startDate"));
  if (!published) published = lenient_time(compiled.text("date"));
  row.published_at = published.value_or(0);
  row.closes_at = lenient_time(period.text("endDate"));
  const json::Value& bids = member(compiled, "bids");
  if (const json::Value* details = bids.find("details"); details && details->is_array()) {
    row.bids = static_cast<std::int64_t>(details->as_array().size());
  } else if (const json::Value& number = member(tender, "numberOfTenderers"); number.is_int()) {
    row.bids = std::clamp<std::int64_t>(number.as_int(), 0, 1'000'000);
  }
  return row;
}

std::optional<Micros> lenient_time(std::string_view text) {
  bool strict = false;
  return lenient_time(text, strict);
}

std::optional<Micros> lenient_time(std::string_view text, bool& strict) {
  strict = true;
  if (const auto time = parse_time(text)) return time;
  strict = false;
  if (text.size() < 10 || text.size() > 64) return std::nullopt;
  std::string again(text);
  if (again.size() == 10) again += "T00:00:00Z";
  if (again[10] == ' ' || again[10] == 't') again[10] = 'T';
  if (again.back() == 'z') again.back() = 'Z';
  if (again.size() == 16) again += ":00";  // 2018-03-24T09:00
  std::size_t end = std::min<std::size_t>(again.size(), 19);
  if (end < again.size() && again[end] == '.') {
    std::size_t digits = 0;
    while (end + 1 + digits < again.size() && again[end + 1 + digits] >= '0' && again[end + 1 + digits] <= '9') ++digits;
    if (digits > 6) again.erase(end + 7, digits - 6);
    end += 1 + std::min<std::size_t>(digits, 6);
  }
  if (end == again.size()) again += 'Z';
  if (again.size() == end + 5 && (again[end] == '+' || again[end] == '-')) again.insert(end + 3, ":");  // +0530
  return parse_time(again);
}

std::string clean_text(std::string_view text, std::size_t most) {
  std::string out;
  out.reserve(std::min(text.size(), most));
  bool space = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f) {
      space = !out.empty();
      continue;
    }
    if (out.size() + (space ? 2 : 1) > most) {
      // Back to the beginning of a character.
      while (!out.empty() && (static_cast<unsigned char>(c) & 0xc0) == 0x80 &&
             (static_cast<unsigned char>(out.back()) & 0xc0) == 0x80)
        out.pop_back();
      if ((static_cast<unsigned char>(c) & 0xc0) == 0x80 && !out.empty()) out.pop_back();
      break;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

}  // namespace terang::tender
