// A PostgreSQL cluster of the test's own: Unix socket in a temporary folder, no TCP, gone with the object. Run by root
// it drops to the account "postgres". It may be stopped, killed and started again; the thread that starts it must outlive it
// (the kernel takes the server along when that thread ends).
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace terang::test {

class PrivatePostgres {
 public:
  struct Options {
    std::vector<std::string> settings;  // "name=value"
    std::string data_parent;            // where the data folder goes; empty: the temporary folder
    std::string wal_parent;             // where the write-ahead log goes, in segments of 1 MB; empty: into the data folder
    bool fsync = false;                 // kill -9 of the server loses nothing either way; a power cut would
  };
  PrivatePostgres() : PrivatePostgres(Options()) {}
  explicit PrivatePostgres(Options options);  // throws std::runtime_error with the server's last words
  ~PrivatePostgres();
  PrivatePostgres(const PrivatePostgres&) = delete;
  PrivatePostgres& operator=(const PrivatePostgres&) = delete;

  // For a superuser, to the database "test" or another.
  std::string conninfo(const std::string& database = "test") const;
  std::string create_database();  // an empty one; its conninfo

  void start();    // does nothing when it runs; waits until it answers
  void stop();     // fast shutdown
  void kill();     // SIGKILL to the postmaster and everything of this cluster
  void freeze();   // SIGSTOP to all of it: accepts nothing, answers nothing
  void thaw();
  pid_t pid() const { return postmaster_; }
  const std::string& folder() const { return folder_; }

  // SQL through psql, as a superuser; throws with psql's message.
  std::string sql(const std::string& statements, const std::string& database = "test") const;

 private:
  std::vector<pid_t> processes() const;
  std::string run(const std::vector<std::string>& command) const;

  Options options_;
  std::string folder_, data_, bin_;
  uid_t uid_;
  gid_t gid_;
  pid_t postmaster_ = 0;
  int databases_ = 0;
};

}  // namespace terang::test
