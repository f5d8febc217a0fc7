#include "tender/ocds_import.h"

#include <memory>
#include <unordered_map>

#include "base/sha256.h"
#include "tender/ocds_cutter.h"
#include "tender/ocds_input.h"
#include "tender/ocds_limits.h"
#include "tender/ocds_merge.h"
#include "tender/pg_ocds_store.h"

namespace terang::tender {
namespace {

constexpr std::uint64_t kProgressBytes = 256 * 1024;

std::uint64_t eight(const Hash& hash) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | hash[static_cast<std::size_t>(i)];
  return value;
}

class FileImport {
 public:
  FileImport(std::string file, OcdsStore& store, const OcdsImportOptions& options,
             const std::function<void(const OcdsProgress&)>& progress, OcdsReport& report)
      : file_(std::move(file)), store_(store), options_(options), progress_(progress), report_(report),
        cutter_(kOcdsJson.bytes, [this](const OcdsPiece& piece) { take(piece); }) {}

  // False when the database fails: then no further file is tried.
  bool run() {
    store_.begin_file();
    auto input = OcdsInput::open(file_);
    if (!input) {
      fail(input.error());
      return true;
    }
    std::uint64_t told = 0;
    for (;;) {
      const auto block = (*input)->next();
      if (!block) {
        fail(block.error());
        break;
      }
      if (auto failure = block->empty() ? cutter_.finish() : cutter_.feed(*block)) {
        fail(std::move(*failure));
        break;
      }
      if (block->empty() || stopping()) break;
      if ((*input)->bytes_read() - told >= kProgressBytes) tell(**input, told);
    }
    if (stopping() && !broken_) report_.stopped = true;
    flush();
    if (!database_failed_ && stored_with_ && *stored_with_ != source_)
      if (auto failure = store_.settle_source(*stored_with_, source_)) fail(std::move(*failure));
    tell(**input, told);
    return !database_failed_;
  }

 private:
  bool stopping() const { return broken_ || database_failed_ || (options_.stop && options_.stop->load()); }

  void tell(const OcdsInput& input, std::uint64_t& told) {
    told = input.bytes_read();
    if (progress_) progress_(OcdsProgress{file_, input.bytes_read(), input.bytes_total(), taken_});
  }

  void fail(Failure failure) { report_.failures.push_back({file_, std::move(failure)}); }

  void refuse(const OcdsPiece& piece, std::string ocid, std::string id, const Failure& failure) {
    refuse(OcdsProblem{file_, piece.position, piece.offset, std::move(ocid), std::move(id), failure.name,
                       failure.message});
  }
  void refuse(OcdsProblem problem) {
    ++report_.refused;
    ++report_.reasons[problem.reason];
    if (report_.problems.size() < options_.problems_listed) report_.problems.push_back(std::move(problem));
  }

  void take(const OcdsPiece& piece) {
    if (stopping()) return;
    if (piece.kind == OcdsPiece::Kind::member) return take_member(piece);
    ++report_.seen;
    if (piece.too_large)
      return refuse(piece, "", "", {"release_too_large", "It has more than " + std::to_string(kOcdsJson.bytes) + " bytes."});
    auto value = json::parse(piece.text, kOcdsJson);
    if (!value) {
      const Failure& error = value.error();
      return refuse(piece, "", "", {error.name, error.message + " (Counted from the beginning of this element.)"});
    }
    const bool record = piece.kind == OcdsPiece::Kind::record ||
                        (piece.kind == OcdsPiece::Kind::single &&
                         (value->find("compiledRelease") || value->find("versionedRelease")));
    if (record) return take_record(piece, *value);
    if (piece.kind == OcdsPiece::Kind::single && !value->find("ocid")) {
      --report_.seen;
      broken_ = true;
      return fail({"not_ocds", "The object at byte " + std::to_string(piece.offset) +
                                   " has neither releases nor records nor an ocid."});
    }
    take_release(piece, std::move(value).value(), std::string(piece.text));
  }

  void take_member(const OcdsPiece& piece) {
    const auto value = json::parse(piece.text, kOcdsJson);
    if (!value) return;
    const std::string text = value->is_string() ? clean_text(value->as_string(), 500) : "";
    OcdsSource source = source_;
    if (piece.key == "uri") source.uri = text;
    if (piece.key == "license") source.licence = text;
    if (piece.key == "publicationPolicy") source.policy = text;
    if (piece.key == "publisher") source.publisher = clean_text(value->text("name"), 500);
    if (piece.key == "version" && text != "1.1") ++report_.warnings["version_not_1_1"];
    if (source == source_) return;
    flush();  // what waits belongs to the source before
    source_ = std::move(source);
  }

