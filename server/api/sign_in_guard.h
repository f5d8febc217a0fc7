// Slows guessing of passwords: after ten failures for one name from one address, or fifty from one address, within a
// quarter of an hour, further tries wait for the quarter to end.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "base/time.h"

namespace terang::server {

class SignInGuard {
 public:
  bool allowed(const std::string& login, const std::string& address, Micros now);
  void failed(const std::string& login, const std::string& address, Micros now);
  void succeeded(const std::string& login, const std::string& address);

 private:
  struct Count {
    int failures = 0;
    Micros since = 0;
  };
  bool under(const std::string& key, int most, Micros now);

  std::mutex mutex_;
  std::unordered_map<std::string, Count> counts_;
};

}  // namespace terang::server
