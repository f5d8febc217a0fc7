// The OCDS merge routine (standard 1.1, "Merging"): the releases of one contracting process, in order of their dates,
// become one compiled release.
//
// - Objects merge member by member; a later value replaces an earlier one; null removes.
// - Lists of objects that all have an id merge by id; other lists, and those the schema marks wholeListMerge, are
//   replaced.
// - id, date and tag are of the whole: "<ocid>-<date>", the latest date, ["compiled"].
// - A release that is already compiled stands for everything up to it.
#pragma once

#include <span>
#include <string>

#include "base/json.h"

namespace terang::tender {

// `releases`: in order, at least one, each an object. Those tagged "compiled" replace what came before.
json::Value merge_ocds(std::span<const json::Value> releases);

bool is_compiled(const json::Value& release);

// Members sorted, no white space, decimals as they were written: what the hash of a release is made of.
std::string normal_form(const json::Value& value);

}  // namespace terang::tender
