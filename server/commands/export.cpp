#include "ledger/bundle.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

#include "ledger/pg_journal.h"
#include "ledger/stored_log.h"
#include "server/bundle_extras.h"
#include "server/commands/commands.h"
#include "server/config.h"
#include "server/log_keys.h"
#include "server/witnessing.h"

namespace terang::server {
namespace {

struct FileFull {};  // leaves the writing of a bundle in the midst

struct Wanted {
  std::string tender, range;
  bool all = false, documents = false;
  std::string out;  // empty: standard output
};

// "A..B": entries from A to B − 1.
std::optional<std::pair<std::uint64_t, std::uint64_t>> parse_range(const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return std::nullopt;
  const auto number = [](std::string_view digits) -> std::optional<std::uint64_t> {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  };
  const auto from = number(std::string_view(text).substr(0, dots)), to = number(std::string_view(text).substr(dots + 2));
  if (!from || !to || *from >= *to) return std::nullopt;
  return std::pair(*from, *to);
}

// Where the bundle goes: a file that has its name only when it is whole, or standard output.
class Out {
 public:
  explicit Out(const std::string& path) : path_(path), fresh_(path.empty() ? path : path + ".part") {
    file_ = path.empty() ? stdout : std::fopen(fresh_.c_str(), "wb");
    if (file_) std::setvbuf(file_, nullptr, _IOFBF, 1 << 20);
  }
  ~Out() {
    if (!file_ || path_.empty()) return;
    std::fclose(file_);
    if (!whole_) ::unlink(fresh_.c_str());
  }
  bool open() const { return file_ != nullptr; }
  // False once the disk is full or the like; errno says why.
  bool put(std::string_view octets) {
    if (!error_ && std::fwrite(octets.data(), 1, octets.size(), file_) != octets.size()) error_ = errno;
    return error_ == 0;
  }
  bool close() {
    if (!error_ && std::fflush(file_) != 0) error_ = errno;
    if (path_.empty()) return error_ == 0;
    if (!error_ && ::fsync(::fileno(file_)) != 0) error_ = errno;
    if (!error_ && std::rename(fresh_.c_str(), path_.c_str()) != 0) error_ = errno;
    whole_ = error_ == 0;
    return whole_;
  }
  int error() const { return error_; }

