#include "tender/ocds_page.h"

#include <map>

#include "base/time.h"
#include "tender/ocds_json.h"
#include "tender/ocds_money.h"
#include "tender/ocds_release.h"

namespace terang::tender {
namespace {

constexpr std::size_t kListed = 5000;  // items, documents … of one page

json::Value text(const json::Value& of, std::string_view key, std::size_t most = 2000) {
  std::string clean = clean_text(of.text(key), most);
  return clean.empty() ? json::Value() : json::Value(std::move(clean));
}

json::Value time(const json::Value& of, std::string_view key) {
  const auto at = lenient_time(of.text(key));
  return at ? json::Value(format_time(*at)) : json::Value();
}

json::Value amount(const json::Value& of, std::string_view key = "value") {
  const auto read = read_ocds_amount(of.find(key));
  return read ? to_json(*read) : json::Value();
}

json::Value period(const json::Value& of, std::string_view key) {
  const json::Value& found = member(of, key);
  if (!found.is_object()) return {};
  return json::Value::object({{"from", time(found, "startDate")}, {"to", time(found, "endDate")}});
}

// A number as it was published.
json::Value number(const json::Value& of, std::string_view key) {
  const json::Value& found = member(of, key);
  if (found.is_int()) return std::to_string(found.as_int());
  if (found.is_decimal()) return found.as_decimal().text;
  return {};
}

// Only what a browser may follow without running anything.
json::Value web_address(const json::Value& of, std::string_view key) {
  const std::string url = clean_text(of.text(key), 2000);
  return url.starts_with("https://") || url.starts_with("http://") ? json::Value(url) : json::Value();
}

std::string key_of(const json::Value& party) {
  for (const char* key : {"id", "name"}) {
    const json::Value& found = member(party, key);
    if (found.is_string() && !found.as_string().empty()) return found.as_string();
    if (found.is_int()) return std::to_string(found.as_int());
  }
  return {};
}

// Numbers the bidders as they come.
class Pseudonyms {
 public:
  json::Array of(const json::Array& parties) {
    json::Array out;
    for (const json::Value& party : parties) {
      const std::string key = key_of(party);
      if (!key.empty()) out.push_back(std::to_string(numbers_.emplace(key, numbers_.size() + 1).first->second));
    }
    return out;
  }
  std::size_t count() const { return numbers_.size(); }

 private:
  std::map<std::string, std::size_t> numbers_;
};

template <class Make>
json::Value each(const json::Array& items, Make make) {
  json::Array out;
  for (const json::Value& item : items) {
    if (out.size() == kListed) break;
    if (item.is_object()) out.push_back(make(item));
  }
  return json::Value(std::move(out));
}

json::Value items(const json::Value& tender) {
  return each(list(tender, "items"), [](const json::Value& item) {
    const json::Value& unit = member(item, "unit");
    return json::Value::object({{"description", text(item, "description")},
                                {"classification", text(member(item, "classification"), "description")},
                                {"quantity", number(item, "quantity")},
                                {"unit", text(unit, "name", 200)},
                                {"unit_value", amount(unit)},
                                {"lot", text(item, "relatedLot", 200)}});
  });
}

json::Value lots(const json::Value& tender) {
  return each(list(tender, "lots"), [](const json::Value& lot) {
    return json::Value::object({{"id", text(lot, "id", 200)},
                                {"title", text(lot, "title")},
                                {"description", text(lot, "description")},
                                {"status", text(lot, "status", 100)},
                                {"value", amount(lot)}});
  });
}

json::Value documents(const json::Value& tender) {
  return each(list(tender, "documents"), [](const json::Value& document) {
    return json::Value::object({{"title", text(document, "title")},
                                {"type", text(document, "documentType", 100)},
                                {"url", web_address(document, "url")},
                                {"published_at", time(document, "datePublished")}});
  });
}

json::Value bids(const json::Value& compiled, Pseudonyms& bidders) {
  std::map<std::string, bool> awarded;
  for (const json::Value& award : list(compiled, "awards"))
    if (!award.text("relatedBid").empty() && award.text("status") != "cancelled" &&
        award.text("status") != "unsuccessful")
      awarded[std::string(award.text("relatedBid"))] = true;
  return each(list(member(compiled, "bids"), "details"), [&](const json::Value& bid) {
    return json::Value::object({{"bidders", bidders.of(list(bid, "tenderers"))},
                                {"value", amount(bid)},
                                {"submitted_at", time(bid, "date")},
                                {"status", text(bid, "status", 100)},
                                {"awarded", awarded.contains(std::string(bid.text("id")))}});
  });
}

json::Value awards(const json::Value& compiled, Pseudonyms& bidders) {
  return each(list(compiled, "awards"), [&](const json::Value& award) {
    return json::Value::object({{"title", text(award, "title")},
                                {"status", text(award, "status", 100)},
                                {"at", time(award, "date")},
                                {"value", amount(award)},
                                {"suppliers", bidders.of(list(award, "suppliers"))}});
  });
}

json::Value contracts(const json::Value& compiled) {
  return each(list(compiled, "contracts"), [](const json::Value& contract) {
    return json::Value::object({{"title", text(contract, "title")},
                                {"status", text(contract, "status", 100)},
                                {"signed_at", time(contract, "dateSigned")},
                                {"value", amount(contract)},
                                {"period", period(contract, "period")}});
  });
}

}  // namespace

json::Value ocds_page(const json::Value& compiled) {
  const json::Value& tender = member(compiled, "tender");
  const OcdsRow row = search_row(compiled);
  Pseudonyms bidders;
  bidders.of(list(tender, "tenderers"));
  json::Value page = json::Value::object({
      {"source", "ocds"},
      {"ocid", text(compiled, "ocid", 300)},
      {"title", row.title},
      {"description", text(tender, "description", 50'000)},
      {"language", text(compiled, "language", 20)},
      {"buyer", row.buyer},
      {"procuring_entity", text(member(tender, "procuringEntity"), "name", 500)},
      {"status", row.status},
      {"published_status", text(tender, "status", 100)},
      {"category", row.category ? json::Value(*row.category) : json::Value()},
      {"method", text(tender, "procurementMethod", 100)},
      {"method_details", text(tender, "procurementMethodDetails")},
      {"value", amount(tender)},
      {"published_at", format_time(row.published_at)},
      {"closes_at", row.closes_at ? json::Value(format_time(*row.closes_at)) : json::Value()},
      {"tender_period", period(tender, "tenderPeriod")},
      {"enquiry_period", period(tender, "enquiryPeriod")},
      {"contract_period", period(tender, "contractPeriod")},
      {"bids_opened_at", time(member(tender, "bidOpening"), "date")},
      {"items", items(tender)},
      {"lots", lots(tender)},
      {"documents", documents(tender)},
      {"bids", bids(compiled, bidders)},
      {"awards", awards(compiled, bidders)},
      {"contracts", contracts(compiled)},
  });
  const json::Value& told = member(tender, "numberOfTenderers");
  page.set("tenderers", told.is_int() ? told : json::Value(static_cast<std::uint64_t>(bidders.count())));
  return page;
}

}  // namespace terang::tender
