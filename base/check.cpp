#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace terang {

void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "terang: assertion failed: %s (%s:%d)\n", condition, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace terang
