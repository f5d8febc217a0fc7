#include "ledger/proof.h"

#include "base/json.h"
#include "ledger/decimal.h"
#include "ledger/merkle.h"

namespace terang::ledger {
namespace {

constexpr std::string_view kMagic = "c2sp.org/tlog-proof@v1\n", kExtra = "extra ", kIndex = "index ";
constexpr std::size_t kMostHashes = 64;

Failure malformed(const char* why) { return {"proof_malformed", std::string("The proof is malformed: ") + why}; }

// The line without its end; nothing when the text has no line end any more.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string format_proof(const TlogProof& proof) {
  std::string out(kMagic);
  if (!proof.extra.empty()) out.append(kExtra).append(to_base64(proof.extra)).append("\n");
  out.append(kIndex).append(std::to_string(proof.index)).append("\n");
  for (const Hash& hash : proof.hashes) out.append(to_base64(as_chars(hash))).append("\n");
  return out.append("\n").append(proof.checkpoint);
}

Result<TlogProof> parse_proof(std::string_view text) {
  TlogProof proof;
  if (!text.starts_with(kMagic)) return malformed("the first line is not c2sp.org/tlog-proof@v1.");
  text.remove_prefix(kMagic.size());
  auto line = take_line(text);
  if (line && line->starts_with(kExtra)) {
    const auto extra = from_base64(line->substr(kExtra.size()));
    if (!extra) return malformed("the extra data are not base64.");
    proof.extra = *extra;
    line = take_line(text);
  }
  const auto index = line && line->starts_with(kIndex) ? parse_decimal(line->substr(kIndex.size())) : std::nullopt;
  if (!index) return malformed("it has no index line.");
  proof.index = *index;
  while ((line = take_line(text)) && !line->empty()) {
    const auto octets = from_base64(*line);
    const auto hash = octets ? hash_from(*octets) : std::nullopt;
    if (!hash) return malformed("a line is no hash.");
    if (proof.hashes.size() == kMostHashes) return malformed("it has more hashes than any tree is high.");
    proof.hashes.push_back(*hash);
  }
  if (!line || text.empty()) return malformed("it has no checkpoint.");
  proof.checkpoint = text;
  return proof;
}

std::string format_receipt(std::string_view header, const Salt& salt, std::string_view payload,
                           const std::vector<Hash>& proof, std::string_view checkpoint) {
  const auto decoded = decode_header(header);
  TERANG_ASSERT(decoded.has_value());
  const auto extra = json::Value::object({{"header", to_base64(header)},
                                          {"payload", payload},
                                          {"salt", to_base64(as_chars(salt))},
                                          {"type", "terang.receipt.v1"}});
  return format_proof({json::canonical(extra), decoded->seq, proof, std::string(checkpoint)});
}

Result<Receipt> open_receipt(std::string_view text, const VerifierKey& key) {
  auto proof = parse_proof(text);
  if (!proof) return proof.error();
  const auto extra = json::parse(proof->extra, {.bytes = 1 << 20});
  if (!extra || extra->text("type") != "terang.receipt.v1" || !extra->find("payload") ||
      !extra->find("payload")->is_string())
    return Failure{"receipt_malformed", "The proof's extra data are no terang.receipt.v1."};
  const auto header = from_base64(extra->text("header"));
  const auto salt_octets = from_base64(extra->text("salt"));
  const auto salt = salt_octets ? salt_from(*salt_octets) : std::nullopt;
  const auto decoded = header ? decode_header(*header) : std::nullopt;
  if (!decoded || !salt) return Failure{"receipt_malformed", "The receipt's header or salt is malformed."};

  Receipt receipt{*decoded, *salt, std::string(extra->text("payload")), leaf_hash(*header), {}};
  if (commit(receipt.salt, receipt.payload) != receipt.header.commitment)
    return Failure{"commitment_mismatch", "Salt and payload are not what the entry's header commits to."};
  if (receipt.header.seq != proof->index)
    return Failure{"index_mismatch", "The header says entry " + std::to_string(receipt.header.seq) +
                                         ", the proof is for " + std::to_string(proof->index) + "."};
  auto checkpoint = open_checkpoint(proof->checkpoint, key);
  if (!checkpoint) return checkpoint.error();
  receipt.checkpoint = std::move(checkpoint).value();
  if (!verify_inclusion(proof->index, receipt.checkpoint.size, receipt.leaf, proof->hashes, receipt.checkpoint.root))
    return Failure{"inclusion_mismatch", "The entry is not in the tree that the checkpoint signs."};
  return receipt;
}

}  // namespace terang::ledger
