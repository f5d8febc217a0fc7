// PostgreSQL's binary array format, written by hand: libpqxx 6.4 sends arrays only as text, which costs twice the time.
//
//   i32 dimensions = 1 | i32 has nulls | u32 element type | i32 length | i32 lower bound = 1 | { i32 size or -1 | octets }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace terang::ledger {

class PgArray {
 public:
  static constexpr std::uint32_t kBytea = 17, kInt8 = 20, kText = 25;  // catalog pg_type

  PgArray(std::uint32_t type, std::size_t elements, std::size_t octets) : type_(type) { begin(elements, octets); }
  explicit PgArray(std::uint32_t type) : type_(type) {}
  // An empty one of so many elements, in the memory of the last: touching fresh pages costs as much as copying into them.
  void begin(std::size_t elements, std::size_t octets) {
    out_.clear();
    out_.reserve(20 + elements * 4 + octets);
    put(1);
    put(0);
    put(type_);
    put(static_cast<std::uint32_t>(elements));
    put(1);
  }
  void add(std::string_view octets) {
    put(static_cast<std::uint32_t>(octets.size()));
    out_.append(octets);
  }
  void add_null() {
    out_[7] = 1;
    put(0xffffffffu);
  }
  void add_int8(std::uint64_t value) {
    put(8);
    put(static_cast<std::uint32_t>(value >> 32));
    put(static_cast<std::uint32_t>(value));
  }
  const std::string& octets() const { return out_; }

 private:
  void put(std::uint32_t value) {
    const char big_endian[4] = {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
                                static_cast<char>(value >> 8), static_cast<char>(value)};
    out_.append(big_endian, 4);
  }
  std::uint32_t type_;
  std::string out_;
};

}  // namespace terang::ledger
