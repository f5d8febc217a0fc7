// Package lots after their close: what a solver found, taken only when the judge agrees.
#include "auction/codec/package_solution_json.h"
#include "tender/decider.h"

namespace terang::tender {

using json::Value;

Decision Decider::settle(Act act, const Actor& by, LotGate& at, const Value& said, const std::string& reason) {
  TenderState& tender = *at.tender;
  LotState& lot = *at.lot;
  auction::PackageAuction* packages = auction::as_packages(*lot.auction);
  if (!packages) return refuse(auction::name(auction::Verdict::not_in_this_format));
  const auction::Currency& currency = packages->rules().currency;
  const auction::PackageSolution solution =
      auction::solution_from_json(said, currency, [&](std::string_view pseudonym) {
        const Participant* who = tender.by_name(pseudonym);
        return who ? who->in_lot[at.index] : kNobody;
      });
  const bool again = act == Act::resettle_packages;
  const auction::Outcome outcome = packages->settle(solution, again, now_);
  if (!outcome.accepted()) return refuse(auction::name(outcome.verdict));
  note(lot, LotEvent::Kind::settled, reason);
  Value data = Value::object(
      {{"lot", std::to_string(at.index + 1)},
       {"solution", auction::solution_to_json(solution, currency,
                                              [&](Bidder bidder) { return tender.pseudonym_in(lot, bidder); })}});
  if (again) data.set("reason", reason);
  return accept(act, tender, "lot.settled", by, std::move(data), {at.index});
}

Decision Decider::operator()(const SettlePackages& command) {
  LotGate at = lot_gate(Act::settle_packages, Actor::clock(), command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  return settle(Act::settle_packages, Actor::clock(), at, command.solution, {});
}

Decision Decider::operator()(const ResettlePackages& command) {
  LotGate at = lot_gate(Act::resettle_packages, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  return settle(Act::resettle_packages, command.by, at, command.solution, command.reason);
}

}  // namespace terang::tender
