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
    if (mismatch) return;
    if (entry.kind.empty()) return registry.missing({entry.seq, entry.time, {}, entry.tender, {}});
    const auto found = registry.replay({entry.seq, entry.time, entry.kind, entry.tender, entry.data});
    if (found)
      mismatch = Failure{"replay_mismatch", "Entry " + std::to_string(entry.seq) + " (" + std::string(entry.kind) +
                                                ") at \"" + found->path + "\": the rules give " + found->expected +
                                                ", the entry has " + found->found + "."};
  });
  if (stored && mismatch) return *mismatch;
  if (const auto seqs = registry.unexplained(); stored && !seqs.empty())
    return Failure{"erasure_unexplained", "Entry " + std::to_string(seqs.front()) + " has lost its payload, and no entry says that it was erased (" +
                                              std::to_string(seqs.size()) + " such entries)."};
  return stored;
} catch (const Stopped&) {
  return Failure{"stopped", "Asked to stop while the log was read."};
}

Result<bool> check_promise(ledger::PgJournal& journal, const tender::Registry& registry, const ledger::SigningKey& first,
                           const std::string& origin) {
  const auto text = journal.last_checkpoint();
  if (!text) return text.error();
  if (text->empty()) return true;
  std::vector<ledger::VerifierKey> known;
  for (const tender::LogKeyRecord& record : registry.log_keys())
    if (const auto key = ledger::parse_vkey(record.vkey)) known.push_back(*key);
  if (known.empty()) known.push_back(ledger::verifier_key(first, origin));
  const auto note = ledger::open_note(*text, known);
  const auto checkpoint = note ? ledger::parse_checkpoint(note->text) : Result<ledger::Checkpoint>(note.error());
  if (checkpoint && checkpoint->origin == origin) return true;
  const Failure why = checkpoint ? Failure{"checkpoint_foreign_origin", "it is of " + checkpoint->origin + "."} : checkpoint.error();
  return Failure{why.name, "The newest stored checkpoint was not made by this log's key under the name " + origin + ": " + why.message};
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
