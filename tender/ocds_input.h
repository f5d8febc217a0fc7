// A file as a stream of octets, plain or gzip (RFC 1952, several members in a row too), in constant memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace terang::tender {

class OcdsInput {
 public:
  // Failure: file_unreadable.
  static Result<std::unique_ptr<OcdsInput>> open(const std::string& path);
  virtual ~OcdsInput() = default;

  // The next octets, valid until the next call; empty at the end. Failures: file_unreadable, gzip_truncated,
  // gzip_damaged. What was given before a failure is sound.
  virtual Result<std::string_view> next() = 0;

  virtual std::uint64_t bytes_read() const = 0;   // of the file as it lies on the disk
  virtual std::uint64_t bytes_total() const = 0;  // 0 where the file has no size (a pipe)
};

}  // namespace terang::tender
