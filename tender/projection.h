// A tender as a row of SQL (sql/0002_tender.sql): remade from the ledger at any time, so written from the registry
// alone. The caller runs the statements in the transaction of the entries they come from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tender/ids.h"
#include "tender/registry.h"

namespace terang::tender {

struct ProjectionRow {  // the same shape as the journal's; this folder does not know the ledger
  std::string sql;
  std::vector<std::optional<std::string>> params;
};

// Rows for a tender that changed (Decision::tender_changed); none for drafts, which no table shows.
std::vector<ProjectionRow> projections(const Registry& registry, const TenderId& tender);
// Empties what projections() fills, for a rebuild.
std::vector<ProjectionRow> forget_projections();

}  // namespace terang::tender
