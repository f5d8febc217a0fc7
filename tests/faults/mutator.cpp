#include "tests/faults/mutator.h"

#include <algorithm>
#include <array>

#include "base/json.h"

namespace terang::tamper {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

json::Value parsed(const std::string& line) { return *json::parse(line, {.bytes = 1 << 20}); }

// The closing line counts what is there now; its seal stays.
void count_again(std::vector<std::string>& lines) {
  json::Value closing = parsed(lines.back());
  const auto entries = std::count_if(lines.begin() + 1, lines.end() - 1, [](const std::string& line) { return !line.starts_with("{\"document\""); });
  closing.set("entries", static_cast<std::uint64_t>(entries));
  lines.back() = json::canonical(closing);
}

void replace(std::string& text, std::string_view what, std::string_view with) {
  const auto at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), with);
}

}  // namespace

Mutator::Mutator(std::uint64_t seed) : random_(seed), told_(real_ledger()), log_(told_) {
  for (int form = 0; form < Log::kForms; ++form) bases_.push_back(log_.bundle(static_cast<Log::Form>(form), key_, log_.size()));
  held_ = log_.note(log_.size(), key_);
}

std::string Mutator::vkey() const { return ledger::format_vkey(ledger::verifier_key(key_, kOrigin)); }

Log::Form Mutator::any_form(Altered& altered) {
  const std::uint64_t form = pick(2) ? 0 : pick(Log::kForms);
  altered.base = altered.text = bases_[form];
  return static_cast<Log::Form>(form);
}

Altered Mutator::next() {
  for (;;) {
    Altered altered;
    switch (pick(10)) {
      case 0: case 1: case 2: altered = of_octets(); break;
      case 3: altered = of_lines(); break;
      case 4: altered = pick(2) ? of_lines() : of_documents(); break;
      case 5: case 6: altered = of_members(); break;
      case 7: altered = of_signatures(); break;
      default: altered = of_history(); break;
    }
    if (altered.text != altered.base) return altered;
  }
}

Altered Mutator::of_octets() {
  Altered one;
  any_form(one);
  std::string& text = one.text;
  const std::size_t at = pick(text.size());
  switch (pick(6)) {
    case 0: case 1: case 2: one.how = "a bit flipped"; text[at] = static_cast<char>(text[at] ^ (1 << pick(8))); break;
    case 3: one.how = "cut off"; text.resize(at); break;
    case 4: one.how = "octets removed"; text.erase(at, 1 + pick(40)); break;
    default: one.how = "an octet inserted"; text.insert(at, 1, " \n\t0aZ{}\\\"\xc3"[pick(11)]); break;
  }
  return one;
}

Altered Mutator::of_lines() {
  Altered one;
  any_form(one);
  auto lines = lines_of(one.text);
  const std::size_t entries = lines.size() - 2, at = 1 + pick(entries), to = 1 + pick(entries);
  switch (pick(6)) {
    case 0: one.how = "an entry dropped"; lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at)); break;
    case 1: one.how = "an entry twice"; lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(to), lines[at]); break;
    case 2: one.how = "entries in another order"; std::swap(lines[at], lines[to]); break;
    case 3: one.how = "the last entries dropped"; lines.erase(lines.end() - 1 - static_cast<std::ptrdiff_t>(1 + pick(std::min<std::size_t>(5, entries))), lines.end() - 1); break;
    case 4: one.how = "an entry of another bundle"; {
      const auto others = lines_of(bases_[pick(bases_.size())]);
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), others[1 + pick(others.size() - 2)]);
      break;
    }
    default: one.how = "an entry moved"; std::rotate(lines.begin() + static_cast<std::ptrdiff_t>(std::min(at, to)),
                                                     lines.begin() + static_cast<std::ptrdiff_t>(std::min(at, to)) + 1,
                                                     lines.begin() + static_cast<std::ptrdiff_t>(std::max(at, to)) + 1);
  }
  if (pick(3)) count_again(lines);
  one.text = joined(lines);
  return one;
}

