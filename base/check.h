// Assertions for our own mistakes. They stay on in release builds: a platform that decides awards must rather
// stop than go on from a state it does not understand.
#pragma once

namespace terang {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}

#define TERANG_ASSERT(condition)                                             \
  do {                                                                       \
    if (!(condition)) [[unlikely]]                                           \
      ::terang::assertion_failed(#condition, __FILE__, __LINE__);            \
  } while (false)
