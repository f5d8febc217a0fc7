#include "tests/support/private_postgres.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "tests/support/read_file.h"

namespace terang::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string newest_server() {
  std::string best;
  int version = 0;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
    const int found = std::atoi(entry.path().filename().c_str());
    if (found > version && fs::exists(entry.path() / "bin/postgres")) {
      version = found;
      best = entry.path() / "bin";
    }
  }
  if (best.empty()) throw std::runtime_error("no PostgreSQL server below /usr/lib/postgresql");
  return best;
}

// Starts a program as that account, output to `log`; the parent's death takes it along.
pid_t spawn(const std::vector<std::string>& command, uid_t uid, gid_t gid, const std::string& log) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  static const char* environment[] = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC", "HOME=/nonexistent", nullptr};
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (out < 0) throw std::runtime_error("cannot write " + log);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {  // only async-signal-safe calls from here: the test may have threads
    if (::getuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setgid(gid) != 0 || ::setuid(uid) != 0)) ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (::getppid() != parent) ::_exit(125);
    if (::chdir("/") != 0) ::_exit(124);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::execve(arguments[0], arguments.data(), const_cast<char**>(environment));
    ::_exit(127);
  }
  ::close(out);
  if (child < 0) throw std::runtime_error("fork failed");
  return child;
}

}  // namespace

PrivatePostgres::PrivatePostgres(Options options) : options_(std::move(options)), bin_(newest_server()) {
  uid_ = ::getuid();
  gid_ = ::getgid();
  if (uid_ == 0) {
    const passwd* account = ::getpwnam("postgres");
    if (!account) throw std::runtime_error("running as root, and there is no account \"postgres\" to drop to");
    uid_ = account->pw_uid;
    gid_ = account->pw_gid;
  }
  std::string pattern = "/tmp/terang-pg-XXXXXX";
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make a folder in /tmp");
  folder_ = pattern;
  data_ = (options_.data_parent.empty() ? folder_ : options_.data_parent) + "/data";
  if (::getuid() == 0 && ::chown(folder_.c_str(), uid_, gid_) != 0) throw std::runtime_error("chown failed");
  std::vector<std::string> initdb{bin_ + "/initdb", "-D", data_, "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8",
                                  "--auth=trust", "--no-sync"};
  if (!options_.wal_parent.empty()) {
    initdb.push_back("--waldir=" + options_.wal_parent + "/wal");
    initdb.push_back("--wal-segsize=1");
  }
  run(initdb);
  start();
  sql("CREATE DATABASE test", "postgres");
}

PrivatePostgres::~PrivatePostgres() {
  kill();
  std::error_code ignored;
  fs::remove_all(data_, ignored);
  fs::remove_all(folder_, ignored);
}

std::string PrivatePostgres::conninfo(const std::string& database) const {
  return "host=" + folder_ + " port=5432 user=postgres dbname=" + database;
}

std::string PrivatePostgres::create_database() {
  const std::string name = "test" + std::to_string(++databases_);
  sql("CREATE DATABASE " + name, "postgres");
  return conninfo(name);
}

void PrivatePostgres::start() {
  if (postmaster_) return;
  std::vector<std::string> command{bin_ + "/postgres", "-D", data_, "-k", folder_, "-p", "5432",
                                   "-c", "listen_addresses=", "-c", "max_connections=60",
                                   "-c", "shared_buffers=64MB", "-c", "timezone=UTC", "-c", "log_timezone=UTC",
                                   "-c", std::string("fsync=") + (options_.fsync ? "on" : "off")};
  for (const std::string& setting : options_.settings) {
    command.push_back("-c");
    command.push_back(setting);
  }
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  const std::string log = folder_ + "/server.log";
  while (std::chrono::steady_clock::now() < deadline) {
    if (!postmaster_) postmaster_ = spawn(command, uid_, gid_, log);
    int status = 0;
    if (::waitpid(postmaster_, &status, WNOHANG) == postmaster_) {  // survivors of a kill may still hold the data
      postmaster_ = 0;
      std::this_thread::sleep_for(100ms);
      continue;
    }
    try {
      sql("SELECT 1", "postgres");
      return;
    } catch (const std::runtime_error&) {
      std::this_thread::sleep_for(20ms);
    }
  }
  throw std::runtime_error("PostgreSQL does not start: " + read_file(log));
}

void PrivatePostgres::stop() {
  if (!postmaster_) return;
  ::kill(postmaster_, SIGINT);
  ::waitpid(postmaster_, nullptr, 0);
  postmaster_ = 0;
}

// Every process whose working directory is the data folder: the postmaster and its children, and nobody else's.
std::vector<pid_t> PrivatePostgres::processes() const {
  std::vector<pid_t> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    const pid_t pid = std::atoi(entry.path().filename().c_str());
    if (pid <= 0) continue;
    std::error_code error;
    const fs::path cwd = fs::read_symlink(entry.path() / "cwd", error);
    if (!error && cwd == fs::path(data_)) found.push_back(pid);
  }
  return found;
}

void PrivatePostgres::kill() {
  if (postmaster_) {
    ::kill(postmaster_, SIGKILL);
    ::waitpid(postmaster_, nullptr, 0);
    postmaster_ = 0;
  }
  for (int i = 0; i < 100; ++i) {
    const auto left = processes();
    if (left.empty()) return;
    for (const pid_t pid : left) ::kill(pid, SIGKILL);
    std::this_thread::sleep_for(10ms);
  }
}

void PrivatePostgres::freeze() {
  for (const pid_t pid : processes()) ::kill(pid, SIGSTOP);
}

void PrivatePostgres::thaw() {
  for (const pid_t pid : processes()) ::kill(pid, SIGCONT);
}

std::string PrivatePostgres::sql(const std::string& statements, const std::string& database) const {
  return run({bin_ + "/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", conninfo(database), "-c",
              statements});
}

std::string PrivatePostgres::run(const std::vector<std::string>& command) const {
  std::string log = folder_ + "/out.XXXXXX";
  const int fd = ::mkstemp(log.data());
  if (fd >= 0) ::close(fd);
  const pid_t child = spawn(command, uid_, gid_, log);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const std::string output = read_file(log);
  ::unlink(log.c_str());
  if (status != 0) throw std::runtime_error(command[0] + ": " + output);
  return output;
}

}  // namespace terang::test
