// The data of "bid.placed", by far the most frequent entry, written and read without a JSON tree.
//
//   data := {"amount":A[,"at_most":A],"bid":U,"bidder":P[,"closed":true],"confirm":B[,"ends_at":T],"key":K,"lot":L
//            [,"moved":[…]][,"rank":N,"rank_before":N],"signature":S,"verdict":V}
//
// in exactly this order (RFC 8785 sorts so), no spaces. at_most: refused for the amount, and the rules let it be told.
// closed: the bid ended the lot. ends_at: it moved the end. moved: and with it the
// clocks of lots that follow (auction/codec/sequence_json.h). rank: accepted, and the rules tell bidders their rank (the bidder gets these bytes
// with the receipt).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace terang::tender {

struct BidData {
  std::string_view amount;
  std::string_view at_most;  // empty: absent
  std::string_view bid;
  std::string_view bidder;
  bool closed = false;
  bool confirm = false;
  std::optional<Micros> ends_at;
  std::string_view key;
  std::string_view lot;
  std::string_view moved;  // JSON; empty: absent
  std::uint32_t rank = 0;  // 0: absent, with rank_before
  std::uint32_t rank_before = 0;
  std::string_view signature;
  std::string_view verdict;
};

void append_bid_data(const BidData& bid, std::string& out);

// What the bidder asked for, from well-formed data; the effects are skipped (they are decided again and compared).
// False where the data does not have the form above. The views point into `data`.
bool read_bid_data(std::string_view data, BidData& bid);

}  // namespace terang::tender
