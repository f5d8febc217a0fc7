// Decides the tenders of a bundle again, in a browser: what terang-verify replays them with, behind five functions.
//
//   begin(partial, from)      once; `partial` as make_tender_replayer() has it, `from` where a range begins, otherwise 0
//   room(size) → address      where the caller writes `size` octets of records
//   take(size) → 0, 1         decides them in order; 1: something came out differently, and nothing more is to be taken
//   settle(), told_size()     at the end: what came of it, {"again":…,"first":…,"undecided":[…],"wrong":…}
//                             first: the finding that ended it; wrong: one of a tender of which entries are missing
//
//   record := tender's length u32 | payload's length u32, or 2^32-1: withheld | header [81] | tender | payload
//
// Numbers are little-endian, but for those of the header. Whoever calls has verified headers and payloads.
#include <cstring>
#include <memory>
#include <set>
#include <string>

#include "base/check.h"
#include "base/json.h"
#include "ledger/entry.h"
#include "ledger/envelope.h"
#include "ledger/verify/decision_checker.h"
#include "ledger/verify/erasure_checker.h"
#include "ledger/verify/tender_replayer.h"

// The caller throws, so that nothing goes on from a state that the cores do not understand.
__attribute__((import_module("terang"), import_name("broken"))) extern "C" [[noreturn]] void broken(const char* text, std::size_t size);

namespace terang {

void assertion_failed(const char* condition, const char* file, int line) {
  const std::string text = std::string("assertion failed: ") + condition + " (" + file + ":" + std::to_string(line) + ")";
  broken(text.data(), text.size());
}

namespace ledger {
namespace {

constexpr std::uint32_t kWithheld = UINT32_MAX;

struct Replay {
  DecisionChecker decisions;
  ErasureChecker erasures;
  std::optional<Finding> first;
  bool range = false;
  std::set<std::string, std::less<>> begun;  // tenders that the range told of
};
std::unique_ptr<Replay> replay;
std::string records, told;

std::string_view cut(std::string_view& rest, std::size_t size) {
  TERANG_ASSERT(size <= rest.size());
  const std::string_view octets = rest.substr(0, size);
  rest.remove_prefix(size);
  return octets;
}

std::uint32_t cut_number(std::string_view& rest) {
  std::uint32_t number;
  std::memcpy(&number, cut(rest, sizeof number).data(), sizeof number);
  return number;
}

void take_one(std::string_view& rest) {
  const std::uint32_t tender_size = cut_number(rest), payload_size = cut_number(rest);
  const auto header = decode_header(cut(rest, kHeaderSize));
  TERANG_ASSERT(header);
  EntryView view{.seq = header->seq, .time = header->time, .tender = cut(rest, tender_size)};
  if (payload_size == kWithheld) {
    replay->decisions.missing(view);
    replay->erasures.missing(view);
    return;
  }
  const auto payload = read_envelope(cut(rest, payload_size));
  TERANG_ASSERT(payload);
  view.kind = payload->kind;
  view.tender = payload->tender;
  view.tseq = payload->tseq;
  view.data = payload->data;
  if (replay->range && !view.tender.empty() && replay->begun.emplace(view.tender).second) view.before = view.tseq;
  if (view.kind == "entry.erased")
    if (const auto data = json::parse(view.data, {.bytes = 8u << 20, .depth = 20, .decimals = false})) replay->erasures.add(view, *data);
  replay->first = replay->decisions.add(view);
}

json::Value to_json(const std::optional<Finding>& finding) {
  if (!finding) return {};
  return json::Value::object({{"check", finding->check}, {"expected", finding->expected}, {"field", finding->field},
                              {"found", finding->found}, {"seq", finding->seq}});
}

}  // namespace
}  // namespace ledger
}  // namespace terang

using namespace terang;
using namespace terang::ledger;

extern "C" {

// What the standard libraries would print before it stops.
[[noreturn]] void abort_message(const char* format, ...) { broken(format, std::strlen(format)); }
[[noreturn]] void __assert_fail(const char* condition, const char* file, int line, const char*) {
  assertion_failed(condition, file, line);
}

__attribute__((export_name("begin"))) void begin(bool partial, double from) {
  replay.reset(new Replay{DecisionChecker(make_tender_replayer(partial), static_cast<std::uint64_t>(from)), {}, {}, from > 0, {}});
}

__attribute__((export_name("room"))) char* room(std::size_t size) {
  records.resize(size);
  return records.data();
}

__attribute__((export_name("take"))) bool take(std::size_t size) {
  TERANG_ASSERT(size <= records.size());
  std::string_view rest(records.data(), size);
  while (!rest.empty() && !replay->first) take_one(rest);
  return replay->first.has_value();
}

__attribute__((export_name("settle"))) const char* settle() {
  const auto explained = [](std::uint64_t seq, const std::string& tender) { return replay->erasures.explained(seq, tender); };
  const DecisionChecker::Settled settled = replay->decisions.settle(explained);
  json::Array undecided;
  for (const Undecided& one : settled.undecided) undecided.push_back(to_json(one));
  told = json::canonical(json::Value::object({{"again", settled.again}, {"first", to_json(replay->first)},
                                              {"undecided", std::move(undecided)}, {"wrong", to_json(settled.wrong)}}));
  return told.data();
}

__attribute__((export_name("told_size"))) std::size_t told_size() { return told.size(); }
}
