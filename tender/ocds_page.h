// An imported tender as the public reads it here. Bidders and suppliers of real data include natural persons: they
// appear as "1", "2", … in the order of the file, never by name; contact persons do not appear.
#pragma once

#include <optional>
#include <pqxx/pqxx>
#include <string>

#include "base/json.h"

namespace terang::tender {

// Keys are always there; null or [] where there is nothing to say. tender/ocds.md lists them.
json::Value ocds_page(const json::Value& compiled);

// ocds_page() of all imported releases of the process, with "releases" and "published_by". Nothing where there is none.
std::optional<json::Value> reference_tender(pqxx::connection& connection, const std::string& ocid);

}  // namespace terang::tender
