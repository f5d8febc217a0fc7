#include "ledger/verify/bundle_feed.h"

#include <atomic>
#include <thread>

#include "ledger/envelope.h"

namespace terang::ledger {
namespace {

constexpr std::size_t kBatch = 8192, kSlice = 256;
constexpr std::size_t kBatchOctets = 32u << 20;
constexpr json::Limits kDataLimits{.bytes = 8u << 20, .depth = 64, .decimals = false};

void make_ready(std::span<const std::string> texts, std::span<ReadyEntry> out) {
  std::vector<StoredEntry> stored(out.size());
  std::vector<EntryHashes> hashes(out.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].malformed = read_bundle_line(texts[i], out[i].line);
    if (!out[i].malformed) stored[i] = out[i].line.entry();
  }
  hash_entries(stored, hashes.data());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].hashes = hashes[i];
    const auto envelope = out[i].line.payload && !out[i].malformed ? read_envelope(*out[i].line.payload) : std::nullopt;
    if (envelope) out[i].data = parse_data(envelope->data);
  }
}

}  // namespace

ParsedData parse_data(std::string_view text) {
  ParsedData data;
  auto value = json::parse(text, kDataLimits);
  if (!value) return {{}, false, "JSON (" + value.error().name + ")"};
  data.value = std::move(*value);
  if (std::string canonical = json::canonical(data.value); canonical != text) {
    data.canonical = false;
    data.expected = std::move(canonical);
  }
  return data;
}

BundleFeed::BundleFeed(BundleReader& reader) : reader_(reader) {}
BundleFeed::~BundleFeed() {
  if (ahead_.valid()) ahead_.wait();
}

BundleFeed::Batch BundleFeed::read_batch() {
  Batch batch;
  std::vector<std::string> texts;
  std::size_t octets = 0;
  batch.first_line = reader_.line() + 1;
  while (texts.size() < kBatch && octets < kBatchOctets) {
    auto text = reader_.next_text();
    if (!text) batch.failure = text.error();
    if (!text || !*text) {
      batch.last = true;
      break;
    }
    octets += (*text)->size();
    texts.push_back(std::move(**text));
  }
  batch.entries.resize(texts.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t from; (from = next.fetch_add(kSlice)) < texts.size();) {
      const std::size_t count = std::min(kSlice, texts.size() - from);
      make_ready({texts.data() + from, count}, {batch.entries.data() + from, count});
    }
  };
  std::vector<std::thread> helpers;
  const unsigned cores = std::min(16u, std::max(1u, std::thread::hardware_concurrency()));
  for (unsigned i = 1; i < cores && texts.size() > i * kSlice; ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  return batch;
}

Result<const ReadyEntry*> BundleFeed::next() {
  while (at_ == batch_.entries.size()) {
    if (batch_.failure) return *batch_.failure;
    if (batch_.last) return nullptr;
    batch_ = ahead_.valid() ? ahead_.get() : read_batch();
    at_ = 0;
    if (!batch_.last) ahead_ = std::async(std::launch::async, [this] { return read_batch(); });
  }
  const ReadyEntry& entry = batch_.entries[at_++];
  if (entry.malformed) return reader_.malformed(entry.malformed, batch_.first_line + at_ - 1);
  return &entry;
}

}  // namespace terang::ledger
