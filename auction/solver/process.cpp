#include "auction/solver/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

extern char** environ;

namespace terang::auction::solver {
namespace {

using Clock = std::chrono::steady_clock;

// The child and our end of the socket to it. Whatever happens, nothing of it stays behind.
class Child {
 public:
  explicit Child(const std::string& path) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    char* arguments[] = {const_cast<char*>(path.c_str()), nullptr};
    if (posix_spawn(&pid_, path.c_str(), &actions, nullptr, arguments, environ) != 0) pid_ = -1;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    socket_ = ends[0];
    fcntl(socket_, F_SETFL, O_NONBLOCK);
  }
  ~Child() {
    if (socket_ >= 0) close(socket_);
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool started() const { return pid_ > 0; }
  int socket() const { return socket_; }

 private:
  pid_t pid_ = -1;
  int socket_ = -1;
};

bool executable(const std::string& path) {
  return access(path.c_str(), X_OK) == 0;
}

bool final(char kind) {
  return kind == 'O' || kind == 'I' || kind == 'L' || kind == 'A';
}

}  // namespace

std::string program() {
  if (const char* given = std::getenv("TERANG_SOLVER")) return given;
  std::error_code none;
  const auto beside = std::filesystem::read_symlink("/proc/self/exe", none).parent_path() / "terang-solver";
  return executable(beside.string()) ? beside.string() : TERANG_SOLVER_PROGRAM;
}

Run run(const std::string& request, Clock::time_point deadline, const std::atomic<bool>* cancel,
        const std::function<void(const Message&)>& heard) {
  const std::string path = program();
  if (!executable(path)) return {Ended::missing, {}};
  Child child(path);
  if (!child.started()) return {Ended::missing, {}};
  std::size_t sent = 0;
  std::string received;
  for (;;) {
    if (cancel && cancel->load()) return {Ended::cancelled, {}};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return {Ended::deadline, {}};
    pollfd ready{child.socket(), static_cast<short>(POLLIN | (sent < request.size() ? POLLOUT : 0)), 0};
    // Asked to stop, we notice within this time.
    if (poll(&ready, 1, static_cast<int>(std::min<long long>(left, 20))) <= 0) continue;
    if (ready.revents & POLLOUT) {
      const ssize_t put = send(child.socket(), request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
      if (put > 0) sent += static_cast<std::size_t>(put);
      if (put < 0 && errno != EAGAIN && errno != EINTR) return {Ended::crashed, {}};
      if (sent == request.size()) shutdown(child.socket(), SHUT_WR);
    }
    if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
    char buffer[65'536];
    const ssize_t got = recv(child.socket(), buffer, sizeof buffer, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got <= 0) return {Ended::crashed, {}};
    received.append(buffer, static_cast<std::size_t>(got));
    while (auto message = take(received)) {
      if (final(message->kind)) return {Ended::result, std::move(*message)};
      heard(*message);
    }
  }
}

}  // namespace terang::auction::solver