 private:
  std::string path_, fresh_;
  std::FILE* file_ = nullptr;
  int error_ = 0;
  bool whole_ = false;
};

// How far it is, on standard error: rewritten in place on a terminal, elsewhere a line every ten seconds.
class Progress {
 public:
  explicit Progress(std::uint64_t of) : of_(of), terminal_(::isatty(2) == 1) {}
  void add() {
    ++done_;
    if (done_ % 1024 != 0) return;
    const auto now = Clock::now();
    if (now - told_ < (terminal_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10'000))) return;
    told_ = now;
    say(terminal_ ? "\r" : "", terminal_ ? "" : "\n");
  }
  void end() { say(terminal_ ? "\r" : "", "\n"); }

 private:
  using Clock = std::chrono::steady_clock;
  void say(const char* before, const char* after) const {
    const double seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    std::fprintf(stderr, "%s%llu entries", before, static_cast<unsigned long long>(done_));
    if (of_ > 0) std::fprintf(stderr, ", %.0f %%", 100.0 * static_cast<double>(done_) / static_cast<double>(of_));
    if (seconds > 0.5) std::fprintf(stderr, ", %.0f/s", static_cast<double>(done_) / seconds);
    std::fprintf(stderr, "%s", after);
    std::fflush(stderr);
  }
  std::uint64_t of_, done_ = 0;
  bool terminal_;
  Clock::time_point began_ = Clock::now(), told_ = began_;
};

int export_bundle(const ServerConfig& config, const Wanted& wanted) {
  if (config.database.empty()) return fail("database_missing", "Say --database or set TERANG_DATABASE_URL.", 2);
  if (wanted.all + !wanted.tender.empty() + !wanted.range.empty() != 1) return fail("usage", "Say one of --tender ID, --range A..B and --all.", 2);
  const auto range = wanted.range.empty() ? std::nullopt : parse_range(wanted.range);
  if (!wanted.range.empty() && !range) return fail("usage", "A range is A..B: the entries from A to the one before B.", 2);
  auto journal = ledger::PgJournal::open_read_only(config.database, config.log_id);
  if (!journal) return fail(journal.error().name, journal.error().message, 2);
  const auto key = LogKeys({config.data, config.log_key, config.log_key_next}).current(**journal, config.origin);
  if (!key) return fail(key.error().name, key.error().message, 2);
  const auto note = (*journal)->last_checkpoint();
  if (!note) return fail(note.error().name, note.error().message, 2);
  if (note->empty()) return fail("checkpoint_missing", "The log has no checkpoint yet.", 1);
  const auto signer = ledger::bundle_signer(*key, config.origin);

  Out out(wanted.out);
  if (!out.open()) return fail("file_unwritable", "Can't write " + wanted.out + ": " + std::strerror(errno) + ".", 2);
  const auto opened = ledger::open_checkpoint(*note, signer.key);
  if (!opened) return fail(opened.error().name, opened.error().message, 2);
  ledger::BundleSource source{**journal, signer, *note};
  const auto extras = BundleExtras::open(config.database);
  if (!extras) return fail(extras.error().name, extras.error().message, 2);
  if (wanted.documents)
    source.document = [&](const ledger::BundleDocument& named) -> Result<std::optional<std::string>> {
      auto octets = (*extras)->document(named);
      if (!octets) return octets.error();
      return std::optional(*std::move(octets));
    };
  const auto timestamps = (*extras)->timestamps(config.log_id, opened->size);
  if (!timestamps) return fail(timestamps.error().name, timestamps.error().message, 2);
  source.timestamps = *timestamps;
  if (!config.witness_policy.empty()) {
    const auto keys = LogKeys::told(**journal, config.origin);
    if (!keys) return fail(keys.error().name, keys.error().message, 2);
    std::vector<ledger::VerifierKey> all = *keys;
    if (all.empty()) all.push_back(signer.key);
    const auto policy = Witnessing::read_policy(config.witness_policy, all);
    if (!policy) return fail(policy.error().name, policy.error().message, 2);
    source.policy = ledger::with_log_keys(*policy, all).text;
  }
  Progress progress(wanted.all ? opened->size : range ? range->second - range->first : 0);
  bool first = true;
  const ledger::Sink sink = [&](std::string_view octets) {
    if (!out.put(octets)) throw FileFull{};
    if (!std::exchange(first, false) && !octets.starts_with("{\"entries\":") && !octets.starts_with("{\"document\":")) progress.add();
  };
  Result<std::uint64_t> written = std::uint64_t{0};
  try {
    if (wanted.all) {
      written = ledger::write_log_bundle(source, sink);
    } else {
      const auto stored = ledger::verify_stored_log(**journal);
      if (!stored) return fail(stored.error().name, stored.error().message, 1);
      source.prove = [&](std::uint64_t seq, std::uint64_t size) { return ledger::inclusion_proof(stored->tree, seq, size); };
      written = range ? ledger::write_range_bundle(source, range->first, range->second, sink)
                      : ledger::write_tender_bundle(source, wanted.tender, sink);
    }
  } catch (const FileFull&) {
    return fail(out.error() == ENOSPC ? "disk_full" : "file_unwritable",
                "The bundle could not be written to its end: " + std::string(std::strerror(out.error())) + ". Nothing of it was kept.", 2);
  }
  if (!written) return fail(written.error().name, written.error().message, 1);
  if (!out.close())
    return fail(out.error() == ENOSPC ? "disk_full" : "file_unwritable",
                "The bundle could not be written to its end: " + std::string(std::strerror(out.error())) + ".", 2);
  progress.end();
  return 0;
}

}  // namespace

void add_export(CommandLine line) {
  auto* command = line.app.add_subcommand("export", "Write a bundle that terang-verify checks alone");
  add_database(*command, line.config);
  auto wanted = std::make_shared<Wanted>();
  command->add_option("--tender", wanted->tender, "One tender");
  command->add_option("--range", wanted->range, "Entries A..B: from A to the one before B");
  command->add_flag("--all", wanted->all, "The whole log");
  command->add_flag("--documents", wanted->documents, "With the documents that entries name: they name people");
  command->add_option("--out", wanted->out, "File; standard output where absent");
  command->add_option("--data", line.config.data, "Folder of the log's private key")->envname("TERANG_DATA");
  command->add_option("--origin", line.config.origin, "The log's name")->envname("TERANG_ORIGIN");
  command->callback([line, wanted] { line.chosen = [&config = line.config, wanted] { return export_bundle(config, *wanted); }; });
}

}  // namespace terang::server
