// `terang import ocds FILE…`: OCDS 1.1 release packages, record packages, single releases or records, JSON Lines; plain
// or gzip. Streams: memory holds a batch of releases and eight octets times two for each release of the file.
//
// Importing again is harmless; an import that was stopped goes on by being started again. tender/ocds.md says what is
// taken and how.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace terang::tender {

struct OcdsProgress {
  std::string file;
  std::uint64_t bytes_read = 0;   // of the file as it lies on the disk
  std::uint64_t bytes_total = 0;  // 0: unknown
  std::uint64_t releases = 0;     // stored or found stored so far, of this file
};

struct OcdsImportOptions {
  std::size_t batch_releases = 500;
  std::size_t batch_bytes = 8 * 1024 * 1024;
  std::size_t problems_listed = 1000;         // each is counted; so many are told one by one
  const std::atomic<bool>* stop = nullptr;    // set it to stop after the release at hand
};

struct OcdsProblem {
  std::string file;
  std::uint64_t position = 0;  // of the release or record in the file, from 0
  std::uint64_t offset = 0;    // of its first byte, uncompressed
  std::string ocid;            // "" where unknown
  std::string id;
  std::string reason;          // stable name, listed in ocds.md
  std::string message;
};

struct OcdsFileFailure {
  std::string file;
  Failure failure;
};

struct OcdsReport {
  std::uint64_t seen = 0;
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t refused = 0;
  std::uint64_t bids = 0;    // in what was taken
  std::uint64_t awards = 0;
  std::map<std::string, std::uint64_t> reasons;   // of refusals
  std::map<std::string, std::uint64_t> warnings;  // of releases that were taken nevertheless
  std::vector<OcdsProblem> problems;
  std::vector<OcdsFileFailure> failures;  // files that could not be read to their end; what came before stands
  bool stopped = false;

  std::uint64_t taken() const { return added + updated + unchanged; }
  // 0: everything was taken. 1: something was refused, broken or stopped. 2: nothing could be read or stored at all.
  int exit_code() const;
};

// Reads the files one after another; a file that fails does not keep the next from being read, a failing database does.
// Failures: database_unreachable, import_running, not_migrated.
Result<OcdsReport> import_ocds(const std::vector<std::string>& files, const std::string& conninfo,
                               const std::function<void(const OcdsProgress&)>& progress = {},
                               const OcdsImportOptions& options = {});

json::Value to_json(const OcdsReport& report);
std::string to_text(const OcdsReport& report);  // a few lines for people

}  // namespace terang::tender
