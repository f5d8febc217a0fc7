#include "ledger/log_checker.h"

#include <array>

#include "base/sha256_each.h"
#include "ledger/envelope.h"

namespace terang::ledger {

std::string sentence(const Finding& finding) {
  std::string text = "entry " + std::to_string(finding.seq);
  if (!finding.tender.empty()) text += " of tender " + finding.tender;
  text += ": " + finding.check;
  if (!finding.field.empty()) text += ": " + finding.field;
  if (!finding.expected.empty() || !finding.found.empty())
    text += " is " + (finding.found.empty() ? "nothing" : finding.found) + ", expected " +
            (finding.expected.empty() ? "nothing" : finding.expected);
  return text;
}

Failure to_failure(const Finding& finding) { return {finding.check, sentence(finding)}; }

namespace {

bool is_hex_of(std::string_view text, const Hash& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  bool same = text.size() == 2 * hash.size();
  for (std::size_t i = 0; same && i < hash.size(); ++i)
    same = text[2 * i] == digits[hash[i] >> 4] && text[2 * i + 1] == digits[hash[i] & 15];
  return same;
}

}  // namespace

void hash_entries(std::span<const StoredEntry> entries, EntryHashes* out) {
  constexpr std::size_t kAtOnce = 128;
  std::array<HashInput, 2 * kAtOnce> messages;
  std::array<Hash, 2 * kAtOnce> hashes;
  for (std::size_t from = 0; from < entries.size(); from += kAtOnce) {
    const auto some = entries.subspan(from, std::min(kAtOnce, entries.size() - from));
    for (std::size_t i = 0; i < some.size(); ++i) {
      messages[2 * i] = {{"\0", 1}, some[i].header};
      messages[2 * i + 1] = some[i].payload ? HashInput{some[i].salt.value_or(std::string_view{}), *some[i].payload} : HashInput{};
    }
    sha256_each({messages.data(), 2 * some.size()}, hashes.data());
    for (std::size_t i = 0; i < some.size(); ++i)
      out[from + i] = {hashes[2 * i], some[i].payload ? hashes[2 * i + 1] : Hash{}};
  }
}

std::optional<Finding> LogChecker::add(const StoredEntry& entry) {
  EntryHashes hashes;
  hash_entries({&entry, 1}, &hashes);
  return add(entry, hashes);
}

std::optional<Finding> LogChecker::add(const StoredEntry& entry, const EntryHashes& hashes) {
  const Head& head = chain_.head();
  const bool next = entry.seq == head.size, whole = extent_ == Extent::whole;
  const auto finding = [&](const char* check, const char* field, std::string expected, std::string found) {
    return Finding{whole ? head.size : entry.seq, std::string(entry.tender), check, field, std::move(expected), std::move(found)};
  };
  if (whole ? !next : entry.seq < head.size)
    return finding("entry_missing", "seq", std::to_string(head.size), std::to_string(entry.seq));
  const auto header = decode_header(entry.header);
  if (!header) return finding("header_malformed", "header", "81 octets of version 1", to_hex(entry.header));
  if (header->seq != entry.seq)
    return finding("seq_mismatch", "header.seq", std::to_string(entry.seq), std::to_string(header->seq));
  if (next && header->prev != head.leaf)
    return finding("chain_broken", "header.prev", to_hex(head.leaf), to_hex(header->prev));
  if (header->time < head.time)
    return finding("time_decreased", "header.time", "at least " + std::to_string(head.time),
                   std::to_string(header->time));
  if (auto wrong = check_flesh(entry, *header, hashes)) return wrong;
  if (whole) tree_.append(hashes.leaf);
  return std::nullopt;
}

std::optional<Finding> LogChecker::check_flesh(const StoredEntry& entry, const Header& header,
                                               const EntryHashes& hashes) {
  const auto finding = [&](const char* check, const char* field, std::string expected, std::string found) {
    return Finding{header.seq, std::string(entry.tender), check, field, std::move(expected), std::move(found)};
  };
  view_ = {header.seq, header.time, {}, entry.tender, 0, {}};
  const Hash& leaf = hashes.leaf;
  const Head after{header.seq + 1, leaf, header.time};
  if (entry.salt.has_value() != entry.payload.has_value())
    return finding("flesh_incomplete", entry.salt ? "payload" : "salt", "both or neither", "one");
  if (!entry.payload) {  // erased or withheld: only the storage says whose it was
    view_.tseq = chain_.tender_head(entry.tender).size;
    const bool begun_before = extent_ == Extent::range && view_.tseq == 0;  // its place is not known then
    chain_.adopt(after, begun_before ? std::string_view() : entry.tender, {view_.tseq + 1, leaf});
    return std::nullopt;
  }
  const auto salt = salt_from(*entry.salt);
  if (!salt) return finding("flesh_incomplete", "salt", "16 octets", std::to_string(entry.salt->size()) + " octets");
  if (hashes.commitment != header.commitment)
    return finding("commitment_mismatch", "payload", to_hex(header.commitment), to_hex(hashes.commitment));
  const auto envelope = read_envelope(*entry.payload);
  if (!envelope) return finding("payload_malformed", "payload", "", "");
  if (envelope->tender != entry.tender)
    return finding("tender_mismatch", "tender", std::string(envelope->tender), std::string(entry.tender));
  TenderHead tender = chain_.tender_head(envelope->tender);
  std::uint64_t before = 0;
  if (extent_ == Extent::range && tender.size == 0) {
    tender.size = before = envelope->tseq;
  } else if (!envelope->tender.empty()) {
    if (envelope->tseq != tender.size)
      return finding("tseq_mismatch", "tseq", std::to_string(tender.size), std::to_string(envelope->tseq));
    if (!is_hex_of(envelope->tprev, tender.leaf))
      return finding("tprev_mismatch", "tprev", to_hex(tender.leaf), std::string(envelope->tprev));
  }
  view_ = {header.seq, header.time, envelope->kind, envelope->tender, envelope->tseq, envelope->data, before};
  chain_.adopt(after, envelope->tender, {tender.size + 1, leaf});
  return std::nullopt;
}

}  // namespace terang::ledger
