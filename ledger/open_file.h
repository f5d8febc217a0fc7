// A file descriptor that is closed with its owner, and octets in it that must outlive a power cut.
#pragma once

#include <string_view>

namespace terang::ledger {

struct OpenFile {
  explicit OpenFile(int descriptor) : fd(descriptor) {}  // -1: could not be opened
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile();
  const int fd;
};

// All of it into the file, and the file on the disk; false with errno. Its name in a folder is the caller's to sync.
bool write_durably(int fd, std::string_view octets);

}  // namespace terang::ledger
