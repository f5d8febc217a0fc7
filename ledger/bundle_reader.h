// Reads a bundle (terang-bundle-v1) line by line. Strict: every line has the one form in which it may be written, so
// that no octet of a bundle can be changed without being refused here or found by what the octets say.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sha256.h"
#include "ledger/bundle.h"
#include "ledger/entry.h"

namespace terang::ledger {

struct BundleLine {
  std::uint64_t seq = 0;
  std::string header;
  std::optional<std::string> salt, payload;
  std::string tender;
  std::vector<Hash> proof;              // not in a whole log's bundle
  std::optional<std::string> envelope;  // octets of a sealed bid that was opened
  StoredEntry entry() const;
};
// What is wrong with the line, for people; nullptr when it was read.
const char* read_bundle_line(std::string_view text, BundleLine& line);
const char* read_document_line(std::string_view text, BundleDocument& document, std::optional<std::string>& octets);

class BundleReader {
 public:
  explicit BundleReader(std::istream& in) : in_(in) {}

  // First. Failure: bundle_malformed (says the line).
  Result<BundleManifest> manifest();
  // Then until nothing comes. Failures: bundle_malformed, bundle_truncated (the closing line is missing or counts
  // other than what was read).
  Result<std::optional<BundleLine>> next();
  // The same without reading what the line says, for who reads many at once; it must be an entry's.
  Result<std::optional<std::string>> next_text();
  // After the last entry, until nothing comes: the documents, where the manifest says that there are any.
  struct Document {
    BundleDocument document;
    std::optional<std::string> octets;  // none: withheld
  };
  Result<std::optional<Document>> next_document();
  std::uint64_t line() const { return line_; }  // of what was read last, from 1
  Failure malformed(const char* why, std::uint64_t line = 0) const;  // 0: that one

  // After the last document: what the log signed about all of it.
  std::uint64_t entries() const { return entries_; }
  const Hash& hash() const { return hash_; }                // of all octets before the closing line
  const std::string& seal() const { return seal_; }  // the signature's 64 octets

 private:
  bool take_line();  // false at the end
  Result<bool> read_closing();
  Failure truncated() const;

  std::istream& in_;
  std::string text_;
  std::uint64_t line_ = 0, entries_ = 0;
  bool documents_ = false, kept_ = false;  // promised; the line that was read last is the first of them
  Sha256 sha_;
  Hash hash_{};
  std::string seal_;
};

}  // namespace terang::ledger
