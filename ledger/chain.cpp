#include "ledger/chain.h"

#include "base/check.h"
#include "ledger/envelope.h"

namespace terang::ledger {

Entry Chain::append(std::string_view kind, std::string_view tender, std::string_view data, Micros time,
                    const Salt& salt) {
  TERANG_ASSERT(time >= head_.time);
  Tenders::value_type* own = nullptr;
  if (!tender.empty()) {
    if (!latest_ || latest_->first != tender) {
      auto at = tenders_.find(tender);
      if (at == tenders_.end()) at = tenders_.emplace(std::string(tender), TenderHead{}).first;
      latest_ = &*at;
    }
    own = latest_;
  }
  undo_.push_back({head_, own, own ? own->second : TenderHead{}});

  Entry entry;
  entry.salt = salt;
  entry.tender = tender;
  entry.tseq = own ? own->second.size : 0;
  entry.payload = write_envelope(kind, tender, data, own ? own->second.leaf : Hash{}, entry.tseq);
  entry.header = {head_.size, time, head_.leaf, commit(salt, entry.payload)};
  entry.header_bytes = encode_header(entry.header);
  entry.leaf = leaf_hash(entry.header_octets());

  head_ = {head_.size + 1, entry.leaf, time};
  if (own) own->second = {entry.tseq + 1, entry.leaf};
  return entry;
}

void Chain::adopt(const Head& after, std::string_view tender, const TenderHead& tender_after) {
  TERANG_ASSERT(undo_.empty() && after.size > head_.size && after.time >= head_.time);
  head_ = after;
  if (tender.empty()) return;
  const auto at = tenders_.find(tender);
  if (at == tenders_.end()) {
    tenders_.emplace(std::string(tender), tender_after);
  } else {
    at->second = tender_after;
  }
}

TenderHead Chain::tender_head(std::string_view tender) const {
  const auto at = tenders_.find(tender);
  return at == tenders_.end() ? TenderHead{} : at->second;
}

void Chain::confirm(std::uint64_t size) {
  TERANG_ASSERT(size <= head_.size);
  while (confirmed() < size) undo_.pop_front();
}

void Chain::rewind(std::uint64_t size) {
  TERANG_ASSERT(size >= confirmed() && size <= head_.size);
  while (head_.size > size) {
    const Undo& last = undo_.back();
    head_ = last.head;
    if (last.tender) last.tender->second = last.tender_head;
    undo_.pop_back();
  }
}

}  // namespace terang::ledger
