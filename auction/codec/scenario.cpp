#include "auction/codec/scenario.h"

#include <algorithm>
#include <set>

#include "auction/codec/fields_json.h"
#include "auction/codec/json.h"
#include "auction/codec/sequence_json.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

// Times a scenario may name: what is added to them stays within the years that can be written.
constexpr Micros kLatest = 221'845'392'000 * kSecond;  // 9000-01-01
constexpr std::size_t kMostLots = 1'000, kMostBidders = 1'000'000, kMostCommands = 1'000'000;
constexpr std::size_t kLongestName = 200, kLongestReason = 2'000;

constexpr std::string_view kDos[] = {"bid", "pause", "resume", "extend", "cancel", "disqualify", "admit", "outage", "offer", "open_sealed"};

class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems) {}

  Scenario read(const Value& value) {
    Fields fields(value, "", problems_);
    if (!value.is_object()) return {};
    if (const json::Array* lots = fields.array("lots", 0, kMostLots)) {
      if (lots->empty()) fields.problem("lots", "too_few");
      scenario_.sequence = sequence_from_json(fields.any("sequence"), "/sequence", problems_);
      for (std::size_t i = 0; i < lots->size(); ++i) read_lot((*lots)[i], "/lots/" + std::to_string(i));
      if (!scenario_.lots.empty())
        check(scenario_.sequence, times_of(scenario_.lots.front()), scenario_.lots.size(), "/sequence", problems_);
    } else {
      Scenario::Lot lot{"1", {}, {}};
      names_.emplace_back();
      read_lot_body(fields, "", lot);
      scenario_.lots.push_back(std::move(lot));
    }
    if (const json::Array* commands = fields.array("commands", 0, kMostCommands))
      for (std::size_t i = 0; i < commands->size(); ++i) read_command((*commands)[i], "/commands/" + std::to_string(i));
    scenario_.until = fields.optional_time("until");
    if (scenario_.until && (*scenario_.until < 0 || *scenario_.until > kLatest)) fields.problem("until", "out_of_range");
    if (const auto depth = fields.optional_integer("ranking_depth", 0, 1'000'000))
      scenario_.ranking_depth = static_cast<std::uint32_t>(*depth);
    fields.no_others();
    return std::move(scenario_);
  }

 private:
  void read_lot(const Value& value, const std::string& path) {
    Fields fields(value, path, problems_);
    Scenario::Lot lot;
    lot.id = fields.text("id", kLongestName);
    for (const Scenario::Lot& other : scenario_.lots)
      if (other.id == lot.id && !lot.id.empty()) fields.problem("id", "duplicate_lot");
    names_.emplace_back();
    read_lot_body(fields, path, lot);
    fields.no_others();
    scenario_.lots.push_back(std::move(lot));
  }

  static LotTimes times_of(const Scenario::Lot& lot) { return {lot.rules.starts_at, lot.rules.ends_at}; }

  void read_lot_body(Fields& fields, const std::string& path, Scenario::Lot& lot) {
    if (const Value* rules = fields.object("rules", true)) {
      RulesDefaults defaults;
      // In a sequence the first lot's times say those of the lots behind it.
      const bool behind = scenario_.sequence.kind != Sequence::Kind::parallel && !scenario_.lots.empty();
      if (behind) {
        const LotTimes times = planned(scenario_.sequence, times_of(scenario_.lots.front()), scenario_.lots.size());
        defaults.starts_at = times.starts_at;
        defaults.ends_at = times.ends_at;
      }
      lot.rules = rules_from_json(*rules, path + "/rules", problems_, defaults);
      if (behind)
        check(scenario_.sequence, *rules, lot.rules.format, path + "/rules", problems_);
      else if (!possible(scenario_.sequence.kind, lot.rules.format))
        problems_.push_back({path + "/rules/type", "sequence_not_in_format"});
    }
    const json::Array* bidders = fields.array("bidders", 0, kMostBidders);
    for (std::size_t i = 0; bidders && i < bidders->size(); ++i) {
      const Value& item = (*bidders)[i];
      const std::string at = path + "/bidders/" + std::to_string(i);
      Scenario::Named bidder;
      if (item.is_string()) {
        bidder.name = item.as_string();
        if (bidder.name.empty()) problems_.push_back({at, "missing"});
        if (bidder.name.size() > kLongestName) problems_.push_back({at, "too_long"});
      } else {
        Fields inner(item, at, problems_);
        bidder.name = inner.text("name", kLongestName);
        bidder.terms = read_terms(inner, at, lot.rules);
        inner.no_others();
      }
      if (!bidder.name.empty() && !names_.back().insert(bidder.name).second)
        problems_.push_back({at, "duplicate_bidder"});
      lot.bidders.push_back(std::move(bidder));
    }
  }

  BidderTerms read_terms(Fields& fields, const std::string& path, const Rules& rules) {
    BidderTerms terms;
    terms.adjustment = adjustment_from_json(fields.any("adjustment"), path + "/adjustment", rules, problems_);
    terms.ceiling = money_from_json(fields, "ceiling", rules.currency, false);
    terms.small = fields.boolean("small", false);
    terms.incumbent = fields.boolean("incumbent", false);
    return terms;
  }

  void read_command(const Value& value, const std::string& path) {
    Fields fields(value, path, problems_);
    Scenario::Command command;
    command.at = fields.time("at");
    if (command.at < 0 || command.at > kLatest) fields.problem("at", "out_of_range");
    const Scenario::Command* before = scenario_.commands.empty() ? nullptr : &scenario_.commands.back();
    if (before && command.at < before->at) fields.problem("at", "time_goes_back");
    const std::string what = fields.text("do", 32);
    const auto known = std::find(std::begin(kDos), std::end(kDos), what);
    if (known == std::end(kDos)) {
      if (!what.empty()) fields.problem("do", "unknown_command");
      return;
    }
    command.what = static_cast<Scenario::Do>(known - std::begin(kDos));
    read_target(fields, command);
    read_rest(fields, path, command);
    if (command.what == Scenario::Do::outage && before && before->what != Scenario::Do::outage &&
        before->at > command.from)
      fields.problem("from", "command_during_outage");
    fields.no_others();
    scenario_.commands.push_back(std::move(command));
  }

  void read_target(Fields& fields, Scenario::Command& command) {
    const std::string id = fields.optional_text("lot", kLongestName);
    if (id.empty()) {
      if (command.what == Scenario::Do::outage) return;
      if (scenario_.lots.size() == 1) {
        command.lot = 0;
      } else {
        fields.problem("lot", "missing");
      }
      return;
    }
    for (std::size_t i = 0; i < scenario_.lots.size(); ++i)
      if (scenario_.lots[i].id == id) command.lot = i;
    if (!command.lot) fields.problem("lot", "unknown_lot");
  }

  void read_opened(Fields& outer, Scenario::Command& command) {
    const json::Array* list = outer.array("opened", 0, kMostBidders);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      Fields fields((*list)[i], outer.path("opened") + "/" + std::to_string(i), problems_);
      Scenario::Command::Found found{fields.text("bidder", kLongestName), fields.optional_text("amount", 64), fields.optional_text("defect", 64)};
      if (found.amount.empty() == found.defect.empty()) fields.problem("amount", "amount_or_defect");
      fields.no_others();
      command.opened.push_back(std::move(found));
    }
  }

  void read_rest(Fields& fields, const std::string& path, Scenario::Command& command) {
    using Do = Scenario::Do;
    const Do what = command.what;
    if (what == Do::bid || what == Do::offer || what == Do::disqualify || what == Do::admit)
      command.bidder = fields.text("bidder", kLongestName);
    if (what == Do::bid) {
      const Value* amount = fields.any("amount");
      if (!amount) {
        fields.problem("amount", "missing");
      } else if (!amount->is_string()) {
        fields.problem("amount", "not_a_string");
      } else {
        command.amount = amount->as_string();
      }
      command.confirm = fields.boolean("confirm", false);
    }
    if (what == Do::offer && command.lot) {
      const Value* content = fields.object("content", true);
      if (content)
        command.content = content_from_json(*content, path + "/content", scenario_.lots[*command.lot].rules.currency, problems_);
    }
    if (what == Do::offer) command.late = fields.boolean("late", false);
    if (what == Do::open_sealed) read_opened(fields, command);
    if (what == Do::extend) command.by = fields.integer("by_seconds", -kLongest / kSecond, 2 * kLongest / kSecond) * kSecond;
    if (what == Do::outage) {
      command.from = fields.time("from");
      command.to = fields.time("to");
    }
    if (what == Do::admit && command.lot) {
      const Rules& rules = scenario_.lots[*command.lot].rules;
      command.terms = read_terms(fields, path, rules);
      if (!command.bidder.empty() && !names_[*command.lot].insert(command.bidder).second)
        fields.problem("bidder", "duplicate_bidder");
    }
    if (what != Do::bid && what != Do::offer && what != Do::admit) {
      command.reason = fields.optional_text("reason", kLongestReason);
      const bool required = what == Do::pause || what == Do::cancel || what == Do::extend || what == Do::disqualify;
      if (required && command.reason.empty()) fields.problem("reason", "reason_missing");
    }
  }

  Problems& problems_;
  Scenario scenario_;
  std::vector<std::set<std::string>> names_;  // of each lot's bidders
};

}  // namespace

std::string_view name(Scenario::Do what) { return kDos[static_cast<int>(what)]; }

Scenario scenario_from_json(const Value& value, Problems& problems) { return Reader(problems).read(value); }

}  // namespace terang::auction
