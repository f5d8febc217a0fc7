#!/usr/bin/env bash
# The self-signed certificate: what it says, who may read it, when it is made anew.
set -u
# shellcheck source=tests/scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
make() { "$top/scripts/certificate" "$work/tls"; }
field() { openssl x509 -in "$work/tls/cert.pem" -noout "$@"; }
print() { sha256sum <"$work/tls/cert.pem"; }

check "certificate: is made" make
check "certificate: names localhost, 127.0.0.1 and ::1" says 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1' field -ext subjectAltName
check "certificate: is of P-256" says 'prime256v1' field -text
check "certificate: is good for 824 days" field -checkend $((824 * 86400))
check "certificate: and for no more than 825" exits 1 field -checkend $((826 * 86400))
check "certificate: its key is the owner's alone" says '^600$' stat -c %a "$work/tls/key.pem"
first=$(print)
make
check "certificate: is kept while it is good" says "^${first%% *}" print
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 -subj /CN=old \
  -keyout "$work/tls/key.pem" -out "$work/tls/cert.pem" 2>/dev/null
check "certificate: is renewed when it ends within a week" bash -c "'$top/scripts/certificate' '$work/tls' && openssl x509 -in '$work/tls/cert.pem' -noout -checkend 8640000"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$work/tls/key.pem" 2>/dev/null
second=$(print)
make
check "certificate: is renewed when the key is another's" exits 1 says "^${second%% *}" print
