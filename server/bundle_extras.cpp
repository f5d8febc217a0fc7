#include "server/bundle_extras.h"

namespace terang::server {
namespace {

Failure lost(const std::exception& error) {
  std::string text = error.what();
  return {"connection_lost", text.substr(0, text.find('\n'))};
}

}  // namespace

Result<std::unique_ptr<BundleExtras>> BundleExtras::open(const std::string& database) {
  try {
    return std::unique_ptr<BundleExtras>(new BundleExtras(std::make_unique<pqxx::connection>(database)));
  } catch (const pqxx::failure& error) {
    return lost(error);
  }
}

Result<std::string> BundleExtras::document(const ledger::BundleDocument& named) const {
  try {
    const auto rows = pqxx::nontransaction(connection_).exec_params("select octets from tender_document where tender = $1 and sha256 = $2",
                                                                     named.tender, named.sha256);
    if (rows.empty()) return Failure{"document_missing", "The document " + named.sha256 + " of tender " + named.tender + " is not stored."};
    return pqxx::binarystring(rows[0][0]).str();
  } catch (const pqxx::failure& error) {
    return lost(error);
  }
}

Result<std::vector<ledger::BundleTimestamp>> BundleExtras::timestamps(int log, std::uint64_t size) const {
  try {
    std::vector<ledger::BundleTimestamp> newest;
    for (const auto& row : pqxx::nontransaction(connection_).exec_params(
             "select size, text, token from ledger_timestamp where log = $1 and size <= $2 order by size desc limit 1", log, size))
      newest.push_back({row[0].as<std::uint64_t>(), row[1].as<std::string>(), pqxx::binarystring(row[2]).str()});
    return newest;
  } catch (const pqxx::failure& error) {
    return lost(error);
  }
}

}  // namespace terang::server
