#include "server/sealing_keys.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/bytes.h"
#include "base/sha256.h"
#include "ledger/open_file.h"
#include "sealing/kdf.h"
#include "server/random.h"

namespace terang::server {
namespace {

Failure unwritable(const std::string& path) {
  return {"sealing_key_unwritable", "The sealing key " + path + " cannot be written: " + std::strerror(errno) + "."};
}

// A new name in a folder is safe once the folder is.
bool sync_folder(const std::string& folder) {
  const ledger::OpenFile file{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return file.fd >= 0 && ::fsync(file.fd) == 0;
}

}  // namespace

SealingKeys::SealingKeys(std::string folder) : folder_(std::move(folder)) {}

std::string SealingKeys::path_of(const std::string& server_key) const {
  const auto point = from_base64(server_key);
  return folder_ + "/" + to_hex(sha256(point ? *point : std::string())) + ".key";
}

Result<std::string> SealingKeys::make() const {
  if (::mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) return unwritable(folder_);
  const sealing::PrivateKey key = sealing::PrivateKey::generate();
  std::string server_key = to_base64(key.point());
  const std::string path = path_of(server_key), fresh = path + "." + random_id();
  std::string scalar = key.scalar();
  std::string text = to_base64(scalar) + "\n";
  sealing::wipe(scalar);
  const ledger::OpenFile file{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  const bool written = file.fd >= 0 && ledger::write_durably(file.fd, text) && ::rename(fresh.c_str(), path.c_str()) == 0 &&
                       sync_folder(folder_);
  const int error = errno;
  sealing::wipe(text);
  if (!written) ::unlink(fresh.c_str());
  errno = error;
  if (!written) return unwritable(path);
  return server_key;
}

Result<sealing::PrivateKey> SealingKeys::load(const std::string& server_key) const {
  const std::string path = path_of(server_key);
  const ledger::OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)};
  struct stat status{};
  if (file.fd < 0 || ::fstat(file.fd, &status) != 0)
    return Failure{"sealing_key_missing", "The sealing key " + path + " cannot be read: " + std::strerror(errno) + "."};
  if ((status.st_mode & 077) != 0)
    return Failure{"sealing_key_exposed", "Others than its owner may read the sealing key: chmod 600 " + path};
  char octets[64];
  const ssize_t size = ::read(file.fd, octets, sizeof octets);
  std::string_view text(octets, size > 0 ? static_cast<std::size_t>(size) : 0);
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  auto scalar = from_base64(text);
  auto key = scalar ? sealing::PrivateKey::from_scalar(*scalar) : std::nullopt;
  if (scalar) sealing::wipe(*scalar);
  ::explicit_bzero(octets, sizeof octets);
  if (!key || to_base64(key->point()) != server_key)
    return Failure{"sealing_key_malformed", path + " does not hold the lot's sealing key."};
  return std::move(*key);
}

void keep_memory_out_of_dumps() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  // A dump that is piped to a program minds no limit, but it holds only the kinds of memory named here: none.
  const ledger::OpenFile file{::open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)};
  if (file.fd >= 0) (void)!::write(file.fd, "0", 1);
}

}  // namespace terang::server
