// What a bundle says of the log's keys, held against the `log.key_*` entries that it carries. A whole log's and a tender's
// bundle carry all of them; a range only its own: of the others it is the log's word.
#pragma once

#include <optional>

#include "ledger/bundle.h"
#include "ledger/key_history.h"
#include "ledger/log_checker.h"

namespace terang::ledger {

struct NamedKeys {
  std::uint64_t keys = 0;
  std::uint64_t shown = 0;  // of these: all that is said of them follows from entries that the bundle carries
};

// `history`: what the bundle's entries tell; `newest`: the time of the last of them. Empty `named` where the bundle says
// nothing of keys. Findings, in this order: vkeys_mismatch (the keys do not follow one another, the one that seals the bundle is not
// among them, or an entry says otherwise), and of a range, by its own word, vkey_compromised, vkey_retired.
std::optional<Finding> check_named_keys(const BundleManifest& manifest, const Checkpoint& checkpoint, const KeyHistory& history, Micros newest,
                                        std::optional<NamedKeys>& named);

}  // namespace terang::ledger
