#include "ledger/verify/voucher_checker.h"

#include "ledger/policy.h"
#include "ledger/timestamp.h"

namespace terang::ledger {
namespace {

using Found = std::optional<Finding>;

Finding wrong(std::string check, std::string field, std::string expected, std::string found) {
  return {0, {}, std::move(check), std::move(field), std::move(expected), std::move(found)};
}

Found check_own_policy(const BundleManifest& manifest, const VerifierKey& own, const ToldKeys& keys, const Checkpoint& checkpoint, Vouched& vouched) {
  if (manifest.policy.empty()) return std::nullopt;
  const auto policy = parse_policy(manifest.policy);
  if (!policy) return wrong(policy.error().name, "policy", "a tlog-policy", policy.error().message);
  std::vector<VerifierKey> held;
  for (const Policy::Log& log : policy->logs) held.push_back(log.key);
  const auto verdict = evaluate(with_log_keys(*policy, keys.history.believed(held, checkpoint.size, keys.newest)), manifest.checkpoint, {&own, 1});
  if (!verdict) return wrong(verdict.error().name, "checkpoint", "what the bundle's own policy names", verdict.error().message);
  vouched.policy.emplace();
  for (const auto& one : verdict->cosigned) vouched.policy->cosigned.push_back(one.witness);
  vouched.policy->quorum = verdict->quorum;
  return std::nullopt;
}

Found check_text(const BundleTimestamp& stamp, const std::string& field, const Checkpoint& checkpoint, const RootAt& root_at) {
  const auto text = parse_checkpoint(stamp.note);
  if (!text || text->origin != checkpoint.origin || text->size != stamp.size || stamp.size > checkpoint.size)
    return wrong("checkpoint_foreign", field + "/note", "a checkpoint of " + checkpoint.origin + " at " + std::to_string(stamp.size), stamp.note);
  const auto root = root_at(stamp.size);
  if (root && *root != text->root)
    return wrong("log_forked", "root of " + std::to_string(stamp.size) + " entries", to_base64(as_chars(text->root)), to_base64(as_chars(*root)));
  return std::nullopt;
}

}  // namespace

Result<Found> check_vouchers(const BundleManifest& manifest, const VerifierKey& own, const ToldKeys& keys, const Checkpoint& checkpoint,
                             const RootAt& root_at, const std::string& timestamp_ca, Vouched& vouched) {
  if (auto found = check_own_policy(manifest, own, keys, checkpoint, vouched)) return found;
  for (std::size_t i = 0; i < manifest.timestamps.size(); ++i) {
    const BundleTimestamp& stamp = manifest.timestamps[i];
    const std::string field = "timestamps/" + std::to_string(i);
    if (auto found = check_text(stamp, field, checkpoint, root_at)) return found;
    const auto stamped = check_timestamp(stamp.token, stamp.note, timestamp_ca);
    ++vouched.timestamps;
    if (!stamped) {
      // Without a CA nothing says whose word the token is; that it is over this text was seen before that.
      if (stamped.error().name != "timestamp_ca_malformed") return Found(wrong(stamped.error().name, field + "/token", "a token over its note", stamped.error().message));
      if (!timestamp_ca.empty()) return stamped.error();
      continue;
    }
    if (vouched.stamped_at && vouched.stamped_size >= stamp.size) continue;
    vouched.stamped_at = stamped->at;
    vouched.stamped_size = stamp.size;
  }
  return Found();
}

}  // namespace terang::ledger
