#include "ledger/verify/report_files.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/sha256.h"
#include "ledger/verify/whole_file.h"

namespace terang::ledger {
namespace {

Failure unwritable(const std::string& path) { return {"report_unwritable", "Can't write " + path + ": " + std::strerror(errno) + "."}; }

std::string hash_of_program() {
  std::ifstream file("/proc/self/exe", std::ios::binary);
  Sha256 sha;
  std::string piece(1 << 20, '\0');
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
    sha.update(std::string_view(piece.data(), static_cast<std::size_t>(file.gcount())));
  return to_hex(sha.finish());
}

}  // namespace

Result<ReportWriter> ReportWriter::open(ReportFiles files) {
  if (!files.key.empty() && files.report.empty()) return Failure{"report_incomplete", "--report-key signs a report: say --report FILE too."};
  if (!files.language.empty() && files.page.empty()) return Failure{"report_incomplete", "--language is of a page: say --page FILE too."};
  ReportWriter writer;
  if (files.language == "id") writer.language_ = PageLanguage::indonesian;
  else if (files.language == "en") writer.language_ = PageLanguage::english;
  else if (!files.language.empty()) return Failure{"language_unknown", "A page is written in id or en, without --language in both."};
  if (!files.key.empty()) {
    std::ifstream file(files.key, std::ios::binary);
    const std::string pem{std::istreambuf_iterator<char>(file), {}};
    if (!file || pem.empty()) return Failure{"report_key_unreadable", "Can't read a key from " + files.key + "."};
    auto key = SigningKey::from_pem(pem);
    if (!key) return Failure{key.error().name, files.key + ": " + key.error().message};
    writer.key_ = *key;
  }
  for (const std::string& path : {files.report, files.page})
    if (!path.empty() && !can_write_file(path)) return unwritable(path);
  writer.files_ = std::move(files);
  return writer;
}

Result<bool> ReportWriter::write(std::vector<json::Value> results, const Asked& asked) const {
  const Micros now = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const SignedReport report = make_report(std::move(results), asked, now, hash_of_program(), key_);
  if (!files_.report.empty()) {
    const std::string signature = files_.report + ".sig";
    // An older report's signature beside this one would look like a forgery.
    if (::unlink(signature.c_str()) != 0 && errno != ENOENT) return unwritable(signature);
    if (!write_whole_file(files_.report, report.text)) return unwritable(files_.report);
    if (!report.signature.empty() && !write_whole_file(signature, report.signature)) return unwritable(signature);
  }
  const std::string hash = files_.report.empty() ? "" : to_hex(sha256(report.text));
  if (!files_.page.empty() && !write_whole_file(files_.page, report_page(report, hash, language_))) return unwritable(files_.page);
  return true;
}

}  // namespace terang::ledger
