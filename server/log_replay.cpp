#include "server/log_replay.h"

#include "ledger/note.h"

namespace terang::server {
namespace {

struct Stopped {};  // thrown through the reading of the log, which knows no other way to end early
constexpr std::uint64_t kAskEvery = 4096;  // entries: a few milliseconds

}  // namespace

Result<ledger::StoredLog> replay_log(ledger::Journal& journal, tender::Registry& registry,
                                     const std::optional<ledger::Checkpoint>& promised,
                                     const std::function<bool()>& stop_asked) try {
  std::optional<Failure> mismatch;
  auto stored = ledger::verify_stored_log(journal, promised, [&](const ledger::EntryView& entry) {
    if (entry.seq % kAskEvery == 0 && stop_asked()) throw Stopped{};
    if (mismatch || entry.kind.empty()) return;
    const auto found = registry.replay({entry.seq, entry.time, entry.kind, entry.tender, entry.data});
    if (found)
      mismatch = Failure{"replay_mismatch", "Entry " + std::to_string(entry.seq) + " (" + std::string(entry.kind) +
                                                ") at \"" + found->path + "\": the rules give " + found->expected +
                                                ", the entry has " + found->found + "."};
  });
  if (stored && mismatch) return *mismatch;
  return stored;
} catch (const Stopped&) {
  return Failure{"stopped", "Asked to stop while the log was read."};
}

Result<std::optional<ledger::Checkpoint>> promise_of(ledger::PgJournal& journal) {
  const auto text = journal.last_checkpoint();
  if (!text) return text.error();
  if (text->empty()) return std::optional<ledger::Checkpoint>();
  const auto note = ledger::parse_note(*text);
  if (!note) return note.error();
  const auto promised = ledger::parse_checkpoint(note->text);
  if (!promised) return promised.error();
  return std::optional(*promised);
}

void load_keys(const tender::Registry& registry, KeyDirectory& keys) {
  for (const tender::KeyRecord* record : registry.all_keys()) {
    if (record->revoked) continue;
    const auto spki = from_base64(record->spki);
    const auto key = spki ? PublicKey::parse(*spki) : Failure{"key_malformed", {}};
    if (key) keys.put(record->account.text, *key);
  }
}

}  // namespace terang::server
