// A log key that a PKCS#11 module keeps: named by a URI of RFC 7512, signs with CKM_EDDSA inside the module.
//
//   pkcs11:token=terang;object=log-key?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/terang/pin
#pragma once

#include <optional>
#include <string>

#include "ledger/signing_key.h"

namespace terang::ledger {

// `pin` is used where the URI names no pin-source. Failures: key_uri_malformed (no such URI, or no module-path),
// key_pin_exposed (a pin-value in the URI: it would stand in configurations and process lists; or others may read the
// file of the PIN), key_pin_missing, key_module_unavailable, key_token_missing, key_pin_refused, key_object_missing,
// key_object_unsuitable (no Ed25519 pair that signs).
// A session that the module loses is opened again once for each signature; what then fails is key_unavailable.
Result<SigningKey> load_pkcs11_key(const std::string& uri, const std::optional<std::string>& pin);

}  // namespace terang::ledger
