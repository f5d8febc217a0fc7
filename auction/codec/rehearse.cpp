#include "auction/codec/rehearse.h"

#include <algorithm>
#include <map>

#include "auction/codec/json.h"
#include "auction/codec/package_json.h"
#include "auction/formats/package.h"
#include "auction/codec/scenario.h"
#include "auction/codec/sequence_json.h"
#include "auction/codec/steps.h"

namespace terang::auction {
namespace {

using json::Value;
using Do = Scenario::Do;

class Theatre {
 public:
  Theatre(const Scenario& scenario, const winner::Solver& solver) : scenario_(scenario), solver_(solver) {
    for (const Scenario::Lot& lot : scenario.lots) {
      lots_.emplace_back(lot.id, lot.rules);
      for (const Scenario::Named& bidder : lot.bidders) lots_.back().admit(bidder.name, bidder.terms);
    }
    for (const Lot& lot : lots_) clocks_.push_back(lot.auction.get());
    begin(scenario.sequence, clocks_);
  }

  Value run() {
    for (std::size_t i = 0; i < scenario_.commands.size(); ++i) {
      const Scenario::Command& command = scenario_.commands[i];
      // What falls within an outage waits until the outage is known.
      fire_due(command.what == Do::outage ? std::min(command.from - 1, command.at) : command.at);
      clock_ = std::max(clock_, command.at);
      if (command.lot) {
        apply(lots_[*command.lot], command, i);
      } else {
        for (Lot& lot : lots_) apply(lot, command, i);
      }
    }
    fire_due(scenario_.until.value_or(INT64_MAX));
    json::Array lots;
    for (const Lot& lot : lots_) lots.push_back(summary_to_json(*lot.auction, lot.id, lot.refused, UINT32_MAX, lot.naming()));
    return Value::object({{"steps", Value(std::move(steps_))}, {"lots", Value(std::move(lots))}});
  }

 private:
  struct Lot {
    Lot(const std::string& lot_id, const Rules& rules) : id(lot_id), auction(make_auction(rules)) {}
    void admit(const std::string& bidder, const BidderTerms& terms) {
      index[bidder] = auction->admit(terms);
      names.push_back(bidder);
    }
    Bidder find(const std::string& bidder) const {
      const auto at = index.find(bidder);
      return at == index.end() ? kNobody : at->second;
    }
    BidderName naming() const {
      return [this](Bidder bidder) { return names[bidder]; };
    }
    std::string id;
    std::unique_ptr<LotAuction> auction;
    std::map<std::string, Bidder> index;
    std::vector<std::string> names;
    std::int64_t refused = 0;
  };

  // Opens and closes what is due up to and including `until`, earliest first, then in the order of the lots.
  void fire_due(Micros until) {
    for (;;) {
      Lot* next = nullptr;
      for (Lot& lot : lots_) {
        const auto due = lot.auction->next_due();
        if (due && *due <= until && (!next || *due < *next->auction->next_due())) next = &lot;
      }
      if (!next) return;
      clock_ = std::max(clock_, *next->auction->next_due());
      fire(*next);
    }
  }

  void fire(Lot& lot) {
    const Due due = *lot.auction->due();
    const Outcome outcome = lot.auction->give(due, clock_);
    tell(lot, name(due.what), outcome_to_json(outcome, *lot.auction, lot.naming()));
    settle(lot);
  }

  // What a lot awaits from a solver comes at once.
  void settle(Lot& lot) {
    PackageAuction* packages = as_packages(*lot.auction);
    if (!packages || !packages->awaits_solution()) return;
    const PackageTask task = *packages->task(kCheapest);
    winner::SolveOptions options;
    options.time_limit = task.time_limit;
    const PackageSolved solved = solve(task, solver_, options, "");
    Value step = Value::object({{"verdict", solved.why}});
    if (solved.why.empty())
      step = outcome_to_json(packages->settle(solved.solution, false, clock_), *packages, lot.naming());
    tell(lot, "settle", std::move(step));
  }

