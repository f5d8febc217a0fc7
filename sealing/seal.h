// Sealing a bid and opening it again. Sealing takes its randomness as an argument; opening tells by name what is wrong
// and throws nothing, whatever the octets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"
#include "sealing/context.h"
#include "sealing/envelope.h"
#include "sealing/p256.h"

namespace terang::sealing {

// What the ledger holds before the deadline.
struct Commitments {
  Hash envelope{};                    // SHA-256 of the envelope's octets
  Hash key{};                         // binds the content key: AES-GCM by itself does not
  std::vector<Hash> shares;           // none in server mode
  bool operator==(const Commitments&) const = default;
};
json::Value commitments_to_json(const Commitments& commitments);  // {"envelope","key","shares"}, lower-case hex

// Why an envelope cannot be opened, in the order in which it is looked for. Names are stable.
enum class Defect {
  envelope_missing,         // said by whoever waited for the octets
  envelope_hash_mismatch,   // other octets than were committed to
  envelope_malformed,
  context_mismatch,         // sealed for another tender, lot, bidder, version …, or for other keys
  key_commitment_mismatch,  // not the committed one, or not that of the key inside
  share_commitments_mismatch,  // not as many as members
  committee_needed,         // members hold shares of the key: the server alone cannot open it
  not_decryptable,          // the content key was not sealed to this server's key
  content_not_decryptable,  // the content was altered, or sealed with another key
  content_malformed,        // its padding, or what it says
};
std::string_view name(Defect defect);

// 32 octets each from a good generator, never used again.
struct SealingRandom {
  std::string ephemeral;    // DeriveKeyPair's ikm
  std::string content_key;  // Ks
};
SealingRandom random_for_sealing();

struct Sealed {
  std::string envelope;
  Commitments commitments;
};

// In server mode (asserts: no members; a server_key that is a point; content of at most kLargestContent octets).
Sealed seal(const Context& context, std::string_view content, SealingRandom random);

// `context` is made from what the ledger says of the bid, never from the envelope.
Result<std::string, Defect> open(const PrivateKey& server, const Context& context, const Commitments& commitments,
                                 std::string_view envelope);

// Its two halves, between which the agreements of many are computed together: what can be said without the key, and the rest.
struct Checked {
  Hash ctx{}, key_commitment{};
  Envelope envelope;  // views into the octets
};
Result<Checked, Defect> check(const Context& context, const Commitments& commitments, std::string_view envelope);
Result<std::string, Defect> open_agreed(const Result<Hash, PointProblem>& dh, const std::string& server_point, const Checked& checked);

}  // namespace terang::sealing
