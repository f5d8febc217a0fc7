#include "server/net/address_table.h"

#include <arpa/inet.h>

#include <cstring>
#include <utility>

namespace terang::net {

bool AddressEntry::take_request(const Limits& limits, std::int64_t now_us) {
  if (limits.requests_per_address.per_second == 0) return true;
  const std::lock_guard lock(mutex_);
  return requests_.take(limits.requests_per_address, now_us);
}

bool AddressEntry::take_message(const Limits& limits, std::int64_t now_us) {
  if (limits.messages_per_address.per_second == 0) return true;
  const std::lock_guard lock(mutex_);
  return messages_.take(limits.messages_per_address, now_us);
}

AddressTable::Hold::~Hold() {
  if (!entry_) return;
  const std::lock_guard lock(entry_->mutex_);
  --entry_->open_;
}

std::shared_ptr<AddressEntry> AddressTable::entry(std::string_view address, std::int64_t now_us) {
  std::shared_ptr<AddressEntry> entry;
  {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= limits_.addresses) forget_some(now_us);
    std::shared_ptr<AddressEntry>& slot = entries_[address_unit(address)];
    if (!slot) slot = std::make_shared<AddressEntry>();
    entry = slot;
  }
  const std::lock_guard lock(entry->mutex_);
  entry->last_us_ = now_us;
  return entry;
}

AddressTable::Hold AddressTable::admit_proxy(std::string_view address, std::int64_t now_us) {
  std::shared_ptr<AddressEntry> of = entry(address, now_us);
  const std::lock_guard lock(of->mutex_);
  ++of->open_;
  return Hold(of);
}

AddressTable::Hold AddressTable::admit(std::string_view address, std::int64_t now_us,
                                       std::string_view& refused) {
  std::shared_ptr<AddressEntry> of = entry(address, now_us);
  const std::lock_guard lock(of->mutex_);
  if (of->open_ >= limits_.connections_per_address) {
    refused = "address_full";
    return {};
  }
  if (!of->connections_.take(limits_.new_connections_per_address, now_us)) {
    refused = "connection_rate";
    return {};
  }
  ++of->open_;
  return Hold(of);
}

// Drops the older half of those without a connection: each look at all of them pays for many additions.
void AddressTable::forget_some(std::int64_t now_us) {
  std::int64_t oldest = now_us;
  const auto closed = [](AddressEntry& entry) {
    const std::lock_guard lock(entry.mutex_);
    return entry.open_ == 0;
  };
  for (auto& [key, entry] : entries_)
    if (closed(*entry)) oldest = std::min(oldest, entry->last_us_);
  const std::int64_t middle = oldest + (now_us - oldest) / 2;
  std::erase_if(entries_,
                [&](auto& item) { return item.second->last_us_ <= middle && closed(*item.second); });
}

std::string address_unit(std::string_view address) {
  const std::string text(address);
  in6_addr v6;
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return text;
  return std::string(reinterpret_cast<const char*>(v6.s6_addr), 8);
}

}  // namespace terang::net
