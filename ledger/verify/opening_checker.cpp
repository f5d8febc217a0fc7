#include "ledger/verify/opening_checker.h"

#include <thread>

#include "base/bytes.h"
#include "base/time.h"
#include "sealing/price_content.h"

namespace terang::ledger {
namespace {

std::optional<Hash> hash_in(const json::Value& content, std::string_view member) {
  const auto octets = from_hex(content.text(member));
  return octets ? hash_from(*octets) : std::nullopt;
}

std::string said(const json::Value& row) {
  const json::Value* amount = row.find("amount");
  return amount && amount->is_string() ? "amount " + amount->as_string() : "defect " + std::string(row.text("defect"));
}

}  // namespace

void OpeningChecker::withheld(std::string_view tender) { tenders_[std::string(tender)].withheld = true; }

void OpeningChecker::add(const EntryView& entry, const json::Value& data, const std::optional<std::string>& envelope) {
  if (entry.tender.empty()) return;
  const auto known = tenders_.find(entry.tender);
  const auto tender = [&]() -> Tender& { return known == tenders_.end() ? tenders_[std::string(entry.tender)] : known->second; };
  if (entry.kind == "tender.published" || entry.kind == "tender.amended") {
    const json::Value* keys = data.find("sealing");
    if (!keys || !keys->is_array()) return;
    for (const json::Value& one : keys->as_array())
      tender().lots[std::string(one.text("lot"))].server_key = one.text("server_key");
    return;
  }
  const std::string lot(data.text("lot"));
  if (entry.kind == "offer.placed" && data.text("verdict") == "accepted") {
    const json::Value* content = data.find("content");
    if (!content || !content->is_object()) return;
    const std::string bidder(data.text("bidder"));
    if (content->text("kind") == "withdraw") tender().lots[lot].standing.erase(bidder);
    const auto octets = hash_in(*content, "envelope"), key = hash_in(*content, "key");
    const json::Value* version = content->find("version");
    if (content->text("kind") != "commit" || !octets || !key || !version || !version->is_int()) return;
    tender().lots[lot].standing.insert_or_assign(
        bidder, Commitment{entry.seq, std::string(data.text("bid")), version->as_int(), {*octets, *key, {}}, envelope});
  } else if (entry.kind == "lot.disqualified") {
    tender().lots[lot].standing.erase(std::string(data.text("pseudonym")));
  } else if (entry.kind == "lot.unsealed") {
    Lot& opened = tender().lots[lot];
    waiting_ += opened.standing.size();
    openings_.push_back({entry.seq, std::string(entry.tender), lot, data, std::move(opened.standing), opened.server_key,
                         !tender().withheld});
    opened.standing.clear();
  }
}

std::optional<Finding> OpeningChecker::check(Opening& opening) {
  const auto wrong = [&](std::string_view name, std::string field, std::string expected, std::string found) {
    return Finding{opening.seq, opening.tender, std::string(name), std::move(field), std::move(expected), std::move(found)};
  };
  const std::string server_key(opening.data.text("server_key"));
  const auto scalar = from_base64(opening.data.text("private_key"));
  const auto key = scalar ? sealing::PrivateKey::from_scalar(*scalar) : std::nullopt;
  if (!key || to_base64(key->point()) != server_key)
    return wrong("sealing_key_mismatch", "data/private_key", "the key of " + server_key, key ? to_base64(key->point()) : "no key");
  if (!opening.published_key.empty() && opening.published_key != server_key)
    return wrong("sealing_key_mismatch", "data/server_key", opening.published_key, server_key);
  const auto deadline = parse_time(opening.data.text("deadline"));
  const json::Value* rows = opening.data.find("opened");
  const json::Value* closed = opening.data.find("closed_seq");
  if (!deadline || !rows || !rows->is_array() || !closed || !closed->is_int())
    return wrong("opening_unknown", "data", "deadline, closed_seq and opened", "none");

  std::vector<sealing::ToOpen> list;
  std::vector<std::size_t> numbers;  // of the rows that are opened again
  std::map<std::uint64_t, std::string> octets;
  bool asked = false;
  for (std::size_t i = 0; i < rows->as_array().size(); ++i) {
    const json::Value& row = rows->as_array()[i];
    const std::string field = "data/opened/" + std::to_string(i);
    const auto found = opening.bids.find(std::string(row.text("bidder")));
    if (found == opening.bids.end() || found->second.bid != row.text("bid")) {
      if (!opening.complete) continue;
      return wrong("opening_unknown", field + "/bid", found == opening.bids.end() ? "no commitment" : found->second.bid,
                   std::string(row.text("bid")));
    }
    Commitment& bid = found->second;
    if (static_cast<std::int64_t>(bid.seq) > closed->as_int())
      return wrong("sealed_bid_late", field + "/bid", "an entry before " + std::to_string(closed->as_int()), std::to_string(bid.seq));
    if (!bid.envelope && source_) {
      if (!std::exchange(asked, true)) octets = source_(opening.tender);
      if (const auto there = octets.find(bid.seq); there != octets.end()) bid.envelope = there->second;
    }
    if (!bid.envelope) {
      if (row.text("defect") == "envelope_missing") continue;
      return wrong("envelope_missing", field, "the octets that entry " + std::to_string(bid.seq) + " commits to", "none");
    }
    sealing::ToOpen one;
    one.context.tender = opening.tender;
    one.context.lot = opening.lot;
    one.context.bidder = found->first;
    one.context.bid = bid.bid;
    one.context.version = bid.version;
    one.context.server_key = key->point();
    one.context.deadline = *deadline;
    one.commitments = bid.hashes;
    one.envelope = *bid.envelope;
    list.push_back(std::move(one));
    numbers.push_back(i);
  }
  if (opening.complete && rows->as_array().size() != opening.bids.size())
    return wrong("opening_incomplete", "data/opened", std::to_string(opening.bids.size()) + " commitments",
                 std::to_string(rows->as_array().size()));
  const auto opened = sealing::open_all(*key, list.size(), [&list](std::size_t i) { return list[i]; }, std::max(1u, std::thread::hardware_concurrency()));
  for (std::size_t i = 0; i < opened.size(); ++i) {
    const auto amount = opened[i].ok() ? sealing::read_price_content(*opened[i]) : opened[i];
    const std::string ours = amount.ok() ? "amount " + *amount : "defect " + std::string(sealing::name(amount.error()));
    const std::string theirs = said(rows->as_array()[numbers[i]]);
    if (ours != theirs) return wrong("opening_mismatch", "data/opened/" + std::to_string(numbers[i]), ours, theirs);
    ++opened_;
  }
  return std::nullopt;
}

std::optional<Finding> OpeningChecker::settle() {
  std::optional<Finding> first;
  for (Opening& opening : openings_)
    if (!first) first = check(opening);
  openings_.clear();
  waiting_ = 0;
  return first;
}

}  // namespace terang::ledger
