#include "tender/projection.h"

#include "auction/money.h"
#include "tender/tender_state.h"

namespace terang::tender {
namespace {

constexpr std::string_view kUpsert =
    "insert into tender_projection (id, state, title, description, buyer_id, buyer_name, category, place, currency, "
    "estimate, estimate_text, lots, published_at, auction_starts_at, auction_ends_at, public_document, search_text, "
    "updated_seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::bigint, $11, $12::integer, $13::timestamptz, "
    "$14::timestamptz, $15::timestamptz, $16::jsonb, $17, $18::bigint) "
    "on conflict (id) do update set state = excluded.state, title = excluded.title, description = excluded.description, "
    "buyer_id = excluded.buyer_id, buyer_name = excluded.buyer_name, category = excluded.category, "
    "place = excluded.place, currency = excluded.currency, estimate = excluded.estimate, "
    "estimate_text = excluded.estimate_text, lots = excluded.lots, published_at = excluded.published_at, "
    "auction_starts_at = excluded.auction_starts_at, auction_ends_at = excluded.auction_ends_at, "
    "public_document = excluded.public_document, search_text = excluded.search_text, "
    "updated_seq = excluded.updated_seq";

// A row is written when the state changes. Until the tender is over its clocks may move in between, so a row has the schedule.
bool is_over(const TenderState& tender) {
  return tender.state == State::closed || tender.state == State::awarded || tender.state == State::cancelled;
}

// All lots together; none where a lot does not tell or the sum leaves the range of amounts.
std::optional<auction::Money> estimate(const Document& document) {
  auction::Money sum;
  for (const DocumentLot& lot : document.lots) {
    if (!lot.estimate || lot.estimate->minor > auction::kLargestAmount.minor - sum.minor) return std::nullopt;
    sum = sum + *lot.estimate;
  }
  return sum;
}

void append_texts(const json::Value& value, std::string& out) {
  for (const std::string_view key : {"title", "description"})
    if (const std::string_view text = value.text(key); !text.empty()) (out += '\n') += text;
}

std::string search_text(const TenderState& tender) {
  std::string out = tender.read.title;
  for (const std::string* text : {&tender.read.description, &tender.read.buyer_name, &tender.read.place})
    if (!text->empty()) (out += '\n') += *text;
  const json::Value* lots = tender.document.find("lots");
  if (!lots || !lots->is_array()) return out;
  for (const json::Value& lot : lots->as_array()) {
    append_texts(lot, out);
    const json::Value* items = lot.find("items");
    if (items && items->is_array())
      for (const json::Value& item : items->as_array()) append_texts(item, out);
  }
  return out;
}

}  // namespace

std::vector<ProjectionRow> projections(const Registry& registry, const TenderId& id) {
  const TenderState* tender = registry.find(id.text);
  if (!tender || tender->state == State::draft || tender->state == State::none) return {};
  const Document& read = tender->read;
  const auto sum = estimate(read);
  ProjectionRow row;
  row.sql = kUpsert;
  row.params = {tender->id.text,
                std::string(name(tender->state)),
                read.title,
                read.description,
                read.buyer.text,
                read.buyer_name,
                read.category,
                read.place.empty() ? std::nullopt : std::optional(read.place),
                read.currency,
                sum ? std::optional(std::to_string(sum->minor)) : std::nullopt,
                sum ? std::optional(auction::format_amount(*sum, tender->currency())) : std::nullopt,
                std::to_string(read.lots.size()),
                format_time(tender->published_at),
                format_time(read.auction_starts_at),
                format_time(is_over(*tender) ? tender->ends_at() : read.auction_ends_at),
                json::canonical(tender->document),
                search_text(*tender),
                std::to_string(tender->changed_seq)};
  return {std::move(row)};
}

std::vector<ProjectionRow> forget_projections() { return {{"delete from tender_projection", {}}}; }

}  // namespace terang::tender