  void apply(Lot& lot, const Scenario::Command& command, std::size_t index) {
    LotAuction& auction = *lot.auction;
    const Micros now = command.at;
    // An opening that fell within the outage comes first: the clock started, then lost the time.
    if (command.what == Do::outage && auction.phase() == Phase::scheduled && !auction.waits() && auction.starts_at() <= now)
      fire(lot);
    Outcome outcome;
    outcome.leader = outcome.previous_leader = auction.leader();
    switch (command.what) {
      case Do::bid: outcome = bid(lot, command); break;
      case Do::offer: outcome = auction.offer({lot.find(command.bidder), *command.content, command.late}, now); break;
      case Do::open_sealed: outcome = auction.open_sealed(found(lot, command), now); break;
      case Do::pause: outcome = auction.pause(now); break;
      case Do::resume: outcome = auction.resume(now); break;
      case Do::extend: outcome = auction.extend(command.by, now); break;
      case Do::cancel: outcome = auction.cancel(now); break;
      case Do::disqualify: outcome = auction.disqualify(lot.find(command.bidder), now); break;
      case Do::admit: lot.admit(command.bidder, command.terms); break;
      case Do::outage: outcome = auction.outage(command.from, command.to, now); break;
    }
    if (!outcome.accepted()) ++lot.refused;
    Value step = outcome_to_json(outcome, auction, lot.naming());
    step.set("command", static_cast<std::int64_t>(index));
    if (!command.bidder.empty()) step.set("bidder", command.bidder);
    if (command.what == Do::bid) {
      step.set("amount", command.amount);
      if (command.confirm) step.set("confirm", true);
    }
    if (command.late) step.set("late", true);
    if (command.content) step.set("content", content_to_json(*command.content, auction.rules().currency));
    if (!command.reason.empty()) step.set("reason", command.reason);
    tell(lot, name(command.what), std::move(step));
    settle(lot);  // a disqualification may have undone what was settled
  }

  // An amount that is none as it is written is a defect of that name.
  static std::vector<Opened> found(const Lot& lot, const Scenario::Command& command) {
    std::vector<Opened> list;
    for (const Scenario::Command::Found& one : command.opened) {
      Opened opened{lot.find(one.bidder), std::nullopt, one.defect};
      Money amount;
      const Verdict readable = parse_amount(one.amount, lot.auction->rules().currency, amount);
      if (one.defect.empty() && readable == Verdict::accepted)
        opened.amount = amount;
      else if (one.defect.empty())
        opened.defect = name(readable);
      list.push_back(std::move(opened));
    }
    return list;
  }

  Outcome bid(Lot& lot, const Scenario::Command& command) {
    Money amount;
    const Verdict readable = parse_amount(command.amount, lot.auction->rules().currency, amount);
    if (readable == Verdict::accepted)
      return lot.auction->place({lot.find(command.bidder), amount, command.confirm}, command.at);
    Outcome outcome;
    outcome.verdict = readable;
    outcome.leader = outcome.previous_leader = lot.auction->leader();
    return outcome;
  }

  void tell(const Lot& lot, std::string_view what, Value step) {
    if (const auto moved = follow(scenario_.sequence, clocks_, clock_); !moved.empty())
      step.set("moved", moved_to_json(moved, clocks_, [this](std::size_t position) { return lots_[position].id; }));
    set_standing(step, *lot.auction, lot.id, what, clock_, scenario_.ranking_depth.value_or(UINT32_MAX), lot.naming());
    steps_.push_back(std::move(step));
  }

  const Scenario& scenario_;
  const winner::Solver& solver_;
  std::vector<Lot> lots_;
  std::vector<LotAuction*> clocks_;  // of these
  json::Array steps_;
  Micros clock_ = 0;
};

}  // namespace

bool needs_solver(const Value& scenario) {
  const auto packages = [](const Value* holder) {
    const Value* rules = holder ? holder->find("rules") : nullptr;
    return rules && rules->text("type") == "package";
  };
  if (scenario.text("type") == "package" || packages(&scenario)) return true;
  const Value* lots = scenario.find("lots");
  return lots && lots->is_array() && std::any_of(lots->as_array().begin(), lots->as_array().end(), [&](const Value& lot) { return packages(&lot); });
}

terang::Result<Value, json::Problems> rehearse(const Value& scenario, const winner::Solver& solver) {
  json::Problems problems;
  if (scenario.text("type") == "package") {
    if (!solver) return json::Problems{{"", "no_solver"}};
    const PackageScenario package = package_from_json(scenario, problems);
    if (!problems.empty()) return problems;
    return rehearse_package(package, solver);
  }
  const Scenario read = scenario_from_json(scenario, problems);
  if (!problems.empty()) return problems;
  if (!solver && needs_solver(scenario)) return json::Problems{{"", "no_solver"}};
  return Theatre(read, solver).run();
}

}  // namespace terang::auction
