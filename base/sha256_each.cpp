#include "base/sha256_each.h"

#include <array>
#include <cstring>
#include <memory>
#include <utility>

#include "base/sha256.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace terang {
namespace lanes {
void hash_avx2(const unsigned char* blocks, std::size_t stride, std::size_t count, unsigned char* out);
void hash_avx512(const unsigned char* blocks, std::size_t stride, std::size_t count, unsigned char* out);
}  // namespace lanes

namespace {

constexpr std::size_t kMostBlocks = 32;  // longer messages are rare, and are hashed alone
constexpr std::size_t kMostLanes = 16;
constexpr std::size_t kStride = 64 * kMostBlocks + 64;  // not a power of two: the lanes would share few cache sets

struct Machine {
  void (*hash)(const unsigned char*, std::size_t, std::size_t, unsigned char*) = nullptr;  // none: one after the other
  std::size_t lanes = 0;
};

Machine this_machine() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) return {lanes::hash_avx512, 16};
  unsigned a = 0, b = 0, c = 0, d = 0;
  const bool sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b >> 29 & 1) != 0;  // faster than eight lanes
  if (__builtin_cpu_supports("avx2") && !sha) return {lanes::hash_avx2, 8};
#endif
  return {};
}

std::size_t blocks_of(const HashInput& message) { return (message.first.size() + message.second.size() + 9 + 63) / 64; }

// The message with its padding (FIPS 180-4 §5.1.1), `blocks` of 64 octets.
void lay_out(const HashInput& message, std::size_t blocks, unsigned char* at) {
  const std::size_t size = message.first.size() + message.second.size();
  if (!message.first.empty()) std::memcpy(at, message.first.data(), message.first.size());
  if (!message.second.empty()) std::memcpy(at + message.first.size(), message.second.data(), message.second.size());
  std::memset(at + size, 0, blocks * 64 - size);
  at[size] = 0x80;
  const std::uint64_t bits = __builtin_bswap64(std::uint64_t{size} * 8);
  std::memcpy(at + blocks * 64 - 8, &bits, 8);
}

}  // namespace

void sha256_each(std::span<const HashInput> messages, Hash* out) {
  static const Machine machine = this_machine();
  const auto alone = [&](std::size_t i) { out[i] = sha256(messages[i].first, messages[i].second); };
  if (!machine.hash || messages.size() < machine.lanes / 2) {
    for (std::size_t i = 0; i < messages.size(); ++i) alone(i);
    return;
  }
  // Messages of as many blocks go together.
  struct Scratch {
    std::array<std::array<std::uint32_t, kMostLanes>, kMostBlocks + 1> waiting;
    std::array<std::uint8_t, kMostBlocks + 1> count{};
    alignas(64) unsigned char blocks[kMostLanes * kStride];
    unsigned char hashes[kMostLanes * 32];
  };
  thread_local const std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
  const auto run = [&](std::size_t blocks) {
    const auto& members = scratch->waiting[blocks];
    const std::size_t count = std::exchange(scratch->count[blocks], std::uint8_t{0});
    if (count < machine.lanes / 4) {
      for (std::size_t i = 0; i < count; ++i) alone(members[i]);
      return;
    }
    for (std::size_t i = 0; i < count; ++i) lay_out(messages[members[i]], blocks, scratch->blocks + i * kStride);
    machine.hash(scratch->blocks, kStride, blocks, scratch->hashes);  // idle lanes hash what lies there
    for (std::size_t i = 0; i < count; ++i) std::memcpy(out[members[i]].data(), scratch->hashes + 32 * i, 32);
  };
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const std::size_t blocks = blocks_of(messages[i]);
    if (blocks > kMostBlocks) {
      alone(i);
      continue;
    }
    scratch->waiting[blocks][scratch->count[blocks]++] = static_cast<std::uint32_t>(i);
    if (scratch->count[blocks] == machine.lanes) run(blocks);
  }
  for (std::size_t blocks = 1; blocks <= kMostBlocks; ++blocks)
    if (scratch->count[blocks] != 0) run(blocks);
}

}  // namespace terang
