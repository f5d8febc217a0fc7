// An imported tender as the public reads it here. Bidders and suppliers of real data include natural persons: they
// appear as "1", "2", … in the order of the file, never by name; contact persons do not appear.
#pragma once

#include "base/json.h"

namespace terang::tender {

// Keys are always there; null or [] where there is nothing to say. tender/ocds.md lists them.
json::Value ocds_page(const json::Value& compiled);

}  // namespace terang::tender
