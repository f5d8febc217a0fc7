// A WebSocket frame as it goes on the wire (RFC 6455 §5.2), made once and shared by every connection it is
// sent to. Frames of a server are never masked, so the same octets serve all.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace terang::net {

struct Frame {
  std::string wire;        // header and payload
  std::size_t payload_at;  // where the payload begins in `wire`
  std::string_view payload() const { return std::string_view(wire).substr(payload_at); }
};
using FramePtr = std::shared_ptr<const Frame>;

// One unfragmented text frame. The payload must be UTF-8: we only send JSON of our own making.
FramePtr make_text_frame(std::string_view payload);
FramePtr make_ping_frame(std::string_view payload = {});  // at most 125 octets
FramePtr make_close_frame(std::uint16_t code,
                          std::string_view reason);  // reason: at most 123 octets of UTF-8

}  // namespace terang::net
