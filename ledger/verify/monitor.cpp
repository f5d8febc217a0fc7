#include "ledger/verify/monitor.h"

#include "base/json.h"
#include "base/time.h"

namespace terang::ledger {
namespace {

struct Condition {
  std::string alert, severity, message;
  json::Value seq, tender, expected, found;
};

std::string alert_of(std::string_view check) {
  if (check == "log_forked") return "fork";
  if (check == "log_rolled_back") return "rollback";
  for (const char* gap : {"entry_missing", "header_malformed", "seq_mismatch", "chain_broken", "time_decreased", "tile_mismatch", "log_truncated"})
    if (check == gap) return "gap";
  for (const char* rule : {"replay_mismatch", "surrogate_", "opening_", "sealed_bid_late", "sealing_key_mismatch", "envelope_missing"})
    if (check.starts_with(rule)) return "rule_broken";
  return "signature";
}

Condition condition_of(const Finding& finding) {
  return {alert_of(finding.check), "danger", sentence(finding), json::Value(finding.seq),
          finding.tender.empty() ? json::Value() : json::Value(finding.tender), json::Value(finding.expected), json::Value(finding.found)};
}

std::string line(const Condition& condition, Micros now, MonitorState& state) {
  return json::canonical(json::Value::object({{"alert", condition.alert},
                                              {"at", format_time(now)},
                                              {"expected", condition.expected},
                                              {"found", condition.found},
                                              {"id", state.next_id++},
                                              {"message", condition.message},
                                              {"seq", condition.seq},
                                              {"severity", condition.severity},
                                              {"tender", condition.tender}})) + "\n";
}

}  // namespace

std::string write_monitor_state(const MonitorState& state) {
  return json::canonical(json::Value::object({{"condition", state.condition},
                                              {"grown_at", state.grown_at},
                                              {"looked_at", state.looked_at},
                                              {"memory", write_memory(state.memory)},
                                              {"next_id", state.next_id},
                                              {"undecided", json::Array(state.undecided.begin(), state.undecided.end())}})) + "\n";
}

Result<MonitorState> read_monitor_state(std::string_view text) {
  const auto value = json::parse(text, {.bytes = 1 << 20});
  const json::Value* grown = value ? value->find("grown_at") : nullptr;
  const json::Value* id = value ? value->find("next_id") : nullptr;
  if (!grown || !grown->is_int() || !id || !id->is_int() || id->as_int() < 1)
    return Failure{"memory_malformed", "What the monitor remembered is not as this program wrote it."};
  auto memory = read_memory(value->text("memory"));
  if (!memory) return memory.error();
  const json::Value *looked = value->find("looked_at"), *undecided = value->find("undecided");
  const bool counts = looked && looked->is_int() && looked->as_int() >= 0;
  MonitorState state{std::move(*memory), static_cast<std::uint64_t>(id->as_int()), std::string(value->text("condition")), grown->as_int(),
                     counts ? static_cast<std::uint64_t>(looked->as_int()) : 0, {}};
  if (undecided && undecided->is_array())
    for (const json::Value& tender : undecided->as_array())
      if (tender.is_string()) state.undecided.emplace_back(tender.as_string());
  return state;
}

std::string visit(const Fetch& fetch, const Trust& trust, const MonitorOptions& options, Micros now, MonitorState& state,
                  const FurtherChecks& further) {
  std::optional<Condition> condition;
  const std::uint64_t before = state.memory.size();
  const auto followed = follow_log(fetch, trust, state.memory);
  if (!followed) {
    // What is promised and not there is a gap, unless nothing at all is there.
    const bool missing = followed.error().name == "log_file_missing" && fetch("checkpoint").ok();
    condition = Condition{missing ? "gap" : "unreachable", missing ? "danger" : "warning", followed.error().message, {}, {}, {}, {}};
  } else if (followed->finding) {
    condition = condition_of(*followed->finding);
  } else {
    if (state.memory.size() > before || state.grown_at == 0) state.grown_at = now;
    const auto broken = further ? further(followed->to) : std::nullopt;
    if (broken) condition = condition_of(*broken);
    else if (options.stall > 0 && now - state.grown_at > options.stall)
      condition = Condition{"stall", "warning", "No new entry since " + format_time(state.grown_at) + ".", {}, {}, {}, {}};
  }
  std::string lines;
  const std::string stands = condition ? condition->alert : "";
  if (stands != state.condition) {
    if (!condition) {
      lines += line({"recovered", "information", "The log is again as it must be; before: " + state.condition + ".", {}, {}, {}, {}}, now, state);
    } else {
      lines += line(*condition, now, state);
    }
  }
  // A broken rule stays broken: it is told once, and does not end with the next visit.
  state.condition = stands == "rule_broken" ? "" : stands;
  return lines + json::canonical(json::Value::object({{"alert", "heartbeat"}, {"at", format_time(now)}, {"size", state.memory.size()}})) + "\n";
}

}  // namespace terang::ledger
