// C2SP tlog-proof: "this entry is in that log", to be checked alone.
//
//   "c2sp.org/tlog-proof@v1\n" ["extra " base64 "\n"] "index " n "\n" {base64(hash) "\n"} "\n" checkpoint note
//
// A receipt is a tlog-proof whose `extra` is the RFC 8785 JSON
//   {"header":base64,"payload":"…","salt":base64,"type":"terang.receipt.v1"}
// so that commitment, leaf, inclusion and signature can all be recomputed from the one file.
#pragma once

#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/entry.h"

namespace terang::ledger {

struct TlogProof {
  std::string extra;  // decoded octets; empty: none
  std::uint64_t index = 0;
  std::vector<Hash> hashes;
  std::string checkpoint;  // the signed note
};

std::string format_proof(const TlogProof& proof);
Result<TlogProof> parse_proof(std::string_view text);  // proof_malformed

// `proof` is inclusion_proof(tree, header.seq, n) and `checkpoint` the signed note for size n.
std::string format_receipt(std::string_view header, const Salt& salt, std::string_view payload,
                           const std::vector<Hash>& proof, std::string_view checkpoint);

struct Receipt {
  Header header;
  Salt salt{};
  std::string payload;
  Hash leaf{};
  Checkpoint checkpoint;
};

// Checks all of it. Failures: proof_malformed, receipt_malformed, note_malformed, note_unsigned,
// note_signature_invalid, checkpoint_malformed, checkpoint_foreign_origin, commitment_mismatch, index_mismatch,
// inclusion_mismatch.
Result<Receipt> open_receipt(std::string_view text, const VerifierKey& key);

}  // namespace terang::ledger
