// Compiled for AVX-512: only sha256_each() calls it, where the processor has it.
#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace terang::lanes {
namespace {

constexpr int kLanes = 16;

inline __attribute__((always_inline)) __m512i words(const unsigned char* at, std::size_t stride) {
  const int step = static_cast<int>(stride);
  const __m512i places = _mm512_mullo_epi32(_mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
                                            _mm512_set1_epi32(step));
  const __m512i swap = _mm512_broadcast_i32x4(_mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
  return _mm512_shuffle_epi8(_mm512_i32gather_epi32(places, at, 1), swap);
}
#define load_words(at, stride) reinterpret_cast<Lanes>(words(at, stride))
#include "base/sha256_lanes.inc"

}  // namespace

void hash_avx512(const unsigned char* blocks, std::size_t stride, std::size_t count, unsigned char* out) {
  hash_lanes(blocks, stride, count, out);
}

}  // namespace terang::lanes
