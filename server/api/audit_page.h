// Entries of the ledger as they are read for somebody: the stored rows, what of each he is told, and how it is written.
#pragma once

#include <pqxx/pqxx>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "server/api/call.h"
#include "tender/disclosure.h"

namespace terang::server {

struct AuditRow {
  std::uint64_t seq = 0;
  std::string header;
  std::optional<std::string> salt, payload;  // both absent: erased
  std::string tender, kind;
  std::uint64_t tseq = 0;
  json::Value data;
  tender::Disclosed told;

  Micros time() const;
  tender::EntryContent content() const { return {seq, kind, data}; }
};

// Entries [from, to) of the log. What has no readable payload keeps an empty kind, and is told to nobody.
std::vector<AuditRow> read_rows(pqxx::connection& db, int log, std::uint64_t from, std::uint64_t to);
// On the desk: what of each the actor is told.
void judge_rows(const tender::Registry& registry, const tender::Actor& actor, std::uint64_t from, std::uint64_t to,
                std::vector<AuditRow>& rows);
// A line as bundles have it. What is not told says nothing of its tender either: it would count the sealed bids of each.
std::string bundle_line(pqxx::connection& db, int log, const AuditRow& row);

// A draft is its buyer's officers' and auditors' alone.
bool may_look_at(const tender::Standpoint& at);
bool oversees(const tender::Standpoint& at);

struct TenderPage {
  std::vector<AuditRow> rows;         // judged
  std::optional<std::uint64_t> next;  // ask for what comes after it; nothing where nothing does
};
// At most `limit` entries of the tender after `after`. Of a quiet tender only what he is told.
TenderPage read_tender_page(pqxx::connection& db, int log, const std::string& tender, std::optional<std::uint64_t> after,
                            std::uint64_t limit, const tender::Standpoint& at);
json::Value index_line(const AuditRow& row, const tender::Standpoint& at);

// Who was given evidence, before he is given it. Nothing is kept of those who ask without an account: they get what
// everybody gets.
void note_read(pqxx::connection& db, const Call& call, std::string_view what, const std::string& tender,
               std::optional<std::uint64_t> seq);

}  // namespace terang::server
