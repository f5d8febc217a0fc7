#include "ledger/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "ledger/open_file.h"

namespace terang::ledger {
namespace {

Failure unreadable(const std::string& path) {
  return {"key_file_unreadable", "The signing key " + path + " cannot be read: " + std::strerror(errno) + "."};
}
Failure unwritable(const std::string& path) {
  return {"key_file_unwritable", "The signing key " + path + " cannot be written: " + std::strerror(errno) + "."};
}

}  // namespace

Result<SigningKey> load_key(const std::string& path) {
  const OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)};
  struct stat status{};
  if (file.fd < 0 || ::fstat(file.fd, &status) != 0) return unreadable(path);
  if ((status.st_mode & 077) != 0)
    return Failure{"key_file_exposed", "Others than its owner may read the signing key: chmod 600 " + path};
  std::string pem(16 * 1024, '\0');
  const ssize_t size = ::read(file.fd, pem.data(), pem.size());
  if (size < 0) return unreadable(path);
  pem.resize(static_cast<std::size_t>(size));
  auto key = SigningKey::from_pem(pem);
  if (!key) return Failure{key.error().name, path + ": " + key.error().message};
  return key;
}

Result<SigningKey> load_or_create_key(const std::string& path) {
  // The new key is linked into place whole, so that nobody reads half of one and two programs that start at once
  // end up with the same one.
  if (::access(path.c_str(), F_OK) != 0) {
    std::string fresh = path + ".XXXXXX";
    const OpenFile file{::mkostemp(fresh.data(), O_CLOEXEC)};  // mode 0600
    if (file.fd < 0) return unwritable(path);
    const bool written = write_durably(file.fd, SigningKey::generate().to_pem());
    const bool linked = written && (::link(fresh.c_str(), path.c_str()) == 0 || errno == EEXIST);
    const int error = errno;
    ::unlink(fresh.c_str());
    errno = error;
    if (!linked) return unwritable(path);
  }
  return load_key(path);
}

}  // namespace terang::ledger