Altered Mutator::of_members() {
  Altered one;
  any_form(one);
  auto lines = lines_of(one.text);
  std::size_t entries = lines.size() - 2;
  while (lines[entries].starts_with("{\"document\"")) --entries;  // documents stand behind the entries
  const std::size_t at = 1 + pick(entries), to = 1 + pick(entries);
  json::Value manifest = parsed(lines[0]), entry = parsed(lines[at]), other = parsed(lines[to]);
  const auto swap = [&](const char* member) {
    const json::Value* left = entry.find(member);
    const json::Value* right = other.find(member);
    const json::Value kept = left ? *left : json::Value();
    entry.set(member, right ? *right : json::Value());
    if (to != at) other.set(member, kept);
  };
  switch (pick(12)) {
    case 0: one.how = "salts swapped"; swap("salt"); break;
    case 1: one.how = "payloads swapped"; swap("payload"); swap("salt"); break;
    case 2: one.how = "headers swapped"; swap("header"); break;
    case 3: one.how = "proofs swapped"; swap("proof"); break;
    case 4: one.how = "a payload withheld"; entry.set("payload", nullptr); entry.set("salt", nullptr); break;
    case 5: one.how = "filed under another tender"; entry.set("tender", entry.find("tender")->is_null() ? json::Value(kAuction) : json::Value()); break;
    case 6: one.how = "another number"; entry.set("seq", entry.find("seq")->as_int() + (pick(2) ? 1 : 7)); break;
    case 7: one.how = "complete or not"; manifest.set("complete", !manifest.find("complete")->as_bool()); break;
    case 8: one.how = "another tender or range";
      if (manifest.find("range")) manifest.set("range", json::Value::array({1 + static_cast<int>(pick(50)), 60 + static_cast<int>(pick(99))}));
      else manifest.set("tender", pick(2) ? json::Value(kSealed) : json::Value());
      break;
    case 9: one.how = "the checkpoint of an earlier day"; manifest.set("checkpoint", log_.note(pick(log_.size()), key_)); break;
    case 10: one.how = "an envelope dropped or swapped"; {
      for (std::size_t i = 1; i <= entries; ++i)
        if (json::Value with = parsed(lines[i]); with.find("envelope")) {
          if (pick(2)) with.erase("envelope");
          else with.set("envelope", to_base64("other octets"));
          lines[i] = json::canonical(with);
          break;
        }
      entry = parsed(lines[at]), other = parsed(lines[to]);
      break;
    }
    default: one.how = "a member more"; (pick(2) ? manifest : entry).set("more", 1); break;
  }
  lines[0] = json::canonical(manifest);
  lines[at] = json::canonical(entry);
  if (to != at) lines[to] = json::canonical(other);
  one.text = joined(lines);
  return one;
}

Altered Mutator::of_documents() {
  Altered one;
  one.base = one.text = bases_[static_cast<std::size_t>(Log::Form::documents)];
  auto lines = lines_of(one.text);
  const auto first = std::find_if(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("{\"document\""); });
  const std::size_t from = static_cast<std::size_t>(first - lines.begin()), count = lines.size() - 1 - from, at = from + pick(count);
  json::Value document = parsed(lines[at]), manifest = parsed(lines[0]);
  switch (pick(6)) {
    case 0: one.how = "another document's octets"; document.set("octets", to_base64("%PDF-1.7 forged")); lines[at] = json::canonical(document); break;
    case 1: one.how = "a document said to be another"; {
      const char* member = std::array{"name", "sha256", "tender", "type"}[pick(4)];
      document.find("document")->set(member, std::string(document.find("document")->text(member)) + "0");
      lines[at] = json::canonical(document);
      break;
    }
    case 2: one.how = "a document twice"; lines.insert(first, lines[at]); break;
    case 3: one.how = "all documents dropped"; lines.erase(first, lines.end() - 1); break;
    case 4: one.how = "documents that are not promised"; manifest.erase("documents"); break;
    default: one.how = "another policy of its own"; manifest.set("policy", pick(2) ? "quorum nobody\n" : "quorum none\n\n"); break;
  }
  lines[0] = json::canonical(manifest);
  one.text = joined(lines);
  return one;
}

