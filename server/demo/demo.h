// What `./run` shows a newcomer: a practice agency with an account for each role, a few invented tenders, and practice
// auctions with robots to bid against. It uses the doors that everybody uses: accounts, and commands to the desk.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/desk.h"
#include "server/people/accounts.h"

namespace terang::server {

class Practice;

class Demo {
 public:
  Demo(std::string database, Desk& desk, std::string origin);
  ~Demo();

  // Makes what is missing; again is harmless. Failures: those of the parts, and `stopped` once `stop_asked` is true.
  Result<bool> prepare(const std::function<bool()>& stop_asked);
  void start();  // practice auctions, one after another
  void stop();

 private:
  Result<bool> publish_tenders();

  const std::string database_;
  Desk& desk_;
  const std::string origin_;
  tender::Actor officer_;
  std::string buyer_name_;
  std::vector<Account> people_;  // bidders that people play
  std::vector<Account> robots_;
  std::unique_ptr<Practice> practice_;
};

// Submits and waits for the durable answer.
Answer run(Desk& desk, tender::Command command);

// The texts of demo/tenders/*.json and demo/practice.json, compiled in.
extern const char* const kDemoTenders[];
extern const std::size_t kDemoTenderCount;
extern const char kPracticeTender[];

}  // namespace terang::server
