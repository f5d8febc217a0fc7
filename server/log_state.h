// The public side of the log: its tree, its key and its newest checkpoint. Only durable entries are ever in it.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/bundle.h"
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/hash_tree.h"
#include "ledger/signing_key.h"
#include "ledger/tile.h"

namespace terang::server {

class LogState {
 public:
  LogState(std::string origin, ledger::SigningKey key, ledger::HashTree tree);

  void append(const std::vector<ledger::Entry>& durable);

  struct Signed {
    ledger::Checkpoint checkpoint;
    std::string note;
  };
  Signed checkpoint();          // of all durable entries; signed again only when the log grew
  Signed checkpoint_at(std::uint64_t size) const;  // of the first `size` durable entries (asserted: there are as many)
  std::uint64_t size() const;
  const std::string& origin() const { return origin_; }
  std::string vkey() const;
  ledger::VerifierKey verifier_key() const;
  ledger::BundleSigner bundle_signer() const;

  // Inclusion of entry `seq` in the checkpoint that comes with it; nothing while the entry is not durable.
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
  Signed checkpoint_locked();

  const std::string origin_;
  const ledger::SigningKey key_;
  mutable std::mutex mutex_;
  ledger::HashTree tree_;
  Signed newest_;
};

}  // namespace terang::server
