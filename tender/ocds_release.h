// One OCDS release as this platform takes it: what it must have, what is made of it for search. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace terang::tender {

struct OcdsRelease {
  std::string ocid;
  std::string id;  // "compiled" for a compiled one: a later compilation replaces an earlier one, whatever its id
  Micros date = 0;
  bool compiled = false;
  Hash hash{};  // of the normal form: white space and the order of members make no other release
  std::int64_t bids = 0;
  std::int64_t awards = 0;
  json::Value value;
  std::vector<std::string_view> warnings;  // each name once; see ocds.md
};

// Failure names, in this order: linked_release, not_an_object, ocid_missing, ocid_malformed, id_missing,
// id_malformed, date_missing, date_malformed, tag_missing, tag_malformed, wrong_type (the message has the path),
// release_empty, title_missing.
Result<OcdsRelease> read_ocds_release(json::Value value);

// The row of tender_search.
struct OcdsRow {
  std::string title;
  std::string excerpt;
  std::string body;
  std::string buyer;
  std::string status;
  std::optional<std::string> category;
  std::optional<std::string> currency;
  std::optional<std::int64_t> value;
  Micros published_at = 0;
  std::optional<Micros> closes_at;
  std::optional<std::int64_t> bids;
};
// `compiled`: one release, or several merged.
OcdsRow search_row(const json::Value& compiled);

// The status the public list shows: planned, published, closed, awarded, cancelled, unsuccessful.
std::string_view ocds_status(const json::Value& compiled);
std::string ocds_title(const json::Value& compiled);
std::string ocds_buyer(const json::Value& compiled);

// RFC 3339, and what publishers write instead of it: no time, no offset (then UTC), more than six decimals, a space for
// the T. `strict` says whether it was RFC 3339.
std::optional<Micros> lenient_time(std::string_view text, bool& strict);
std::optional<Micros> lenient_time(std::string_view text);

// White space and control characters (PostgreSQL stores no NUL) become one space; at most `most` octets, cut between
// characters.
std::string clean_text(std::string_view text, std::size_t most);

}  // namespace terang::tender
