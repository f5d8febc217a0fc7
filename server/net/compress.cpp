#include "server/net/compress.h"

#include <brotli/encode.h>
#include <zlib.h>

#include "base/check.h"

namespace terang::net {

std::string gzip(std::string_view octets) {
  z_stream stream{};
  constexpr int kGzip = 16, kWindow = 15, kMemory = 9;  // 16 asks zlib for the gzip wrapper
  TERANG_ASSERT(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip + kWindow, kMemory,
                             Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, octets.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(octets.data()));
  stream.avail_in = static_cast<uInt>(octets.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  TERANG_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string brotli(std::string_view octets) {
  std::size_t size = BrotliEncoderMaxCompressedSize(octets.size());
  std::string out(size, '\0');
  // The best quality takes 4 s a megabyte, at every start of the server: of what is large, a tenth less costs a tenth of it.
  const int quality = octets.size() > 256 * 1024 ? 9 : BROTLI_MAX_QUALITY;
  TERANG_ASSERT(BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                                      octets.size(), reinterpret_cast<const std::uint8_t*>(octets.data()),
                                      &size, reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE);
  out.resize(size);
  return out;
}

}  // namespace terang::net
