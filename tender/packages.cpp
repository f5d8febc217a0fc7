#include "tender/packages.h"

#include "auction/codec/package_solution_json.h"
#include "tender/tender_state.h"

namespace terang::tender {
namespace {

struct At {
  const TenderState* tender = nullptr;
  const LotState* lot = nullptr;
  const auction::PackageAuction* packages = nullptr;
};

At locate(const Registry& registry, const TenderId& id, const LotId& lot_id) {
  const TenderState* tender = registry.find(id.text);
  const auto index = tender && tender->state != State::draft ? tender->lot_index(lot_id.text) : std::nullopt;
  if (!index) return {};
  const LotState& lot = tender->lots[*index];
  return {tender, &lot, auction::as_packages(*lot.auction)};
}

}  // namespace

std::vector<LotId> awaiting_solution(const Registry& registry, const TenderId& id) {
  std::vector<LotId> lots;
  const TenderState* tender = registry.find(id.text);
  if (!tender || tender->state == State::cancelled) return lots;
  for (std::size_t i = 0; i < tender->lots.size(); ++i)
    if (tender->lots[i].auction->awaits_solution()) lots.emplace_back(std::to_string(i + 1));
  return lots;
}

std::optional<PackageJob> package_job(const Registry& registry, const TenderId& id, const LotId& lot_id,
                                      std::string_view scenario) {
  const At at = locate(registry, id, lot_id);
  if (!at.packages || at.packages->phase() != auction::Phase::closed) return std::nullopt;
  auto task = at.packages->task(scenario);
  if (!task) return std::nullopt;
  PackageJob job{id, lot_id, at.packages->rules().currency, *std::move(task), at.packages->format().scenarios, {}};
  for (Bidder bidder = 0; bidder < at.packages->bidders(); ++bidder) {
    job.pseudonyms.push_back(at.tender->pseudonym_in(*at.lot, bidder));
    job.task.problem.suppliers[bidder].id = job.pseudonyms.back();
  }
  for (std::size_t i = 0; i < job.task.names.size(); ++i)
    job.task.problem.bids[i].id = job.pseudonyms[job.task.names[i].bidder] + "/" + job.task.names[i].name;
  return job;
}

json::Value solution_json(const PackageJob& job, const auction::PackageSolution& solution) {
  return auction::solution_to_json(solution, job.currency, [&](Bidder bidder) { return job.pseudonyms.at(bidder); });
}

json::Value packages(const Registry& registry, const TenderId& id, const LotId& lot_id, const Audience& audience) {
  const At at = locate(registry, id, lot_id);
  if (!at.packages) return {};
  json::Array rows;
  for (Bidder bidder = 0; bidder < at.packages->bidders(); ++bidder) {
    std::string who = at.tender->pseudonym_in(*at.lot, bidder);
    const bool own = audience.kind == Audience::Kind::bidder && audience.pseudonym.text == who;
    const bool closed = at.packages->phase() == auction::Phase::closed;
    if ((!own && !closed) || at.packages->seat_of(bidder).bids.empty()) continue;
    json::Value row = auction::packages_to_json(*at.packages, bidder);
    row.set("bidder", std::move(who));
    rows.push_back(std::move(row));
  }
  return json::Value::object({{"packages", std::move(rows)}});
}

}  // namespace terang::tender
