// SHA-256 (FIPS 180-4) by OpenSSL.
#pragma once

#include <memory>
#include <string_view>

#include "base/bytes.h"

namespace terang {

// A message that comes in parts.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  Sha256& reset();
  Sha256& update(std::string_view octets);
  Hash finish();  // and is ready for the next message

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// One message.
Hash sha256(std::string_view octets);
Hash sha256(std::string_view first, std::string_view second);

}  // namespace terang
