#include "tender/ocds_input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace terang::tender {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

Failure unreadable(const std::string& path, int error) {
  return Failure{"file_unreadable", path + ": " + std::strerror(error) + "."};
}

class FileInput : public OcdsInput {
 public:
  FileInput(std::string path, int file, std::uint64_t total) : path_(std::move(path)), file_(file), total_(total) {}
  ~FileInput() override {
    if (inflating_) inflateEnd(&zlib_);
    ::close(file_);
  }

  Result<std::string_view> next() override {
    if (!begun_) {
      begun_ = true;
      if (auto failure = fill()) return *failure;
      // A pipe may give one octet at first.
      while (held_ == 1 && !ended_) {
        if (auto failure = fill()) return *failure;
      }
      if (held_ >= 2 && in_[0] == 0x1f && in_[1] == 0x8b) {
        if (inflateInit2(&zlib_, 15 + 16) != Z_OK) return Failure{"gzip_damaged", "zlib cannot start."};
        inflating_ = true;
      }
    }
    return inflating_ ? next_inflated() : next_plain();
  }

  std::uint64_t bytes_read() const override { return read_; }
  std::uint64_t bytes_total() const override { return total_; }

 private:
  // Reads behind what is held.
  std::optional<Failure> fill() {
    for (;;) {
      const ssize_t got = ::read(file_, in_.data() + held_, in_.size() - held_);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return unreadable(path_, errno);
      ended_ = got == 0;
      held_ += static_cast<std::size_t>(got);
      read_ += static_cast<std::uint64_t>(got);
      return std::nullopt;
    }
  }

  Result<std::string_view> next_plain() {
    if (held_ == 0 && !ended_) {
      if (auto failure = fill()) return *failure;
    }
    const std::string_view block(reinterpret_cast<const char*>(in_.data()), held_);
    held_ = 0;
    return block;
  }

  Result<std::string_view> next_inflated() {
    for (;;) {
      if (zlib_.avail_in == 0) {
        if (!first_) {
          held_ = 0;
          if (auto failure = fill()) return *failure;
        }
        first_ = false;
        zlib_.next_in = in_.data();
        zlib_.avail_in = static_cast<uInt>(held_);
        if (held_ == 0) {
          if (member_done_) return std::string_view();
          return Failure{"gzip_truncated", path_ + ": the compressed file ends early, at its byte " +
                                               std::to_string(read_) + "."};
        }
      }
      if (member_done_) {
        // After a member comes another one, or padding that gzip(1) ignores too.
        if (zlib_.next_in[0] != 0x1f) return std::string_view();
        inflateReset(&zlib_);
        member_done_ = false;
      }
      zlib_.next_out = out_.data();
      zlib_.avail_out = static_cast<uInt>(out_.size());
      const int code = inflate(&zlib_, Z_NO_FLUSH);
      if (code == Z_STREAM_END) {
        member_done_ = true;
      } else if (code != Z_OK && code != Z_BUF_ERROR) {
        return Failure{"gzip_damaged", path_ + ": the compressed data is damaged before byte " +
                                           std::to_string(read_ - zlib_.avail_in) + "."};
      }
      const std::size_t made = out_.size() - zlib_.avail_out;
      if (made > 0) return std::string_view(reinterpret_cast<const char*>(out_.data()), made);
    }
  }

  std::string path_;
  int file_;
  std::uint64_t total_;
  std::uint64_t read_ = 0;
  bool begun_ = false;
  bool ended_ = false;
  bool inflating_ = false;
  bool first_ = true;
  bool member_done_ = false;
  std::size_t held_ = 0;
  z_stream zlib_{};
  std::array<unsigned char, kBlock> in_;
  std::array<unsigned char, kBlock> out_;
};

}  // namespace

Result<std::unique_ptr<OcdsInput>> OcdsInput::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return unreadable(path, errno);
  struct stat info {};
  if (::fstat(file, &info) != 0 || S_ISDIR(info.st_mode)) {
    const int error = S_ISDIR(info.st_mode) ? EISDIR : errno;
    ::close(file);
    return unreadable(path, error);
  }
  const auto total = S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
  return std::unique_ptr<OcdsInput>(std::make_unique<FileInput>(path, file, total));
}

}  // namespace terang::tender
