// The octets of an envelope, and the padding of what is in it. The grammar is in ENVELOPE.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "sealing/gcm.h"
#include "sealing/p256.h"

namespace terang::sealing {

inline constexpr std::string_view kMagic = "TRGSEAL\x01";
inline constexpr std::size_t kContentKey = 32;
inline constexpr std::size_t kShare = 33;  // x, then one y for each octet of Kc

// A secret sealed to one recipient by HPKE.
struct Box {
  std::string_view enc, ciphertext;
};

// Views into the octets that were parsed.
struct Envelope {
  int k = 1, n = 1;
  Hash ctx{}, key_commitment{};
  Box server;
  std::vector<Box> members;  // none in server mode
  std::string_view content;  // with its tag
};

std::string encode(const Envelope& envelope);
std::optional<Envelope> parse_envelope(std::string_view octets);  // nothing when it is not exactly of that form

// How many octets a content of this size is padded to, its length (4 octets) included.
// 512, then powers of two up to 1 MiB, then whole MiB.
std::size_t bucket_for(std::size_t content_size);
inline constexpr std::size_t kLargestContent = 64 * 1024 * 1024 - 4;

std::string pad(std::string_view content);  // at most kLargestContent octets
std::optional<std::string> unpad(std::string_view padded);  // nothing: no right bucket, or padding that is not zero

}  // namespace terang::sealing