  void take_record(const OcdsPiece& piece, json::Value& record) {
    if (!record.is_object()) return refuse(piece, "", "", {"not_an_object", "A record is an object."});
    const std::string ocid(record.text("ocid"));
    if (json::Value* compiled = record.find("compiledRelease"); compiled && compiled->is_object()) {
      // Its place in the text is not kept, so what is stored is its normal form.
      if (!compiled->find("ocid") && !ocid.empty()) compiled->set("ocid", ocid);
      if (!compiled->find("tag")) compiled->set("tag", json::Value::array({"compiled"}));
      return take_element(piece, std::move(*compiled));
    }
    json::Value* releases = record.find("releases");
    if (releases && releases->is_array() && !releases->as_array().empty()) {
      bool any = false;
      for (const json::Value& release : releases->as_array()) any = any || release.find("ocid");
      if (!any) return refuse(piece, ocid, "", {"record_linked_only", "The record only links to its releases."});
      --report_.seen;
      for (json::Value& release : releases->as_array()) {
        ++report_.seen;
        take_element(piece, std::move(release));
      }
      return;
    }
    if (record.find("versionedRelease"))
      return refuse(piece, ocid, "", {"record_versioned_only", "The record has a versioned release alone."});
    refuse(piece, ocid, "", {"record_empty", "The record has no release."});
  }

  void take_element(const OcdsPiece& piece, json::Value release) {
    std::string raw = normal_form(release);
    take_release(piece, std::move(release), std::move(raw));
  }

  void take_release(const OcdsPiece& piece, json::Value value, std::string raw) {
    const std::string ocid(value.text("ocid"));
    const std::string id(value.text("id"));
    auto release = read_ocds_release(std::move(value));
    if (!release) return refuse(piece, ocid, id, release.error());
    const std::uint64_t name = eight(sha256(release->ocid + '\0' + release->id));
    const std::uint64_t content = eight(release->hash);
    const auto [found, fresh] = in_file_.emplace(name, content);
    if (!fresh) {
      if (found->second != content)
        return refuse(piece, ocid, id, {"duplicate_release", "The file has another release with this ocid and id."});
      count(OcdsStored::unchanged, *release);
      return;
    }
    batch_bytes_ += raw.size();
    places_.push_back({piece.position, piece.offset});
    batch_.push_back({std::move(release).value(), std::move(raw)});
    if (batch_.size() >= options_.batch_releases || batch_bytes_ >= options_.batch_bytes) flush();
  }

  void count(OcdsStored stored, const OcdsRelease& release) {
    ++taken_;
    if (stored == OcdsStored::added) ++report_.added;
    if (stored == OcdsStored::updated) ++report_.updated;
    if (stored == OcdsStored::unchanged) ++report_.unchanged;
    report_.bids += static_cast<std::uint64_t>(release.bids);
    report_.awards += static_cast<std::uint64_t>(release.awards);
    for (const std::string_view warning : release.warnings) ++report_.warnings[std::string(warning)];
  }

  void flush() {
    if (batch_.empty() || database_failed_) return;
    const auto stored = store_.store(batch_, source_);
    if (!stored) {
      database_failed_ = true;
      fail(stored.error());
    } else {
      stored_with_ = source_;
      for (std::size_t i = 0; i < batch_.size(); ++i) {
        const OcdsRelease& release = batch_[i].release;
        if ((*stored)[i] == OcdsStored::older_than_stored) {
          refuse(OcdsProblem{file_, places_[i].position, places_[i].offset, release.ocid, release.id,
                             "older_than_stored", "A later version of this release is stored already."});
        } else {
          count((*stored)[i], release);
        }
      }
    }
    batch_.clear();
    places_.clear();
    batch_bytes_ = 0;
  }

  struct Place {
    std::uint64_t position;
    std::uint64_t offset;
  };

  std::string file_;
  OcdsStore& store_;
  const OcdsImportOptions& options_;
  const std::function<void(const OcdsProgress&)>& progress_;
  OcdsReport& report_;
  OcdsCutter cutter_;
  OcdsSource source_;
  std::optional<OcdsSource> stored_with_;
  std::vector<OcdsCandidate> batch_;
  std::vector<Place> places_;
  std::size_t batch_bytes_ = 0;
  std::unordered_map<std::uint64_t, std::uint64_t> in_file_;  // release → content, eight octets of a hash each
  std::uint64_t taken_ = 0;
  bool broken_ = false;
  bool database_failed_ = false;
};

}  // namespace

Result<OcdsReport> import_ocds(const std::vector<std::string>& files, const std::string& conninfo,
                               const std::function<void(const OcdsProgress&)>& progress,
                               const OcdsImportOptions& options) {
  auto store = OcdsStore::open(conninfo);
  if (!store) return store.error();
  OcdsReport report;
  for (const std::string& file : files) {
    if (options.stop && options.stop->load()) {
      report.stopped = true;
      break;
    }
    if (!FileImport(file, **store, options, progress, report).run()) break;
  }
  if (report.added + report.updated > 0) (*store)->settle_indexes();
  return report;
}

}  // namespace terang::tender
