// Which keys may sign checkpoints of a log, as its own entries tell: `log.key_rotated` and `log.key_compromised` (KEYS.md).
// The first key stands in no entry: readers have it from elsewhere.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "ledger/log_checker.h"
#include "ledger/note.h"

namespace terang::ledger {

struct LogKey {
  std::string vkey;
  std::optional<std::uint64_t> from_seq;          // the entry that introduced it; none: the first key
  std::optional<std::uint64_t> until_seq;         // the entry that put another in its place
  Micros overlap_until = 0;                       // where there is one: it signs beside the new one until then
  std::optional<std::uint64_t> compromised_from;  // its signatures on checkpoints of this size or more are not to be believed
  bool operator==(const LogKey&) const = default;
};

class KeyHistory {
 public:
  // Of a whole log, or of a part that has all its entries on keys; or of one that begins in their midst (`partial`).
  explicit KeyHistory(bool partial = false) : partial_(partial) {}
  explicit KeyHistory(std::vector<LogKey> keys) : keys_(std::move(keys)) {}

  // Entries in order; of other kinds none is looked at. What is wrong:
  //   vkey_malformed               a key is none, or not of this log's name
  //   rotation_broken              it does not follow the key that signs now
  //   rotation_signature_invalid   the old key has not endorsed the new one, or the new one not itself
  std::optional<Finding> add(const EntryView& entry, std::string_view origin);
  std::optional<Finding> add(const EntryView& entry, const json::Value& data, std::string_view origin);

  // Oldest first; empty where the log never changed its key.
  const std::vector<LogKey>& keys() const { return keys_; }
  const LogKey* find(std::string_view vkey) const;
  // From which size on its signatures are not to be believed, as entries say; also of a key that is not among keys(),
  // because what was told of it before is not there.
  std::optional<std::uint64_t> distrusted_from(std::string_view vkey) const;
  std::vector<std::string> told() const;  // all vkeys that entries say something of

  // Whether who trusts `held` may believe `signer` under a checkpoint of `size` entries, the newest of them of time
  // `newest`. Empty: yes. Else, in this order:
  //   vkey_unknown       no entry leads from the one key to the other
  //   vkey_compromised   `signer` from that size on; or a key on the way, before it endorsed the next
  //   vkey_retired       its overlap was over
  std::string_view refusal(std::string_view held, std::string_view signer, std::uint64_t size, Micros newest) const;
  // All keys that whoever trusts one of `held` may believe so.
  std::vector<VerifierKey> believed(std::span<const VerifierKey> held, std::uint64_t size, Micros newest) const;

 private:
  bool partial_ = false;
  std::vector<LogKey> keys_;
  std::map<std::string, std::uint64_t, std::less<>> distrusted_;
};

// What both keys sign in a `log.key_rotated` (RFC 8785): "type":"terang.log-key.v1".
std::string bytes_of_rotation(std::string_view origin, std::string_view old_vkey, std::string_view new_vkey,
                              std::int64_t overlap_seconds);

}  // namespace terang::ledger
