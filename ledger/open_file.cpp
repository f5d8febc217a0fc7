#include "ledger/open_file.h"

#include <unistd.h>

#include <cerrno>

namespace terang::ledger {

OpenFile::~OpenFile() {
  if (fd >= 0) ::close(fd);
}

bool write_durably(int fd, std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t n = ::write(fd, octets.data(), octets.size());
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) octets.remove_prefix(static_cast<std::size_t>(n));
  }
  return ::fsync(fd) == 0;
}

}  // namespace terang::ledger
