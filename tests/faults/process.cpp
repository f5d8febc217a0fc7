#include "tests/faults/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/support/read_file.h"

namespace terang::faults {
namespace {

using terang::test::read_file;

std::vector<char*> pointers(const Words& words) {
  std::vector<char*> made;
  for (const std::string& word : words) made.push_back(const_cast<char*>(word.c_str()));
  made.push_back(nullptr);
  return made;
}

}  // namespace

std::string program(const std::string& name) {
  if (const char* folder = std::getenv("TERANG_BIN")) return std::string(folder) + "/" + name;
  return name == "terang" ? TERANG_PROGRAM : TERANG_VERIFY_PROGRAM;
}

Process::Process(const Words& command, const std::string& folder, const Words& environment, const std::string& input) {
  static std::atomic<int> number{0};
  const std::string base = folder + "/process-" + std::to_string(++number);
  out_ = base + ".out";
  err_ = base + ".err";
  std::ofstream(base + ".in", std::ios::binary) << input;
  Words inherited;
  for (char** entry = environ; *entry; ++entry)
    if (std::string(*entry).rfind("TERANG_", 0) != 0) inherited.emplace_back(*entry);
  inherited.insert(inherited.end(), environment.begin(), environment.end());
  auto arguments = pointers(command), variables = pointers(inherited);
  const int in = ::open((base + ".in").c_str(), O_RDONLY | O_CLOEXEC);
  const int out = ::open(out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const int err = ::open(err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) {  // only async-signal-safe calls from here: the test has threads
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(125);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(err, 2);
    ::execve(arguments[0], arguments.data(), variables.data());
    ::_exit(127);
  }
  for (const int file : {in, out, err}) ::close(file);
  if (pid_ < 0) throw std::runtime_error("fork failed");
}

Process::~Process() {
  if (status_) return;
  signal(SIGKILL);
  wait(std::chrono::seconds(10));
}

void Process::signal(int number) const {
  if (!status_) ::kill(pid_, number);
}

std::optional<int> Process::wait(std::chrono::milliseconds within) {
  const auto until = std::chrono::steady_clock::now() + within;
  while (!status_) {
    int raw = 0;
    rusage used{};
    if (::wait4(pid_, &raw, WNOHANG, &used) == pid_) {
      status_ = WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : WEXITSTATUS(raw);
      peak_ = used.ru_maxrss;
    } else if (std::chrono::steady_clock::now() >= until) {
      break;
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
  return status_;
}

std::string Process::out() const { return read_file(out_); }
std::string Process::err() const { return read_file(err_); }

long Process::resident_kilobytes() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.rfind("VmRSS:", 0) == 0) return std::stol(line.substr(6));
  return 0;
}

Finished run(const Words& command, const std::string& folder, const Words& environment, const std::string& input) {
  Process process(command, folder, environment, input);
  const auto code = process.wait(std::chrono::seconds(60));
  return {code.value_or(-1), process.out(), process.err()};
}

}  // namespace terang::faults
