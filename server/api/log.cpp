// The published log: C2SP tlog-tiles under /log/, and what there is to know of it.
#include "ledger/decimal.h"
#include "server/api/api.h"
#include "server/timestamping.h"
#include "server/witnessing.h"

namespace terang::server {

void Api::get_log(const CallPtr& call) {
  const LogState::Signed newest = parts_.log.checkpoint();
  if (newest.note.empty()) return call->problem("log_key_unavailable", "The log's key cannot sign now.");
  const Witnessing* witnessing = parts_.witnessing;
  const Timestamping* timestamping = parts_.timestamping;
  call->json(200, json::Value::object({{"checkpoint", witnessing ? witnessing->note_of(newest) : newest.note},
                                       {"origin", parts_.log.origin()},
                                       {"size", newest.checkpoint.size},
                                       {"timestamps", timestamping ? timestamping->view() : Timestamping::view_without()},
                                       {"vkey", parts_.log.vkey()},
                                       {"vkeys", parts_.log.vkeys(parts_.desk.clock_reading())},
                                       {"witnesses", witnessing ? witnessing->view() : Witnessing::view_without()}}));
}

// The newest note that covers entry `seq`, a witnessed one where there is one.
std::optional<LogState::Inclusion> Api::inclusion(std::uint64_t seq) {
  if (parts_.witnessing)
    if (auto witnessed = parts_.witnessing->witnessed(); witnessed && witnessed->checkpoint.size > seq)
      return LogState::Inclusion{parts_.log.proof(seq, witnessed->checkpoint.size), std::move(witnessed->note)};
  return parts_.log.inclusion(seq);
}

// The newest note of at least `size` entries, a witnessed one where there is one; empty while the log's key cannot sign.
std::string Api::covering_note(std::uint64_t size) {
  if (parts_.witnessing)
    if (auto witnessed = parts_.witnessing->witnessed(); witnessed && witnessed->checkpoint.size >= size) return std::move(witnessed->note);
  const LogState::Signed newest = parts_.log.checkpoint();
  return parts_.witnessing && !newest.note.empty() ? parts_.witnessing->note_of(newest) : newest.note;
}

// <size>.tsr, the token, and <size>.note, the octets it is over.
void Api::send_timestamp(const CallPtr& call, std::string_view file) {
  const std::size_t dot = std::min(file.find('.'), file.size());
  const auto size = ledger::parse_decimal(file.substr(0, dot));
  const bool token = file.substr(dot) == ".tsr";
  if (!size || *size > (std::uint64_t{1} << 53) || (!token && file.substr(dot) != ".note")) return call->problem("no_such_page");
  read(call, [call, token, size = static_cast<std::int64_t>(*size), log_id = parts_.log_id](pqxx::connection& db) {
    pqxx::read_transaction read_only(db);
    const auto rows = read_only.exec_params("select text, token from ledger_timestamp where log = $1 and size = $2", log_id, size);
    if (rows.empty()) return call->problem("no_such_page", "That checkpoint was not time-stamped.");
    auto response = token ? net::make_response(200, "application/timestamp-reply", pqxx::binarystring(rows[0][1]).str())
                          : net::make_response(200, "text/plain; charset=utf-8", rows[0][0].as<std::string>());
    call->send(std::move(response).set("Cache-Control", "public, max-age=31536000, immutable"));
  });
}

// checkpoint, checkpoint.witnessed, timestamp/<size>.tsr and .note, tile/<L>/<N>[.p/<W>], tile/entries/<N>[.p/<W>]. A tile that would be empty is not there.
void Api::get_log_file(const CallPtr& call) {
  if (call->request.method != "GET" && call->request.method != "HEAD") return call->problem("method_not_allowed");
  const std::string path = call->request.path.substr(std::min<std::size_t>(5, call->request.path.size()));  // "/log/"
  const auto send_note = [&call](std::string note) {
    call->send(net::make_response(200, "text/plain; charset=utf-8", std::move(note)).set("Cache-Control", "no-cache"));
  };
  if (path == "checkpoint") {
    const LogState::Signed newest = parts_.log.checkpoint();
    if (newest.note.empty()) return call->problem("log_key_unavailable", "The log's key cannot sign now.");
    return send_note(parts_.witnessing ? parts_.witnessing->note_of(newest) : newest.note);
  }
  if (path == "checkpoint.witnessed") {
    auto witnessed = parts_.witnessing ? parts_.witnessing->witnessed() : std::nullopt;
    if (!witnessed) return call->problem("not_witnessed", parts_.witnessing ? "No checkpoint has satisfied the witness policy yet." : "No witness is configured.");
    return send_note(std::move(witnessed->note));
  }
  if (path.starts_with("timestamp/")) return send_timestamp(call, std::string_view(path).substr(10));
  const auto tile = ledger::parse_tile_path(path);
  if (!tile || !ledger::tile_exists(*tile, parts_.log.size())) return call->problem("no_such_page");
  const auto send = [call](std::string octets) {
    call->send(net::make_response(200, "application/octet-stream", std::move(octets))
                   .set("Cache-Control", "public, max-age=31536000, immutable"));
  };
  if (!tile->entries) {
    auto octets = parts_.log.hash_tile(*tile);
    return octets ? send(std::move(*octets)) : call->problem("no_such_page");
  }
  const bool full = tile->width == ledger::HashTree::kWidth;
  if (full)
    if (const auto bundle = entry_bundles_.find(tile->index)) return send(*bundle);
  read(call, [this, call, tile = *tile, full, send, log_id = parts_.log_id](pqxx::connection& db) {
    pqxx::read_transaction read_only(db);
    std::string bundle;
    for (const auto& row : read_only.exec_params(
             "select header from ledger_entry where log = $1 and seq >= $2 and seq < $3 order by seq", log_id,
             static_cast<std::int64_t>(tile.first()), static_cast<std::int64_t>(tile.first() + tile.width)))
      ledger::append_bundled_entry(bundle, pqxx::binarystring(row[0]).str());
    if (full) entry_bundles_.keep(tile.index, std::make_shared<const std::string>(bundle));
    send(std::move(bundle));
  });
}

}  // namespace terang::server
