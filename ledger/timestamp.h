// RFC 3161: what a time-stamp authority says about octets, asked for and checked offline. The authority's certificate comes
// in the token (certReq) and must be vouched for by the CA that the verifier was given.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace terang::ledger {

// A TimeStampReq in DER over SHA-256 of `text`. `nonce`: 8 octets of chance.
std::string timestamp_query(std::string_view text, std::string_view nonce);

struct Timestamp {
  std::string token;  // TimeStampToken, DER
  Micros at = 0;      // genTime
};

// The answer to such a query. Failures, in this order: timestamp_malformed (no TimeStampResp), timestamp_refused (not
// granted: says why), those of check_timestamp, timestamp_other_nonce.
Result<Timestamp> open_timestamp_reply(std::string_view reply, std::string_view text, std::string_view nonce,
                                       std::string_view ca_pem);

// A token that was kept: when it says that `text` was there. Failures, in this order: timestamp_malformed,
// timestamp_other_hash (it is over other octets), timestamp_ca_malformed (`ca_pem` holds no certificate),
// timestamp_untrusted (its signature does not verify, or no certificate of `ca_pem` vouches for who signed, as it was at
// the time it says).
Result<Timestamp> check_timestamp(std::string_view token, std::string_view text, std::string_view ca_pem);

}  // namespace terang::ledger
