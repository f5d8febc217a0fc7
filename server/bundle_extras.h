// What a bundle takes along beside entries: documents, time stamps.
#pragma once

#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "ledger/bundle.h"

namespace terang::server {

class BundleExtras {
 public:
  explicit BundleExtras(pqxx::connection& connection) : connection_(connection) {}
  // With a connection of its own. Failure: connection_lost.
  static Result<std::unique_ptr<BundleExtras>> open(const std::string& database);

  // Failures: document_missing (it is not stored), connection_lost.
  Result<std::string> document(const ledger::BundleDocument& named) const;
  // The newest that is over a checkpoint of at most that size; at most one. Failure: connection_lost.
  Result<std::vector<ledger::BundleTimestamp>> timestamps(int log, std::uint64_t size) const;

 private:
  explicit BundleExtras(std::unique_ptr<pqxx::connection> own) : own_(std::move(own)), connection_(*own_) {}
  std::unique_ptr<pqxx::connection> own_;
  pqxx::connection& connection_;
};

}  // namespace terang::server
