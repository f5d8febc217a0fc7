#include "server/api/sign_in_guard.h"

namespace terang::server {
namespace {

constexpr Micros kWindow = 15 * 60 * kSecond;
constexpr int kMostPerName = 10, kMostPerAddress = 50;
constexpr std::size_t kMostCounts = 100'000;

std::string pair_of(const std::string& login, const std::string& address) { return address + ' ' + login; }

}  // namespace

bool SignInGuard::under(const std::string& key, int most, Micros now) {
  const auto at = counts_.find(key);
  if (at == counts_.end()) return true;
  if (now - at->second.since >= kWindow) {
    counts_.erase(at);
    return true;
  }
  return at->second.failures < most;
}

bool SignInGuard::allowed(const std::string& login, const std::string& address, Micros now) {
  const std::lock_guard lock(mutex_);
  return under(pair_of(login, address), kMostPerName, now) && under(address, kMostPerAddress, now);
}

void SignInGuard::failed(const std::string& login, const std::string& address, Micros now) {
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= kMostCounts)
    std::erase_if(counts_, [&](const auto& entry) { return now - entry.second.since >= kWindow; });
  for (const std::string& key : {pair_of(login, address), address}) {
    Count& count = counts_[key];
    if (count.failures++ == 0) count.since = now;
  }
}

void SignInGuard::succeeded(const std::string& login, const std::string& address) {
  const std::lock_guard lock(mutex_);
  counts_.erase(pair_of(login, address));
}

}  // namespace terang::server
