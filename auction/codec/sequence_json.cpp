#include "auction/codec/sequence_json.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

constexpr std::int64_t kLongestGap = 86'400;

}  // namespace

Sequence sequence_from_json(const Value* value, const std::string& path, Problems& problems) {
  Sequence sequence;
  if (!value || value->is_null()) return sequence;
  Fields fields(*value, path, problems);
  const std::string kind = fields.text("kind", 32);
  if (kind == name(Sequence::Kind::serial)) {
    sequence.kind = Sequence::Kind::serial;
    sequence.gap = fields.integer("gap_seconds", 0, kLongestGap) * kSecond;
  } else if (kind == name(Sequence::Kind::staggered)) {
    sequence.kind = Sequence::Kind::staggered;
    sequence.gap = fields.integer("every_seconds", 1, kLongestGap) * kSecond;
    const std::string when = fields.text("when_extended", 16);
    sequence.moves = when != "keep";
    if (!when.empty() && when != "keep" && when != "move") fields.problem("when_extended", "unknown_when_extended");
  } else if (!kind.empty() && kind != name(Sequence::Kind::parallel)) {
    fields.problem("kind", "unknown_sequence");
    return sequence;
  }
  fields.no_others();
  return sequence;
}

void check(const Sequence& sequence, LotTimes first, std::size_t lots, const std::string& path, Problems& problems) {
  if (sequence.kind == Sequence::Kind::parallel) return;
  if (lots < 2) problems.push_back({path, "sequence_needs_lots"});
  if (lots > 0 && planned(sequence, first, lots - 1).ends_at - first.starts_at > kLongest)
    problems.push_back({path, "sequence_too_long"});
}

void check(const Sequence& sequence, const Value& rules, const Format& format, const std::string& path, Problems& problems) {
  if (sequence.kind == Sequence::Kind::parallel) return;
  for (const char* time : {"starts_at", "ends_at"})
    if (rules.find(time)) problems.push_back({path + "/" + time, "times_with_sequence"});
  if (!possible(sequence.kind, format)) problems.push_back({path + "/type", "sequence_not_in_format"});
}

Value moved_to_json(std::span<const std::size_t> moved, std::span<LotAuction* const> lots,
                    const std::function<std::string(std::size_t)>& lot_id) {
  json::Array list;
  for (const std::size_t position : moved) {
    const LotAuction& lot = *lots[position];
    list.push_back(Value::object({{"ends_at", format_time(lot.ends_at())},
                                  {"lot", lot_id(position)},
                                  {"starts_at", format_time(lot.starts_at())}}));
  }
  return Value(std::move(list));
}

}  // namespace terang::auction
