// What a sealed bid is bound to. An envelope opens for this tender, lot, bidder, version … or for nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "base/time.h"

namespace terang::sealing {

struct Context {
  std::string tender, lot;
  std::string envelope = "price";  // which of a bid's envelopes
  std::string bidder;              // the pseudonym
  std::string bid;                 // its id
  std::int64_t version = 1;
  int k = 1, n = 1;                       // how many of how many members open it
  std::vector<std::string> member_keys;   // n points; none in server mode, where k = n = 1
  std::string server_key;                 // a point
  Micros deadline = 0;                    // as published: what moves the clock later does not change it

  bool server_mode() const { return member_keys.empty(); }
};

json::Value context_to_json(const Context& context);  // the form that is hashed
Hash context_hash(const Context& context);            // SHA-256 of its canonical form (RFC 8785)

}  // namespace terang::sealing
