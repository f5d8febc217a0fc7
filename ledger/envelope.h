// The payload around an entry's data. Read from its two ends, without parsing the data between.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace terang::ledger {

struct Envelope {
  std::string_view data;   // canonical JSON
  std::string_view kind;
  std::string_view tender; // empty: the entry belongs to none
  std::string_view tprev;  // 64 hex digits; empty when there is no tender
  std::uint64_t tseq = 0;
};

// Kinds and tender ids: 1 to 64 of a-z, 0-9, '.', '_', '-'; they stand in JSON as they are.
bool is_identifier(std::string_view text);

std::string write_envelope(std::string_view kind, std::string_view tender, std::string_view data, const Hash& tprev,
                           std::uint64_t tseq);

// Nothing unless write_envelope would give these very octets for what is returned. Whether `data` is canonical JSON
// is not looked at; where it is, what is returned is what a JSON parser would find.
std::optional<Envelope> read_envelope(std::string_view payload);

}  // namespace terang::ledger
