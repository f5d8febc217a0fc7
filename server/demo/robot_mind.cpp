#include "server/demo/robot_mind.h"

#include <algorithm>

#include "auction/money.h"

namespace terang::server {
namespace {

using auction::Money;
using json::Value;

struct Mind {
  const Value& lot;
  const Value& own;
  const Value& rules;
  auction::Currency currency;
  std::uint64_t drawn;

  std::optional<Money> amount(const Value& of, std::string_view key) const {
    Money read;
    const bool good = auction::parse_amount(of.text(key), currency, read) == auction::Verdict::accepted;
    return good ? std::optional(read) : std::nullopt;
  }
  bool is(const Value& of, std::string_view key) const {
    const Value* found = of.find(key);
    return found && found->is_bool() && found->as_bool();
  }
  std::int64_t number(const Value& of, std::string_view key) const {
    const Value* found = of.find(key);
    return found && found->is_int() ? found->as_int() : 0;
  }
  Money tick() const { return amount(rules, "tick").value_or(Money{1}); }
  // Down to the tick, and to round figures where the rules ask for none.
  Money rounded(Money from, Money base) const {
    std::int64_t step = tick().minor;
    if (step == 1)
      while (step < base.minor / 100'000) step *= 10;
    return Money{from.minor / step * step};
  }
  // Up to so many thousandths of the base.
  std::int64_t little(Money base, std::int64_t thousandths) const {
    return static_cast<std::int64_t>(drawn % static_cast<std::uint64_t>(base.minor / 1000 * thousandths + 1));
  }
  std::optional<RobotMove> bid(Money at, Money floor) const {
    if (at.minor <= 0 || at < floor) return std::nullopt;
    return RobotMove{auction::format_amount(at, currency), {}};
  }
};

// Open bids: a little below what it must be, unless he leads.
std::optional<RobotMove> open_bid(const Mind& mind, Money base, Money floor) {
  if (mind.is(mind.own, "leads")) return std::nullopt;
  const auto most = mind.amount(mind.own, "next_valid"), best = mind.amount(mind.own, "best");
  // What may not be told: from his own last price, or from the estimate.
  Money from = most ? *most : best ? Money{best->minor - base.minor / 200} : Money{base.minor / 100 * 99};
  from.minor -= mind.little(base, 6);
  return mind.bid(mind.rounded(from, base), floor);
}

// A price that rises until somebody takes it.
std::optional<RobotMove> take(const Mind& mind, const Value& stage, Money floor) {
  const auto price = mind.amount(stage, "price");
  return price ? mind.bid(*price, floor) : std::nullopt;
}

// A price that falls: stays while it is worth it, then leaves.
std::optional<RobotMove> stay_or_leave(const Mind& mind, const Value& stage, Money floor) {
  const auto price = mind.amount(stage, "price");
  if (!price) return std::nullopt;
  if (*price >= floor) return mind.bid(*price, floor);
  return RobotMove{{}, Value::object({{"kind", "leave"}})};
}

// Turns: an offer before the opening, then a better one at his turn.
std::optional<RobotMove> at_turn(const Mind& mind, const Value& stage, Money base, Money floor) {
  if (mind.rules.find("esco")) return std::nullopt;
  const Value* pending = mind.own.find("pending");
  if (stage.text("name") == "initial_offers") {
    if (mind.amount(mind.own, "best") || (pending && !pending->is_null())) return std::nullopt;
    const Money first{base.minor / 1000 * 995 - mind.little(base, 15)};
    return mind.bid(mind.rounded(first, base), floor);
  }
  if (stage.text("name") != "turn" || stage.text("turn") != mind.own.text("pseudonym") || (pending && !pending->is_null()))
    return std::nullopt;
  const auto most = mind.amount(mind.own, "next_valid");
  return most ? mind.bid(mind.rounded(Money{most->minor - mind.little(base, 5)}, base), floor) : std::nullopt;
}

// Part of the demand in two steps, once.
std::optional<RobotMove> schedule(const Mind& mind, Money unit, std::int64_t floor_percent) {
  if (mind.number(mind.own, "bids") > 0) return std::nullopt;
  const Value* demand = mind.rules.find("demand");
  const Value* margin = mind.rules.find("margin");
  const std::int64_t units = demand ? mind.number(*demand, "units") : 0;
  const std::int64_t half = std::max<std::int64_t>({1, units / 2, margin ? mind.number(*margin, "min_award") : 1});
  const Money low = mind.rounded(Money{unit.minor / 100 * floor_percent + mind.little(unit, 20)}, unit);
  const Money high = mind.rounded(Money{low.minor + unit.minor / 100}, unit);
  if (units <= 0 || low.minor <= 0 || high > unit) return std::nullopt;
  const auto step = [&](Money price, std::int64_t quantity) {
    return Value::object({{"quantity", quantity}, {"unit_price", auction::format_amount(price, mind.currency)}});
  };
  json::Array steps{step(low, half)};
  if (high > low) steps.push_back(step(high, std::max<std::int64_t>(1, units / 4)));
  return RobotMove{{}, Value::object({{"kind", "schedule"}, {"steps", std::move(steps)}})};
}

}  // namespace

std::optional<RobotMove> robot_move(const Value& lot, const Value& own, const Value& rules, std::int64_t floor_percent,
                                    std::uint64_t drawn) {
  const auto currency = auction::Currency::of(lot.text("currency"));
  if (!currency || own.is_null()) return std::nullopt;
  const Mind mind{lot, own, rules, *currency, drawn};
  const std::string_view format = lot.text("format"), phase = lot.text("phase");
  const Value none = Value::object();
  const Value* found = lot.find("stage");
  const Value& stage = found && found->is_object() ? *found : none;
  const bool early = format == "stepped_rounds" && phase == "scheduled";
  if ((phase != "live" && !early) || !mind.is(own, "can_bid")) return std::nullopt;
  const auto estimate = mind.amount(lot, "estimate"), ceiling = mind.amount(lot, "ceiling");
  if (format == "supply_schedule") return ceiling ? schedule(mind, *ceiling, floor_percent) : std::nullopt;
  const auto base = estimate ? estimate : ceiling;
  if (!base) return std::nullopt;
  const Money floor{base->minor / 100 * floor_percent};
  if (format == "english_reverse") return open_bid(mind, *base, floor);
  if (format == "dutch_reverse") return take(mind, stage, floor);
  if (format == "japanese_reverse") return stay_or_leave(mind, stage, floor);
  if (format == "stepped_rounds") return at_turn(mind, stage, *base, floor);
  return std::nullopt;
}

}  // namespace terang::server
