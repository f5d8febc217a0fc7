#include "server/entry_bundles.h"

namespace terang::server {

std::shared_ptr<const std::string> EntryBundles::find(std::uint64_t index) {
  const std::lock_guard lock(mutex_);
  const auto at = at_.find(index);
  if (at == at_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, at->second);
  return at->second->second;
}

void EntryBundles::keep(std::uint64_t index, std::shared_ptr<const std::string> bundle) {
  if (bundle->size() > most_octets_) return;
  const std::lock_guard lock(mutex_);
  if (at_.contains(index)) return;
  octets_ += bundle->size();
  kept_.emplace_front(index, std::move(bundle));
  at_.emplace(index, kept_.begin());
  while (octets_ > most_octets_) {
    octets_ -= kept_.back().second->size();
    at_.erase(kept_.back().first);
    kept_.pop_back();
  }
}

std::size_t EntryBundles::octets() const {
  const std::lock_guard lock(mutex_);
  return octets_;
}

}  // namespace terang::server
