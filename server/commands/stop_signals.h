// SIGINT and SIGTERM as something to wait for, instead of something that interrupts.
#pragma once

#include <csignal>

namespace terang::server {

// Blocks them in this thread and those it makes afterwards, and ignores SIGPIPE: call it before any thread is made. Returns
// the two, for sigwait.
inline sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

}  // namespace terang::server
