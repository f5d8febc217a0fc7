// Who may bid: asking to take part, being named behind a pseudonym, being admitted to lots.
#include <algorithm>

#include "auction/codec/fields_json.h"
#include "auction/codec/json.h"
#include "tender/decider.h"

namespace terang::tender {
namespace {

using json::Value;

bool pseudonym_shaped(const std::string& text) {
  return !text.empty() && text.size() <= 6 && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The lots by position; or "no_lots", "no_such_lot", "lot_twice".
std::string_view resolve(const TenderState& tender, const std::vector<LotId>& ids, std::vector<std::uint32_t>& lots) {
  if (ids.empty()) return "no_lots";
  for (const LotId& id : ids) {
    const auto index = tender.lot_index(id.text);
    if (!index) return "no_such_lot";
    if (std::find(lots.begin(), lots.end(), *index) != lots.end()) return "lot_twice";
    lots.push_back(*index);
  }
  return {};
}

// A bidder's own ceiling on these lots; nothing where none is given. Problems at "/ceiling", the first lot's that has one.
std::optional<auction::Money> read_ceiling(const Value& given, const TenderState& tender,
                                           const std::vector<std::uint32_t>& lots, json::Problems& problems) {
  if (given.is_null()) return std::nullopt;
  const Value holder = Value::object({{"ceiling", given}});
  json::Fields fields(holder, "", problems);
  const auto ceiling = auction::money_from_json(fields, "ceiling", tender.currency(), true);
  if (!problems.empty() || !ceiling) return std::nullopt;
  for (const std::uint32_t lot : lots)
    if (const auto problem = auction::problem_of(*ceiling, tender.lots[lot].auction->rules())) {
      problems.push_back({"/ceiling", std::string(*problem)});
      break;
    }
  return ceiling;
}

json::Array to_json(const std::vector<LotId>& lots) {
  json::Array list;
  for (const LotId& lot : lots) list.emplace_back(lot.text);
  return list;
}

}  // namespace

Decision Decider::operator()(const Apply& command) {
  Gate gate_ = gate(Act::apply, command.by, command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  if (command.by.business.empty()) return refuse("not_your_role");
  std::vector<std::uint32_t> lots;
  if (const auto verdict = resolve(tender, command.lots, lots); !verdict.empty()) return refuse(verdict);
  const auto known = tender.by_business.find(command.by.business.text);
  const Participant* participant = known == tender.by_business.end() ? nullptr : &tender.participants[known->second];
  auto mine = std::find_if(tender.applications.begin(), tender.applications.end(),
                                 [&](const Application& a) { return a.business == command.by.business; });
  const auto asked = [&](std::uint32_t lot) {
    return mine != tender.applications.end() && std::find(mine->lots.begin(), mine->lots.end(), lot) != mine->lots.end();
  };
  const auto in = [&](std::uint32_t lot) { return participant && participant->in_lot[lot] != kNobody; };
  if (std::all_of(lots.begin(), lots.end(), in)) return refuse("already_admitted");
  if (std::all_of(lots.begin(), lots.end(), [&](std::uint32_t lot) { return asked(lot) || in(lot); }))
    return refuse("already_applied");

  if (mine == tender.applications.end()) {
    tender.applications.push_back({command.by.business, command.business_name, lots, now_});
    mine = tender.applications.end() - 1;
  } else {
    for (const std::uint32_t lot : lots)
      if (!asked(lot)) mine->lots.push_back(lot);
  }
  const auto index = static_cast<std::size_t>(mine - tender.applications.begin());
  Decision decision = accept(Act::apply, tender, "bidder.applied", command.by,
                             Value::object({{"business_name", command.business_name}, {"lots", to_json(command.lots)}}));
  registry_.pending.application = index;
  return decision;
}

Decision Decider::operator()(const NameBidder& command) {
  Gate gate_ = gate(Act::name_bidder, command.by, command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  if (!pseudonym_shaped(command.pseudonym.text)) return refuse("pseudonym_malformed");
  if (const auto known = tender.by_business.find(command.business.text); known != tender.by_business.end())
    return refuse("business_already_named",
                  Value::object({{"pseudonym", tender.participants[known->second].pseudonym.text}}));
  if (tender.by_name(command.pseudonym.text)) return refuse("pseudonym_taken");

  const auto index = static_cast<std::uint32_t>(tender.participants.size());
  tender.participants.push_back({command.pseudonym, command.business, command.business_name,
                                 std::vector<Bidder>(tender.lots.size(), kNobody)});
  tender.by_pseudonym.emplace(command.pseudonym.text, index);
  tender.by_business.emplace(command.business.text, index);
  Decision decision = accept(Act::name_bidder, tender, "bidder.named", command.by,
                             Value::object({{"business", command.business.text},
                                            {"business_name", command.business_name},
                                            {"pseudonym", command.pseudonym.text}}));
  registry_.pending.named = true;
  return decision;
}

Decision Decider::operator()(const Admit& command) {
  Gate gate_ = gate(Act::admit, command.by, command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  Participant* participant = tender.by_name(command.pseudonym.text);
  if (!participant) return refuse("no_such_bidder");
  std::vector<std::uint32_t> lots;
  if (const auto verdict = resolve(tender, command.lots, lots); !verdict.empty()) return refuse(verdict);
  json::Problems problems;
  const auction::Adjustment adjustment =
      auction::adjustment_from_json(&command.adjustment, "/adjustment", tender.currency(), problems);
  for (const std::uint32_t lot : lots)
    if (const auto problem = auction::problem_of(adjustment, tender.lots[lot].auction->rules()); problem && problems.empty())
      problems.push_back({"/adjustment", std::string(*problem)});
  if (!problems.empty()) return refuse("adjustment_invalid", problems);
  const auto ceiling = read_ceiling(command.ceiling, tender, lots, problems);
  if (!problems.empty()) return refuse("ceiling_invalid", problems);
  const auto in_group = [&](std::string_view group) {
    return std::find(command.groups.begin(), command.groups.end(), group) != command.groups.end();
  };
  const bool small = in_group("small"), incumbent = in_group("incumbent");
  if (command.groups.size() != static_cast<std::size_t>(small + incumbent)) return refuse("groups_invalid");
  for (const std::uint32_t lot : lots)
    if (participant->in_lot[lot] != kNobody) return refuse("already_admitted");
  for (const std::uint32_t lot : lots) {
    const auto phase = tender.lots[lot].auction->phase();
    if (phase == auction::Phase::closed || phase == auction::Phase::cancelled) return refuse("lot_over");
  }

  for (const std::uint32_t lot : lots) {
    participant->in_lot[lot] = tender.lots[lot].auction->admit({adjustment, ceiling, small, incumbent});
    LotBidder bidder;
    bidder.ceiling = ceiling;
    bidder.participant = static_cast<std::uint32_t>(participant - tender.participants.data());
    bidder.small = small;
    bidder.incumbent = incumbent;
    tender.lots[lot].bidders.push_back(bidder);
  }
  Value data = Value::object({{"adjustment", command.adjustment},
                              {"lots", to_json(command.lots)},
                              {"pseudonym", command.pseudonym.text}});
  if (ceiling) data.set("ceiling", command.ceiling);
  if (!command.groups.empty()) {
    json::Array groups;
    for (const std::string& group : command.groups) groups.emplace_back(group);
    data.set("groups", std::move(groups));
  }
  return accept(Act::admit, tender, "bidder.admitted", command.by, std::move(data), std::move(lots));
}

}  // namespace terang::tender
