#include "ledger/witness.h"

#include <algorithm>

#include "ledger/cosignature.h"
#include "ledger/decimal.h"
#include "ledger/merkle.h"

namespace terang::ledger {
namespace {

constexpr std::size_t kMostHashes = 63;
constexpr char kPlain[] = "text/plain; charset=utf-8";

Failure malformed(const char* why) { return {"request_malformed", std::string("The request is malformed: ") + why}; }

WitnessAnswer refusal(int status, const char* name, const std::string& why) {
  return {status, name, kPlain, std::string(name) + ": " + why + "\n", std::nullopt};
}

}  // namespace

std::string format_add_checkpoint(const AddCheckpoint& request) {
  std::string body = "old " + std::to_string(request.old_size) + "\n";
  for (const Hash& hash : request.proof) body += to_base64(as_chars(hash)) + "\n";
  return body + "\n" + request.note;
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  const auto take_line = [&body]() -> std::optional<std::string_view> {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(end + 1);
    return line;
  };
  AddCheckpoint out;
  const auto first = take_line();
  const auto size = first && first->starts_with("old ") ? parse_decimal(first->substr(4)) : std::nullopt;
  if (!size) return malformed("the first line is not the old size.");
  out.old_size = *size;
  for (;;) {
    const auto line = take_line();
    if (!line) return malformed("no empty line ends the proof.");
    if (line->empty()) break;
    if (out.proof.size() == kMostHashes) return malformed("the proof has more than 63 hashes.");
    const auto octets = from_base64(*line);
    const auto hash = octets ? hash_from(*octets) : std::nullopt;
    if (!hash) return malformed("a line of the proof is not a hash in base64.");
    out.proof.push_back(*hash);
  }
  out.note = body;
  return out;
}

Witness::Witness(std::string name, SigningKey key, std::vector<VerifierKey> logs)
    : name_(std::move(name)), signer_(std::move(key)), own_(verifier_key(signer_, name_, kCosignatureV1)), logs_(std::move(logs)) {}

Result<Witness::Asked, WitnessAnswer> Witness::read(std::string_view body) const {
  auto request = parse_add_checkpoint(body);
  if (!request) return refusal(400, "request_malformed", request.error().message);
  const auto note = parse_note(request->note);
  if (!note) return refusal(400, "request_malformed", note.error().message);
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return refusal(400, "request_malformed", checkpoint.error().message);
  std::vector<VerifierKey> keys;
  for (const VerifierKey& key : logs_)
    if (key.name == checkpoint->origin) keys.push_back(key);
  if (keys.empty()) return refusal(404, "log_unknown", checkpoint->origin + " is no log of this witness.");
  if (const auto opened = open_note(request->note, keys); !opened)
    return refusal(403, "checkpoint_unsigned", opened.error().message);
  return Asked{std::move(*request), std::move(*checkpoint), note->text};
}

WitnessAnswer Witness::decide(const Asked& asked, const std::optional<Checkpoint>& newest, std::uint64_t seconds) const {
  const Checkpoint& checkpoint = asked.checkpoint;
  const std::uint64_t old_size = asked.request.old_size, known = newest ? newest->size : 0;
  const auto refuse = [&](int status, const char* name, const std::string& why) {
    WitnessAnswer answer = refusal(status, name, why);
    answer.checkpoint = checkpoint;
    return answer;
  };
  if (old_size > checkpoint.size) return refuse(400, "size_above", "the old size is above the checkpoint's.");
  if (old_size != known) {
    WitnessAnswer answer{409, "size_conflict", "text/x.tlog.size", std::to_string(known) + "\n", checkpoint};
    return answer;
  }
  // Of nothing everything is a continuation; of itself only itself, and that without a proof.
  const bool from_itself = newest && old_size == checkpoint.size;
  if (old_size == 0 || from_itself) {
    if (!asked.request.proof.empty()) return refuse(422, "proof_wrong", "there is nothing to prove here, yet a proof came.");
    if (checkpoint.size == 0 && checkpoint.root != empty_root())
      return refuse(422, "proof_wrong", "that is not the root of an empty tree.");
    if (from_itself && checkpoint.root != newest->root)
      return refuse(409, "fork", "at size " + std::to_string(known) + " this witness has seen root " +
                                     to_base64(as_chars(newest->root)) + ", not " + to_base64(as_chars(checkpoint.root)) + ".");
  } else if (!verify_consistency(old_size, checkpoint.size, newest->root, checkpoint.root, asked.request.proof)) {
    return refuse(422, "proof_wrong", "the checkpoint does not continue the tree of size " + std::to_string(known) +
                                          " with root " + to_base64(as_chars(newest->root)) + ".");
  }
  return {200, "cosigned", kPlain, cosign(asked.text, name_, signer_, seconds), checkpoint};
}

}  // namespace terang::ledger
