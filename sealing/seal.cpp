#include "sealing/seal.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "base/check.h"
#include "base/sha256.h"
#include "sealing/envelope.h"
#include "sealing/gcm.h"
#include "sealing/hpke.h"
#include "sealing/kdf.h"

namespace terang::sealing {
namespace {

// The content key is used once, so its nonce may be fixed.
constexpr char kZeroNonce[kNonce] = {};
constexpr std::string_view kNonceOfContent{kZeroNonce, kNonce};

std::string server_info(const Hash& ctx) { return "terang seal server v1" + std::string(as_chars(ctx)); }

struct ContentKeys {
  std::string key;
  Hash commitment{};
};

// Both from one pseudo-random key: whoever finds two secrets with one commitment has found a collision of SHA-256.
ContentKeys content_keys(const Hash& ctx, std::string_view secret) {
  Hash prk = hkdf_extract(as_chars(ctx), secret);
  ContentKeys keys{hkdf_expand(as_chars(prk), "terang seal content v1", kContentKey),
                   *hash_from(hkdf_expand(as_chars(prk), "terang seal commitment v1", 32))};
  wipe(prk);
  return keys;
}

bool same(const Hash& a, const Hash& b) { return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

}  // namespace

json::Value commitments_to_json(const Commitments& commitments) {
  json::Array shares;
  for (const Hash& share : commitments.shares) shares.emplace_back(to_hex(share));
  return json::Value::object({{"envelope", to_hex(commitments.envelope)},
                              {"key", to_hex(commitments.key)},
                              {"shares", json::Value(std::move(shares))}});
}

std::string_view name(Defect defect) {
  constexpr std::string_view kNames[] = {
      "envelope_missing",        "envelope_hash_mismatch",     "envelope_malformed", "context_mismatch",
      "key_commitment_mismatch", "share_commitments_mismatch", "committee_needed",   "not_decryptable",
      "content_not_decryptable", "content_malformed"};
  return kNames[static_cast<int>(defect)];
}

SealingRandom random_for_sealing() {
  SealingRandom random{std::string(kScalar, '\0'), std::string(kContentKey, '\0')};
  for (std::string* part : {&random.ephemeral, &random.content_key})
    TERANG_ASSERT(RAND_bytes(reinterpret_cast<unsigned char*>(part->data()), static_cast<int>(part->size())) == 1);
  return random;
}

Sealed seal(const Context& context, std::string_view content, SealingRandom random) {
  TERANG_ASSERT(context.server_mode() && random.ephemeral.size() == kScalar && random.content_key.size() == kContentKey);
  const Hash ctx = context_hash(context);
  ContentKeys keys = content_keys(ctx, random.content_key);
  const HpkeSealed server = hpke_seal(context.server_key, server_info(ctx), "", random.content_key, PrivateKey::derive(random.ephemeral));
  std::string padded = pad(content);
  const std::string sealed_content = gcm_seal(keys.key, kNonceOfContent, as_chars(ctx), padded);
  Envelope envelope;
  envelope.k = context.k;
  envelope.n = context.n;
  envelope.ctx = ctx;
  envelope.key_commitment = keys.commitment;
  envelope.server = {server.enc, server.ciphertext};
  envelope.content = sealed_content;
  Sealed sealed{encode(envelope), {}};
  sealed.commitments = {sha256(sealed.envelope), keys.commitment, {}};
  wipe(keys.key);
  wipe(padded);
  wipe(random.ephemeral);
  wipe(random.content_key);
  return sealed;
}

Result<Checked, Defect> check(const Context& context, const Commitments& commitments, std::string_view octets) {
  if (!same(sha256(octets), commitments.envelope)) return Defect::envelope_hash_mismatch;
  auto envelope = parse_envelope(octets);
  if (!envelope) return Defect::envelope_malformed;
  const Hash ctx = context_hash(context);
  if (!same(envelope->ctx, ctx) || envelope->k != context.k || envelope->n != context.n ||
      envelope->members.size() != context.member_keys.size())
    return Defect::context_mismatch;
  if (!same(envelope->key_commitment, commitments.key)) return Defect::key_commitment_mismatch;
  if (commitments.shares.size() != envelope->members.size()) return Defect::share_commitments_mismatch;
  if (!envelope->members.empty()) return Defect::committee_needed;
  return Checked{ctx, commitments.key, std::move(*envelope)};
}

Result<std::string, Defect> open_agreed(const Result<Hash, PointProblem>& dh, const std::string& server_point, const Checked& checked) {
  auto secret = hpke_open_agreed(dh, checked.envelope.server.enc, server_point, server_info(checked.ctx), "",
                                 checked.envelope.server.ciphertext);
  if (!secret) return Defect::not_decryptable;
  ContentKeys keys = content_keys(checked.ctx, *secret);
  wipe(secret.value());
  if (!same(keys.commitment, checked.key_commitment)) return Defect::key_commitment_mismatch;
  auto padded = gcm_open(keys.key, kNonceOfContent, as_chars(checked.ctx), checked.envelope.content);
  wipe(keys.key);
  if (!padded) return Defect::content_not_decryptable;
  auto content = unpad(*padded);
  wipe(*padded);
  if (!content) return Defect::content_malformed;
  return std::move(*content);
}

Result<std::string, Defect> open(const PrivateKey& server, const Context& context, const Commitments& commitments,
                                 std::string_view octets) {
  const auto checked = check(context, commitments, octets);
  if (!checked) return checked.error();
  return open_agreed(server.agree(checked->envelope.server.enc), server.point(), *checked);
}

}  // namespace terang::sealing
