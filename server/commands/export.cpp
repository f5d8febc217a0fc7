#include "ledger/bundle.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>

#include "ledger/key_file.h"
#include "ledger/pg_journal.h"
#include "ledger/stored_log.h"
#include "server/commands/commands.h"
#include "server/config.h"

namespace terang::server {
namespace {

struct Wanted {
  std::string tender;
  bool all = false;
  std::string out;  // empty: standard output
};

int export_bundle(const ServerConfig& config, const Wanted& wanted) {
  if (config.database.empty()) return fail("database_missing", "Say --database or set TERANG_DATABASE_URL.", 2);
  if (wanted.all == !wanted.tender.empty()) return fail("usage", "Say either --tender ID or --all.", 2);
  const auto key = ledger::load_key(config.data + "/log-key.pem");
  if (!key) return fail(key.error().name, key.error().message, 2);
  auto journal = ledger::PgJournal::open_read_only(config.database, config.log_id);
  if (!journal) return fail(journal.error().name, journal.error().message, 2);
  const auto note = (*journal)->last_checkpoint();
  if (!note) return fail(note.error().name, note.error().message, 2);
  if (note->empty()) return fail("checkpoint_missing", "The log has no checkpoint yet.", 1);
  const auto verifier = ledger::verifier_key(*key, config.origin);

  std::ofstream file;
  if (!wanted.out.empty()) {
    file.open(wanted.out, std::ios::binary | std::ios::trunc);
    if (!file) return fail("file_unwritable", "Can't write " + wanted.out + ".", 2);
  }
  std::ostream& out = wanted.out.empty() ? std::cout : file;
  const ledger::Sink sink = [&out](std::string_view octets) {
    out.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  };
  Result<std::uint64_t> written = std::uint64_t{0};
  if (wanted.all) {
    written = ledger::write_log_bundle(**journal, verifier, *note, sink);
  } else {
    const auto stored = ledger::verify_stored_log(**journal);
    if (!stored) return fail(stored.error().name, stored.error().message, 1);
    written = ledger::write_tender_bundle(
        **journal, wanted.tender, verifier, *note,
        [&](std::uint64_t seq, std::uint64_t size) { return ledger::inclusion_proof(stored->tree, seq, size); }, sink);
  }
  out.flush();
  if (!written) return fail(written.error().name, written.error().message, 1);
  if (!out) return fail("file_unwritable", "The bundle could not be written to its end.", 2);
  std::fprintf(stderr, "%llu entries\n", static_cast<unsigned long long>(*written));
  return 0;
}

}  // namespace

void add_export(CommandLine line) {
  auto* command = line.app.add_subcommand("export", "Write a bundle that terang-verify checks alone");
  add_database(*command, line.config);
  auto wanted = std::make_shared<Wanted>();
  command->add_option("--tender", wanted->tender, "One tender");
  command->add_flag("--all", wanted->all, "The whole log");
  command->add_option("--out", wanted->out, "File; standard output where absent");
  command->add_option("--data", line.config.data, "Folder of the log's private key")->envname("TERANG_DATA");
  command->add_option("--origin", line.config.origin, "The log's name")->envname("TERANG_ORIGIN");
  command->callback([line, wanted] { line.chosen = [&config = line.config, wanted] { return export_bundle(config, *wanted); }; });
}

}  // namespace terang::server
