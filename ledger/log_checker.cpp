#include "ledger/log_checker.h"

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

std::optional<Finding> LogChecker::add(const StoredEntry& entry) {
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
  const Hash leaf = leaf_hash(entry.header);
  if (auto wrong = check_flesh(entry, *header, leaf)) return wrong;
  if (whole) tree_.append(leaf);
  return std::nullopt;
}

std::optional<Finding> LogChecker::check_flesh(const StoredEntry& entry, const Header& header, const Hash& leaf) {
  const auto finding = [&](const char* check, const char* field, std::string expected, std::string found) {
    return Finding{header.seq, std::string(entry.tender), check, field, std::move(expected), std::move(found)};
  };
  view_ = {header.seq, header.time, {}, entry.tender, 0, {}};
  const Head after{header.seq + 1, leaf, header.time};
  if (entry.salt.has_value() != entry.payload.has_value())
    return finding("flesh_incomplete", entry.salt ? "payload" : "salt", "both or neither", "one");
  if (!entry.payload) {  // erased or withheld: only the storage says whose it was
    view_.tseq = chain_.tender_head(entry.tender).size;
    chain_.adopt(after, entry.tender, {view_.tseq + 1, leaf});
    return std::nullopt;
  }
  const auto salt = salt_from(*entry.salt);
  if (!salt) return finding("flesh_incomplete", "salt", "16 octets", std::to_string(entry.salt->size()) + " octets");
  if (const Hash found = commit(*salt, *entry.payload); found != header.commitment)
    return finding("commitment_mismatch", "payload", to_hex(header.commitment), to_hex(found));
  const auto envelope = read_envelope(*entry.payload);
  if (!envelope) return finding("payload_malformed", "payload", "", "");
  if (envelope->tender != entry.tender)
    return finding("tender_mismatch", "tender", std::string(envelope->tender), std::string(entry.tender));
  const TenderHead tender = chain_.tender_head(envelope->tender);
  if (!envelope->tender.empty()) {
    if (envelope->tseq != tender.size)
      return finding("tseq_mismatch", "tseq", std::to_string(tender.size), std::to_string(envelope->tseq));
    if (envelope->tprev != to_hex(tender.leaf))
      return finding("tprev_mismatch", "tprev", to_hex(tender.leaf), std::string(envelope->tprev));
  }
  view_ = {header.seq, header.time, envelope->kind, envelope->tender, envelope->tseq, envelope->data};
  chain_.adopt(after, envelope->tender, {tender.size + 1, leaf});
  return std::nullopt;
}

}  // namespace terang::ledger
