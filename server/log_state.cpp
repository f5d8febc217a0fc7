#include "server/log_state.h"

namespace terang::server {

LogState::LogState(std::string origin, ledger::SigningKey key, ledger::HashTree tree)
    : origin_(std::move(origin)), key_(std::move(key)), tree_(std::move(tree)) {}

void LogState::append(const std::vector<ledger::Entry>& durable) {
  const std::lock_guard lock(mutex_);
  for (const ledger::Entry& entry : durable) {
    TERANG_ASSERT(entry.header.seq == tree_.size());
    tree_.append(entry.leaf);
  }
}

LogState::Signed LogState::checkpoint_locked() {
  if (newest_.note.empty() || newest_.checkpoint.size != tree_.size()) {
    newest_.checkpoint = {origin_, tree_.size(), tree_.root()};
    newest_.note = ledger::sign_checkpoint(origin_, newest_.checkpoint.size, newest_.checkpoint.root, key_);
  }
  return newest_;
}

LogState::Signed LogState::checkpoint() {
  const std::lock_guard lock(mutex_);
  return checkpoint_locked();
}

LogState::Signed LogState::checkpoint_at(std::uint64_t size) const {
  const std::lock_guard lock(mutex_);
  TERANG_ASSERT(size <= tree_.size());
  const Hash root = ledger::root_at(tree_, size);
  return {{origin_, size, root}, ledger::sign_checkpoint(origin_, size, root, key_)};
}

std::uint64_t LogState::size() const {
  const std::lock_guard lock(mutex_);
  return tree_.size();
}

std::string LogState::vkey() const { return ledger::format_vkey(verifier_key()); }

ledger::VerifierKey LogState::verifier_key() const { return ledger::verifier_key(key_, origin_); }

ledger::BundleSigner LogState::bundle_signer() const { return ledger::bundle_signer(key_, origin_); }

std::vector<Hash> LogState::proof(std::uint64_t seq, std::uint64_t size) const {
  const std::lock_guard lock(mutex_);
  return ledger::inclusion_proof(tree_, seq, size);
}

std::vector<Hash> LogState::consistency(std::uint64_t old_size, std::uint64_t size) const {
  TERANG_ASSERT(old_size <= size);
  if (old_size == 0 || old_size == size) return {};
  const std::lock_guard lock(mutex_);
  return ledger::consistency_proof(tree_, old_size, size);
}

std::optional<LogState::Inclusion> LogState::inclusion(std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  if (seq >= tree_.size()) return std::nullopt;
  Signed current = checkpoint_locked();
  return Inclusion{ledger::inclusion_proof(tree_, seq, current.checkpoint.size), std::move(current.note)};
}

std::optional<std::string> LogState::hash_tile(const ledger::TilePath& path) const {
  const std::lock_guard lock(mutex_);
  return ledger::hash_tile(tree_, path, tree_.size());
}

}  // namespace terang::server
