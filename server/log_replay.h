// Brings the tender core to where the stored log ends, deciding every command of it again.
#pragma once

#include <functional>
#include <vector>

#include "ledger/pg_journal.h"
#include "ledger/stored_log.h"
#include "server/signature.h"
#include "tender/registry.h"

namespace terang::server {

// Failures: those of ledger::verify_stored_log, replay_mismatch: an entry is not what the rules make of it, and
// erasure_unexplained: a payload is gone, and no entry says why.
// `promised`: the newest published checkpoint, if any, which the log must still hold. `stop_asked` is asked now and
// then: true ends the replay with the failure `stopped`.
Result<ledger::StoredLog> replay_log(ledger::Journal& journal, tender::Registry& registry,
                                     const std::optional<ledger::Checkpoint>& promised,
                                     const std::function<bool()>& stop_asked = [] { return false; });

// The newest stored checkpoint was signed by a key of this log: one that the log tells of, or `first` where it tells of none.
// Failures: note_unsigned, note_signature_invalid, checkpoint_foreign_origin.
Result<bool> check_promise(ledger::PgJournal& journal, const tender::Registry& registry, const ledger::SigningKey& first,
                           const std::string& origin);

// What the newest stored checkpoint says, for programs without the log's key: who signed it is terang-verify's question.
Result<std::optional<ledger::Checkpoint>> promise_of(ledger::PgJournal& journal);

// Every registered, unrevoked key.
void load_keys(const tender::Registry& registry, KeyDirectory& keys);

}  // namespace terang::server
