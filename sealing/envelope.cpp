#include "sealing/envelope.h"

#include "base/check.h"

namespace terang::sealing {
namespace {

constexpr std::size_t kMiB = 1024 * 1024;
constexpr std::size_t kHeader = 8 + 3 + 32 + 32;
constexpr std::size_t kServerBox = kPoint + kContentKey + kTag;
constexpr std::size_t kMemberBox = kPoint + kShare + kTag;
static_assert(kMagic.size() == 8);

bool is_bucket(std::size_t size) {
  return size >= 512 && (size <= kMiB ? (size & (size - 1)) == 0 : size % kMiB == 0 && size <= kLargestContent + 4);
}

}  // namespace

std::string encode(const Envelope& envelope) {
  std::string out(kMagic);
  out += static_cast<char>(envelope.k);
  out += static_cast<char>(envelope.n);
  out += static_cast<char>(envelope.members.size());
  out += as_chars(envelope.ctx);
  out += as_chars(envelope.key_commitment);
  const auto box = [&out](const Box& sealed, std::size_t size) {
    TERANG_ASSERT(sealed.enc.size() + sealed.ciphertext.size() == size);
    out += sealed.enc;
    out += sealed.ciphertext;
  };
  box(envelope.server, kServerBox);
  for (const Box& member : envelope.members) box(member, kMemberBox);
  out += envelope.content;
  return out;
}

std::optional<Envelope> parse_envelope(std::string_view octets) {
  if (octets.size() < kHeader + kServerBox || !octets.starts_with(kMagic)) return std::nullopt;
  const auto octet = [octets](std::size_t at) { return static_cast<unsigned char>(octets[at]); };
  Envelope out;
  out.k = octet(8);
  out.n = octet(9);
  const std::size_t members = octet(10);
  if (out.k < 1 || out.k > out.n || (members == 0 ? out.n != 1 : members != static_cast<std::size_t>(out.n))) return std::nullopt;
  out.ctx = *hash_from(octets.substr(11, 32));
  out.key_commitment = *hash_from(octets.substr(43, 32));
  octets.remove_prefix(kHeader);
  const auto box = [&octets](std::size_t size) {
    const Box sealed{octets.substr(0, kPoint), octets.substr(kPoint, size - kPoint)};
    octets.remove_prefix(size);
    return sealed;
  };
  out.server = box(kServerBox);
  if (octets.size() < members * kMemberBox) return std::nullopt;
  for (std::size_t i = 0; i < members; ++i) out.members.push_back(box(kMemberBox));
  if (octets.size() < kTag || !is_bucket(octets.size() - kTag)) return std::nullopt;
  out.content = octets;
  return out;
}

std::size_t bucket_for(std::size_t content_size) {
  TERANG_ASSERT(content_size <= kLargestContent);
  const std::size_t size = content_size + 4;
  if (size > kMiB) return (size + kMiB - 1) / kMiB * kMiB;
  std::size_t bucket = 512;
  while (bucket < size) bucket *= 2;
  return bucket;
}

std::string pad(std::string_view content) {
  std::string out(bucket_for(content.size()), '\0');
  for (std::size_t i = 0; i < 4; ++i) out[i] = static_cast<char>(content.size() >> (24 - 8 * i));
  out.replace(4, content.size(), content);
  return out;
}

std::optional<std::string> unpad(std::string_view padded) {
  if (padded.size() < 4) return std::nullopt;
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(padded[i]);
  if (size > kLargestContent || bucket_for(size) != padded.size()) return std::nullopt;
  if (padded.find_first_not_of('\0', 4 + size) != std::string_view::npos) return std::nullopt;
  return std::string(padded.substr(4, size));
}

}  // namespace terang::sealing
