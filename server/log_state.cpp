#include "server/log_state.h"

#include <algorithm>

#include "server/log.h"

namespace terang::server {

LogState::LogState(std::string origin, ledger::SigningKey key, ledger::HashTree tree)
    : origin_(std::move(origin)), signers_{{key, std::nullopt}}, tree_(std::move(tree)) {
  hold(key);
}

void LogState::append(const std::vector<ledger::Entry>& durable) {
  const std::lock_guard lock(mutex_);
  for (const ledger::Entry& entry : durable) {
    TERANG_ASSERT(entry.header.seq == tree_.size());
    tree_.append(entry.leaf);
  }
}

std::string LogState::sign(const ledger::Checkpoint& checkpoint) const {
  std::vector<ledger::SigningKey> keys;
  for (const Signer& signer : signers_) keys.push_back(signer.key);
  auto note = ledger::sign_note(ledger::checkpoint_text(checkpoint), origin_, keys);
  if (note) return *std::move(note);
  log_error("log_key.unavailable", {{"why", note.error().message}});
  return {};
}

LogState::Signed LogState::checkpoint() {
  const std::lock_guard signing(signing_);
  Signed wanted;
  {
    const std::lock_guard lock(mutex_);
    if (!newest_.note.empty() && newest_.checkpoint.size == tree_.size()) return newest_;
    wanted.checkpoint = {origin_, tree_.size(), tree_.root()};
  }
  wanted.note = sign(wanted.checkpoint);
  const std::lock_guard lock(mutex_);
  if (!wanted.note.empty()) newest_ = std::move(wanted);
  return newest_;
}

LogState::Signed LogState::checkpoint_at(std::uint64_t size) const {
  const std::lock_guard signing(signing_);
  Signed wanted;
  {
    const std::lock_guard lock(mutex_);
    TERANG_ASSERT(size <= tree_.size());
    wanted.checkpoint = {origin_, size, ledger::root_at(tree_, size)};
  }
  wanted.note = sign(wanted.checkpoint);
  return wanted;
}

std::uint64_t LogState::size() const {
  const std::lock_guard lock(mutex_);
  return tree_.size();
}

void LogState::hold(const ledger::SigningKey& key) {
  const std::lock_guard signing(signing_);
  at_hand_.insert_or_assign(ledger::format_vkey(ledger::verifier_key(key, origin_)), key);
}

bool LogState::follow(Keys keys, Micros now) {
  const std::lock_guard signing(signing_);
  std::vector<Signer> signers;
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    const bool current = key == keys.rbegin();
    if (!current && (key->compromised_from || key->overlap_until <= now)) continue;
    const auto held = at_hand_.find(key->vkey);
    if (held == at_hand_.end() && current) return false;
    if (held == at_hand_.end())
      log_warning("log_key.missing", {{"vkey", key->vkey}});  // its successor signs alone
    else
      signers.push_back({held->second, current ? std::nullopt : std::optional(key->overlap_until)});
  }
  keys_ = std::move(keys);
  if (signers.empty()) return true;  // the first key of a log that never changed it
  signers_ = std::move(signers);
  const std::lock_guard lock(mutex_);
  newest_ = {};
  return true;
}

void LogState::retire(Micros now) {
  const std::lock_guard signing(signing_);
  std::erase_if(signers_, [&](const Signer& signer) { return signer.until && *signer.until <= now; });
}

ledger::SigningKey LogState::key() const {
  const std::lock_guard signing(signing_);
  return signers_.front().key;
}

std::string LogState::vkey() const { return ledger::format_vkey(verifier_key()); }

ledger::VerifierKey LogState::verifier_key() const { return ledger::verifier_key(key(), origin_); }

std::vector<ledger::VerifierKey> LogState::verifier_keys(bool compromised_too) const {
  std::vector<ledger::VerifierKey> keys;
  {
    const std::lock_guard signing(signing_);
    for (const tender::LogKeyRecord& key : keys_)
      if (compromised_too || !key.compromised_from) keys.push_back(*ledger::parse_vkey(key.vkey));
  }
  if (keys.empty()) keys.push_back(verifier_key());
  return keys;
}

json::Value LogState::vkeys(Micros now) const {
  Keys keys;
  {
    const std::lock_guard signing(signing_);
    keys = keys_;
  }
  std::vector<ledger::LogKey> told;
  for (const tender::LogKeyRecord& key : keys) told.push_back({key.vkey, key.from_seq, key.until_seq, key.overlap_until, key.compromised_from});
  return ledger::to_json(ledger::named_keys(std::move(told), vkey(), now));
}

ledger::BundleSigner LogState::bundle_signer() const { return ledger::bundle_signer(key(), origin_); }

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
  Signed current = checkpoint();
  if (seq >= current.checkpoint.size) return std::nullopt;
  return Inclusion{proof(seq, current.checkpoint.size), std::move(current.note)};
}

std::optional<std::string> LogState::hash_tile(const ledger::TilePath& path) const {
  const std::lock_guard lock(mutex_);
  return ledger::hash_tile(tree_, path, tree_.size());
}

}  // namespace terang::server
