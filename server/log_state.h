// The public side of the log: its tree, its keys and its newest checkpoint. Only durable entries are ever in it.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "ledger/bundle.h"
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/hash_tree.h"
#include "ledger/signing_key.h"
#include "ledger/tile.h"
#include "tender/registry.h"

namespace terang::server {

class LogState {
 public:
  using Keys = std::vector<tender::LogKeyRecord>;  // as the log tells them; empty: its first key signs alone

  LogState(std::string origin, ledger::SigningKey key, ledger::HashTree tree);

  void append(const std::vector<ledger::Entry>& durable);

  struct Signed {
    ledger::Checkpoint checkpoint;
    std::string note;
  };
  // Of all durable entries; signed again only when the log grew. While its key cannot sign, of as many as it last did
  // (an empty note: of none yet).
  Signed checkpoint();
  // Of the first `size` durable entries (asserted: there are as many); an empty note where its key cannot sign.
  Signed checkpoint_at(std::uint64_t size) const;
  std::uint64_t size() const;
  const std::string& origin() const { return origin_; }

  // ---- keys
  void hold(const ledger::SigningKey& key);  // at hand, for when the log says that it signs
  // From here on as the log says. False: the key that signs now is not at hand, and nothing changed.
  bool follow(Keys keys, Micros now);
  void retire(Micros now);  // those whose overlap is over
  ledger::SigningKey key() const;  // that signs now
  std::string vkey() const;
  ledger::VerifierKey verifier_key() const;
  // Of all its days, oldest first.
  std::vector<ledger::VerifierKey> verifier_keys(bool compromised_too = false) const;
  ledger::BundleSigner bundle_signer() const;
  // As bundles name them (named_keys.h), but as of now.
  json::Value vkeys(Micros now) const;

  // Inclusion of entry `seq` in the checkpoint that comes with it; nothing while it is in none.
  struct Inclusion {
    std::vector<Hash> proof;
    std::string note;
  };
  std::optional<Inclusion> inclusion(std::uint64_t seq);
  // Nothing where there is nothing to prove: from an empty tree, and to itself.
  std::vector<Hash> consistency(std::uint64_t old_size, std::uint64_t size) const;  // old_size ≤ size ≤ size() (asserted)
  std::vector<Hash> proof(std::uint64_t seq, std::uint64_t size) const;  // size ≤ size() (asserted)

  std::optional<std::string> hash_tile(const ledger::TilePath& path) const;

 private:
  struct Signer {
    ledger::SigningKey key;
    std::optional<Micros> until;
  };
  std::string sign(const ledger::Checkpoint& checkpoint) const;  // empty: it cannot

  const std::string origin_;
  // Held while a checkpoint is signed, which a module may take its time for: entries are appended meanwhile.
  mutable std::mutex signing_;
  std::vector<Signer> signers_;  // the current one first
  std::map<std::string, ledger::SigningKey> at_hand_;  // by vkey
  Keys keys_;

  mutable std::mutex mutex_;
  ledger::HashTree tree_;
  Signed newest_;
};

}  // namespace terang::server
