// terang-verify on a log that is served: over HTTP, with a memory in a file.
#pragma once

#include <string>

#include "base/json.h"
#include "ledger/verify/log_follower.h"
#include "ledger/verify/replayer.h"

namespace terang::ledger {

struct LiveLog {
  std::string url;     // of the server; its log stands under /log/
  std::string ca;      // PEM file; empty: the system's
  Trust trust;
  std::string memory;  // a file, or for the monitor a folder
  bool json = false;
};
// Exit status as the program's. Prints; `told`: the same as JSON.
int verify_live_log(const LiveLog& log, json::Value& told);

struct Monitoring {
  std::string alerts;  // a file that lines are appended to
  int every = 10, stall = 0, rounds = 0;  // seconds; 0 rounds: for ever
  MakeReplayer replay;
};
int monitor_live_log(const LiveLog& log, const Monitoring& monitoring);

}  // namespace terang::ledger
