#include "ledger/verify/signature_checker.h"

#include <algorithm>
#include <thread>

#include "base/bytes.h"
#include "ledger/signed_bytes.h"

namespace terang::ledger {
namespace {

constexpr std::size_t kBulk = 1024;  // some 0.1 s of one core
constexpr std::size_t kAtHand = 16;

// What the entry says was signed. A member of another type reads as nothing, which nobody signed.
std::string bid_bytes(const json::Value& data, std::string_view tender, std::string_view origin) {
  const json::Value* confirm = data.find("confirm");
  return bytes_of(SignedBid{data.text("amount"), data.text("bid"), confirm && confirm->is_bool() && confirm->as_bool(),
                            data.text("key"), data.text("lot"), origin, tender});
}

std::string offer_bytes(const json::Value& data, std::string_view tender, std::string_view origin) {
  const json::Value* content = data.find("content");
  const std::string said = content ? json::canonical(*content) : std::string("null");
  return bytes_of(SignedOffer{data.text("bid"), said, data.text("key"), data.text("lot"), origin, tender});
}

std::string key_bytes(const json::Value& data, std::string_view origin) {
  const json::Value* by = data.find("by");
  return bytes_of(SignedKey{by ? by->text("account") : std::string_view(), origin, data.text("spki")});
}

}  // namespace

SignatureChecker::SignatureChecker(std::string origin, bool partial) : origin_(std::move(origin)), partial_(partial) {}

void SignatureChecker::wrong(Finding finding) {
  if (!first_ || finding.seq < first_->seq) first_ = std::move(finding);
}

void SignatureChecker::queue(const EntryView& entry, std::shared_ptr<const P256Key> key, std::string message,
                             const json::Value& data) {
  const auto signature = from_base64(data.text("signature"));
  jobs_.push_back({entry.seq, std::string(entry.tender), std::move(key), std::move(message),
                   signature ? *signature : std::string(), false});
  if (jobs_.size() >= kBulk) run();
}

void SignatureChecker::add(const EntryView& entry, const json::Value& data) {
  if (origin_.empty()) {
    unchecked_ += entry.kind == "key.registered" || entry.kind == "bid.placed" || entry.kind == "offer.placed";
    return;
  }
  const std::string id(data.text("key"));
  if (entry.kind == "key.registered") {
    const auto spki = from_base64(data.text("spki"));
    const auto key = P256Key::parse(spki ? *spki : std::string());
    if (!key) return wrong({entry.seq, {}, "key_malformed", "data/spki", "a P-256 key", std::string(data.text("spki"))});
    if ((*key)->id() != id) return wrong({entry.seq, {}, "key_mismatch", "data/key", (*key)->id(), id});
    keys_[id] = *key;
    queue(entry, *key, key_bytes(data, origin_), data);
  } else if (entry.kind == "bid.placed" || entry.kind == "offer.placed") {
    const bool offer = entry.kind == "offer.placed";
    const auto key = keys_.find(id);
    if (key != keys_.end())
      return queue(entry, key->second,
                   offer ? offer_bytes(data, entry.tender, origin_) : bid_bytes(data, entry.tender, origin_), data);
    if (partial_) {
      ++unchecked_;
    } else {
      wrong({entry.seq, std::string(entry.tender), "key_unknown", "data/key", "a registered key", id});
    }
  }
}

SignatureChecker::Batch SignatureChecker::verified(Batch batch) {
  for (Job& job : batch) job.good = job.key->verify(job.message, job.signature);
  return batch;
}

void SignatureChecker::take(Batch batch) {
  for (const Job& job : batch)
    if (!job.good)
      wrong({job.seq, job.tender, "signature_invalid", "data/signature", "a signature over " + job.message, to_base64(job.signature)});
  checked_ += batch.size();
}

// One batch more than cores may wait, so that none is idle while whoever adds comes back.
void SignatureChecker::run() {
  static const std::size_t most = std::min(16u, std::max(1u, std::thread::hardware_concurrency())) + 1;
  if (running_.size() >= most) {
    take(running_.front().get());
    running_.pop_front();
  }
  running_.push_back(std::async(std::launch::async, verified, std::move(jobs_)));
  jobs_.clear();
}

std::optional<Finding> SignatureChecker::settle() {
  if (jobs_.size() > kAtHand) run();
  take(verified(std::move(jobs_)));
  jobs_.clear();
  for (; !running_.empty(); running_.pop_front()) take(running_.front().get());
  return first_;
}

}  // namespace terang::ledger
