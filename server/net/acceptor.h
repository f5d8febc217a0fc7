// Takes connections and deals them out to the I/O threads in turn. One listening socket, not SO_REUSEPORT:
// that would let a second server share the port unnoticed, and deal by hash rather than evenly.
#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>
#include <memory>
#include <vector>

#include "base/result.h"
#include "server/net/io_thread.h"

namespace terang::net {

class Acceptor {
 public:
  // Accepts on the first of `threads`.
  Acceptor(Shared& shared, const std::vector<std::unique_ptr<IoThread>>& threads);
  ~Acceptor();
  Result<std::uint16_t> listen(const std::string& address,
                               std::uint16_t port);  // failures: see NetServer::start
  void start();
  void stop();  // from another thread; no connection is accepted after it

 private:
  void wait();
  void accept_some();
  void take(int socket, const std::string& address);
  void out_of_files();

  Shared& shared_;
  const std::vector<std::unique_ptr<IoThread>>& threads_;
  boost::asio::posix::stream_descriptor listener_;
  int spare_;  // given up for a moment to be able to refuse when the process has no descriptors left
  std::size_t next_ = 0;
};

}  // namespace terang::net
