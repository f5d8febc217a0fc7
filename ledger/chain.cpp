#include "ledger/chain.h"

#include "base/check.h"
#include "ledger/envelope.h"

namespace terang::ledger {

Chain::Tenders::value_type& Chain::of(std::string_view tender) {
  if (!latest_ || latest_->first != tender) {
    auto at = tenders_.find(tender);
    if (at == tenders_.end()) at = tenders_.emplace(std::string(tender), TenderHead{}).first;
    latest_ = &*at;
  }
  return *latest_;
}

Entry Chain::append(std::string_view kind, std::string_view tender, std::string_view data, Micros time,
                    const Salt& salt) {
  TERANG_ASSERT(time >= head_.time);
  Tenders::value_type* own = tender.empty() ? nullptr : &of(tender);
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
  TERANG_ASSERT(confirmed() == head_.size && after.size > head_.size && after.time >= head_.time);
  head_ = after;
  if (!tender.empty()) of(tender).second = tender_after;
}

TenderHead Chain::tender_head(std::string_view tender) const {
  if (latest_ && latest_->first == tender) return latest_->second;
  const auto at = tenders_.find(tender);
  return at == tenders_.end() ? TenderHead{} : at->second;
}

void Chain::confirm(std::uint64_t size) {
  TERANG_ASSERT(size <= head_.size);
  if (size <= confirmed()) return;
  undone_ += size - confirmed();
  // Mostly all is confirmed at once; where it never is, the rest moves up once in a while.
  if (undone_ == undo_.size() || undone_ > 4096) {
    undo_.erase(undo_.begin(), undo_.begin() + static_cast<std::ptrdiff_t>(undone_));
    undone_ = 0;
  }
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