Altered Mutator::of_signatures() {
  Altered one;
  const Log::Form form = any_form(one);
  auto lines = lines_of(one.text);
  json::Value manifest = parsed(lines[0]);
  switch (pick(4)) {
    case 0: one.how = "signed by another key, which it names"; one.text = log_.bundle(form, other_, log_.size()); return one;
    case 1: one.how = "the checkpoint signed by another key"; manifest.set("checkpoint", log_.note(log_.size(), other_)); break;
    case 2: one.how = "sealed by another key"; {
      const auto others = lines_of(log_.bundle(form, other_, log_.size()));
      lines.back() = others.back();
      break;
    }
    default: one.how = "the seal of another bundle"; lines.back() = lines_of(bases_[pick(bases_.size())]).back(); break;
  }
  lines[0] = json::canonical(manifest);
  one.text = joined(lines);
  return one;
}

// The whole history told another way, every hash made again.
Log Mutator::changed(std::string& how) {
  std::vector<Told> told = told_;
  const std::size_t at = pick(told.size());
  const auto of_kind = [&](std::string_view kind) {
    std::size_t found = at;
    while (told[found].kind != kind) found = (found + 1) % told.size();
    return found;
  };
  switch (pick(8)) {
    case 0: how = "an amount"; replace(told[of_kind("bid.placed")].data, "\"amount\":\"9", "\"amount\":\"8"); break;
    case 1: how = "a document"; replace(told[of_kind("tender.published")].data, "School desks of teak", "School desks of pine"); break;
    case 2: how = "the rules"; replace(told[of_kind("tender.published")].data, "\"ceiling\":\"1000\"", "\"ceiling\":\"2000\""); break;
    case 3: how = "a bid removed"; told.erase(told.begin() + static_cast<std::ptrdiff_t>(of_kind("bid.placed"))); break;
    case 4: how = "a bid twice"; { const std::size_t bid = of_kind("bid.placed"); told.insert(told.begin() + static_cast<std::ptrdiff_t>(bid), told[bid]); break; }
    case 5: how = "a time"; told[at].time = at ? told[at - 1].time : told[at].time - 1; if (at && told[at].time == told_[at].time) told[at].time += 1; for (std::size_t i = at + 1; i < told.size(); ++i) told[i].time = std::max(told[i].time, told[i - 1].time); break;
    case 6: how = "a salt"; told[at].salt[pick(16)] ^= 1; break;
    default: how = "one tender whole"; for (Told& one : told) if (one.tender == kAuction) one.salt[0] ^= 0x55; break;
  }
  return Log(told);
}

Altered Mutator::of_history() {
  Altered one;
  Log::Form form = any_form(one);
  std::string how;
  one.by_log = pick(2);
  if (one.by_log && pick(5) == 0) {
    one.how = "rolled back";
    one.text = log_.bundle(form, key_, log_.size() - 1 - pick(log_.size() / 2));
    return one;
  }
  Log forged = changed(how);
  if (one.by_log && forged.size() > log_.size()) {  // part of a longer log cannot be held against what was kept
    form = Log::Form::whole;
    one.base = bases_[0];
  }
  if (one.by_log) {
    one.how = "told another way by the log itself: " + how;
    one.text = forged.bundle(form, key_, forged.size());
    return one;
  }
  // Without the log's key: its own old statement and seal above what was made again.
  one.how = "made again without the log's key: " + how;
  auto lines = lines_of(forged.bundle(form, other_, forged.size()));
  const auto before = lines_of(one.base);
  lines.front() = before.front();
  lines.back() = before.back();
  if (lines.size() != before.size()) count_again(lines);
  one.text = joined(lines);
  return one;
}

std::string Mutator::other_rules_by_log() {
  std::vector<Told> told = told_;
  for (Told& one : told)
    if (one.tender == kAuction) replace(one.data, "\"ceiling\":\"1000\"", "\"ceiling\":\"970\"");
  Log forged(told);
  return forged.bundle(Log::Form::whole, key_, forged.size());
}

}  // namespace terang::tamper
