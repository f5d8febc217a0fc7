// Imported releases in PostgreSQL (sql/0003_reference.sql). A batch is one transaction: all of its releases, with the
// rows by which they are found, or nothing.
#pragma once

#include <memory>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "base/result.h"
#include "tender/ocds_release.h"

namespace terang::tender {

struct OcdsSource {
  std::string uri;
  std::string publisher;
  std::string licence;
  std::string policy;
  bool operator==(const OcdsSource&) const = default;
};

struct OcdsCandidate {
  OcdsRelease release;
  std::string raw;
};

enum class OcdsStored {
  added,
  updated,            // the same ocid and id, changed, and not older
  unchanged,
  older_than_stored,  // the same ocid and id with an earlier date: the stored one stays
};

class OcdsStore {
 public:
  // Failures: database_unreachable, import_running (another import holds the lock), not_migrated.
  static Result<std::unique_ptr<OcdsStore>> open(const std::string& conninfo);

  // One answer for each candidate, in order. No two candidates may share ocid and id. Failure: database_failed; then
  // nothing of the batch is stored.
  Result<std::vector<OcdsStored>> store(const std::vector<OcdsCandidate>& batch, const OcdsSource& source);

  // A package may say who published it only behind its releases: those stored since begin_file() get this source.
  void begin_file();
  std::optional<Failure> settle_source(const OcdsSource& before, const OcdsSource& now);

  // Once an import has ended: pending lists emptied, the planner's figures made.
  void settle_indexes();

 private:
  explicit OcdsStore(const std::string& conninfo) : connection_(conninfo) {}
  int source_id(pqxx::work& work, const OcdsSource& source);

  pqxx::connection connection_;
  std::string file_began_;
};

// A PostgreSQL text[] literal; nullopt is NULL.
std::string text_array(const std::vector<std::optional<std::string>>& items);

// All releases of a process, merged; null where there is none.
json::Value merged_releases(pqxx::transaction_base& work, const std::string& ocid);

}  // namespace terang::tender
