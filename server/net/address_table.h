// What one address may take of us: connections at a time, and rates. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "server/net/limits.h"
#include "server/net/token_bucket.h"

namespace terang::net {

class AddressEntry {
 public:
  bool take_request(const Limits& limits, std::int64_t now_us);
  bool take_message(const Limits& limits, std::int64_t now_us);

 private:
  friend class AddressTable;
  std::mutex mutex_;
  TokenBucket connections_, requests_, messages_;
  std::size_t open_ = 0;
  std::int64_t last_us_ = 0;
};

class AddressTable {
 public:
  explicit AddressTable(const Limits& limits) : limits_(limits) {}

  // A hold on one of the address's connections, until it is destroyed; or why there is none: "address_full",
  // "connection_rate".
  class Hold {
   public:
    Hold() = default;
    explicit Hold(std::shared_ptr<AddressEntry> entry) : entry_(std::move(entry)) {}
    Hold(Hold&&) noexcept = default;
    Hold& operator=(Hold&& other) noexcept {
      std::swap(entry_, other.entry_);
      return *this;
    }
    ~Hold();
    AddressEntry* operator->() const { return entry_.get(); }
    explicit operator bool() const { return entry_ != nullptr; }

   private:
    std::shared_ptr<AddressEntry> entry_;
  };
  Hold admit(std::string_view address, std::int64_t now_us, std::string_view& refused);
  // Without a limit on connections: of a proxy that speaks for many.
  Hold admit_proxy(std::string_view address, std::int64_t now_us);
  std::shared_ptr<AddressEntry> entry(std::string_view address, std::int64_t now_us);  // without a connection

 private:
  void forget_some(std::int64_t now_us);

  const Limits& limits_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<AddressEntry>> entries_;
};

// The unit that limits count by: an IPv4 address, or the /64 of an IPv6 address (one customer has at least
// that).
std::string address_unit(std::string_view address);

}  // namespace terang::net
