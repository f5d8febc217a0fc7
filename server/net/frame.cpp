#include "server/net/frame.h"

#include "base/check.h"

namespace terang::net {
namespace {

// FIN set, no extension bits, the opcode; then the length in its shortest form (RFC 6455 §5.2).
FramePtr make_frame(unsigned opcode, std::string_view first, std::string_view second) {
  const std::uint64_t size = first.size() + second.size();
  std::string wire;
  wire.reserve(size + 10);
  wire.push_back(static_cast<char>(0x80u | opcode));
  if (size < 126) {
    wire.push_back(static_cast<char>(size));
  } else {
    const int octets = size <= 0xffff ? 2 : 8;
    wire.push_back(static_cast<char>(octets == 2 ? 126 : 127));
    for (int i = octets - 1; i >= 0; --i) wire.push_back(static_cast<char>(size >> (8 * i)));
  }
  const std::size_t payload_at = wire.size();
  wire.append(first).append(second);
  return std::make_shared<const Frame>(Frame{std::move(wire), payload_at});
}

}  // namespace

FramePtr make_text_frame(std::string_view payload) {
  return make_frame(0x1, payload, {});
}

FramePtr make_ping_frame(std::string_view payload) {
  TERANG_ASSERT(payload.size() <= 125);
  return make_frame(0x9, payload, {});
}

FramePtr make_close_frame(std::uint16_t code, std::string_view reason) {
  TERANG_ASSERT(reason.size() <= 123);
  const char octets[2] = {static_cast<char>(code >> 8), static_cast<char>(code)};
  return make_frame(0x8, {octets, 2}, reason);
}

}  // namespace terang::net
