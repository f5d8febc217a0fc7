#include "ledger/verify/signature_checker.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/bytes.h"
#include "ledger/signed_bytes.h"

namespace terang::ledger {
namespace {

constexpr std::size_t kBulk = 4096;

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
                   signature ? *signature : std::string()});
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

void SignatureChecker::run() {
  std::vector<char> good(jobs_.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i; (i = next++) < jobs_.size();) good[i] = jobs_[i].key->verify(jobs_[i].message, jobs_[i].signature);
  };
  std::vector<std::thread> helpers;
  const unsigned cores = std::min(16u, std::max(1u, std::thread::hardware_concurrency()));
  if (jobs_.size() > 16)
    for (unsigned i = 1; i < cores; ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  for (std::size_t i = 0; i < jobs_.size(); ++i)
    if (!good[i])
      wrong({jobs_[i].seq, jobs_[i].tender, "signature_invalid", "data/signature", "a signature over " + jobs_[i].message,
             to_base64(jobs_[i].signature)});
  checked_ += jobs_.size();
  jobs_.clear();
}

std::optional<Finding> SignatureChecker::settle() {
  run();
  return first_;
}

}  // namespace terang::ledger
