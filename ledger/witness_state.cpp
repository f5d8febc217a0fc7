#include "ledger/witness_state.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/sha256.h"
#include "ledger/open_file.h"

namespace terang::ledger {
namespace {

Failure unusable(const std::string& what) {
  return {"state_unusable", what + ": " + std::strerror(errno) + "."};
}

// Nothing where there is no such file.
Result<std::optional<Checkpoint>> read_newest(const std::string& path, const std::string& origin) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0 && errno == ENOENT) return std::optional<Checkpoint>();
  if (fd < 0) return unusable("Can't read " + path);
  std::string text(64 * 1024, '\0');
  const ssize_t size = ::read(fd, text.data(), text.size());
  const int error = errno;
  ::close(fd);
  errno = error;
  if (size < 0) return unusable("Can't read " + path);
  text.resize(static_cast<std::size_t>(size));
  auto checkpoint = parse_checkpoint(text);
  if (!checkpoint || checkpoint->origin != origin || checkpoint_text(*checkpoint) != text)
    return Failure{"state_malformed", path + " is not a checkpoint of " + origin +
                                          ". A witness must not forget: put back what stood there, or retire this witness and its key."};
  return std::optional(std::move(*checkpoint));
}

}  // namespace

Result<std::unique_ptr<WitnessState>> WitnessState::open(const std::string& folder, const std::vector<std::string>& origins) {
  std::unique_ptr<WitnessState> state(new WitnessState);
  state->folder_ = folder;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  state->folder_fd_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (state->folder_fd_ < 0) return unusable("Can't use the folder " + folder);
  state->lock_ = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (state->lock_ < 0) return unusable("Can't write in " + folder);
  if (::flock(state->lock_, LOCK_EX | LOCK_NB) != 0)
    return Failure{"state_in_use", "Another witness is using " + folder + "."};
  for (const std::string& name : origins) {
    auto& origin = state->origins_[name];
    if (origin) continue;  // a log may have several keys
    origin = std::make_unique<Origin>();
    origin->path = folder + "/" + to_hex(sha256(name)) + ".checkpoint";
    auto newest = read_newest(origin->path, name);
    if (!newest) return newest.error();
    origin->newest = std::move(*newest);
  }
  return state;
}

WitnessState::~WitnessState() {
  if (lock_ >= 0) ::close(lock_);
  if (folder_fd_ >= 0) ::close(folder_fd_);
}

// Whole or not at all, whenever the power goes.
bool WitnessState::keep(const Origin& origin, const Checkpoint& checkpoint) const {
  const std::string fresh = origin.path + ".new";
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  const bool written = write_durably(fd, checkpoint_text(checkpoint));
  const bool closed = ::close(fd) == 0;
  return written && closed && ::rename(fresh.c_str(), origin.path.c_str()) == 0 && ::fsync(folder_fd_) == 0;
}

WitnessAnswer WitnessState::answer(const Witness& witness, std::string_view body, std::uint64_t seconds) {
  const auto asked = witness.read(body);
  if (!asked) return asked.error();
  const auto at = origins_.find(asked->checkpoint.origin);
  TERANG_ASSERT(at != origins_.end());
  Origin& origin = *at->second;
  const std::lock_guard lock(origin.mutex);
  WitnessAnswer answer = witness.decide(*asked, origin.newest, seconds);
  if (answer.status != 200) return answer;
  if (origin.newest != asked->checkpoint) {
    if (!keep(origin, asked->checkpoint))
      return {500, "state_unwritable", "text/plain; charset=utf-8", "state_unwritable: the witness can't keep its state.\n",
              asked->checkpoint};
    origin.newest = asked->checkpoint;
  }
  return answer;
}

std::optional<Checkpoint> WitnessState::newest(const std::string& name) const {
  const auto at = origins_.find(name);
  if (at == origins_.end()) return std::nullopt;
  const std::lock_guard lock(at->second->mutex);
  return at->second->newest;
}

}  // namespace terang::ledger
