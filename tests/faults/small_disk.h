// A disk that is soon full.
#pragma once

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

namespace terang::faults {

// A filesystem in memory, of that many megabytes.
class SmallDisk {
 public:
  explicit SmallDisk(int megabytes) {
    std::string pattern = "/tmp/terang-disk-XXXXXX";
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make a folder in /tmp");
    path_ = pattern;
    const std::string options = "mode=0777,size=" + std::to_string(megabytes) + "m";
    mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, options.c_str()) == 0;
    if (!mounted_) why_ = std::strerror(errno);
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    ::rmdir(path_.c_str());
  }
  bool mounted() const { return mounted_; }
  const std::string& why() const { return why_; }
  const std::string& path() const { return path_; }

  void fill() const {
    const int file = ::open(filler().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::string block(1 << 16, 'x');
    for (std::size_t size = block.size(); size >= 512;)
      if (::write(file, block.data(), size) != static_cast<ssize_t>(size)) size /= 2;
    ::close(file);
  }
  void free() const { ::unlink(filler().c_str()); }

 private:
  std::string filler() const { return path_ + "/filler"; }
  std::string path_, why_;
  bool mounted_ = false;
};

}  // namespace terang::faults
