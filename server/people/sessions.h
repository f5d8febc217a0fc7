// Server-side sessions: the cookie holds a random token, the table its SHA-256. Kept in memory for every request and
// in PostgreSQL over restarts.
#pragma once

#include <pqxx/pqxx>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"
#include "server/people/accounts.h"

namespace terang::server {

inline constexpr std::string_view kSessionCookie = "__Host-terang";
inline constexpr Micros kSessionLength = 12 * 3600 * kSecond;

struct Session {
  std::string account, login, name, role, business, business_name;
  Micros expires_at = 0;
};

class Sessions {
 public:
  void load(pqxx::connection& db);  // at start, and every few seconds: what another process ended, ends here

  // The token for the cookie.
  std::string begin(pqxx::connection& db, const Account& account, Micros now);
  void end(pqxx::connection& db, std::string_view token);
  std::optional<Session> find(std::string_view token, Micros now) const;
  // For who asks again and again: the session, for as long as `version` stays the same and it has not expired.
  std::shared_ptr<const Session> hold(std::string_view token, Micros now) const;
  std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  std::mutex writing_;  // one of load, begin and end at a time, or load could drop a session begun meanwhile
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Session>> by_hash_;
  std::atomic<std::uint64_t> version_{1};  // another one whenever a session may have ended
};

}  // namespace terang::server
