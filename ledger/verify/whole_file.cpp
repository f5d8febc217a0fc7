#include "ledger/verify/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "ledger/open_file.h"

namespace terang::ledger {
namespace {

int open_fresh(const std::string& fresh) { return ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644); }

}  // namespace

bool write_whole_file(const std::string& path, std::string_view text) {
  const std::string fresh = path + ".new";
  const int file = open_fresh(fresh);
  if (file < 0) return false;
  const bool written = write_durably(file, text);
  const int why = errno;
  const bool closed = ::close(file) == 0;
  if (closed && written && std::rename(fresh.c_str(), path.c_str()) == 0) return true;
  const int kept = written ? errno : why;
  ::unlink(fresh.c_str());
  errno = kept;
  return false;
}

bool can_write_file(const std::string& path) {
  const std::string fresh = path + ".new";
  const int file = open_fresh(fresh);
  if (file < 0) return false;
  ::close(file);
  ::unlink(fresh.c_str());
  return true;
}

}  // namespace terang::ledger
