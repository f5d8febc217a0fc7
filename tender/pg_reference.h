// An imported tender's page, from the database.
#pragma once

#include <optional>
#include <pqxx/pqxx>
#include <string>

#include "base/json.h"

namespace terang::tender {

// ocds_page() of all imported releases of the process, with "releases" and "published_by". Nothing where there is none.
// What the connection meets is thrown by libpqxx.
std::optional<json::Value> reference_tender(pqxx::connection& connection, const std::string& ocid);

}  // namespace terang::tender
