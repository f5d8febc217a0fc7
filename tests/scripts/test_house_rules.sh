#!/usr/bin/env bash
# Each house rule finds what it is there for.
set -u
# shellcheck source=tests/scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
tree=$work/tree
mkdir -p "$tree"
breaks() { # RULE FILE TEXT: with that file the rule fails
  local rule=$1 file=$tree/$2
  mkdir -p "${file%/*}"
  printf '%b\n' "$3" >"$file"
  says "not ok house rule: $rule" "$top/scripts/house_rules" "$tree" && exits 1 "$top/scripts/house_rules" "$tree" >/dev/null
  local code=$?
  rm -r "${tree:?}"/*
  return "$code"
}
check "house rules: arrows" breaks 'folders include only' ledger/a.cpp '#include "tender/registry.h"'
check "house rules: libraries in cores" breaks 'pure cores know' tender/a.cpp '#include <pqxx/pqxx>'
check "house rules: the auction's includes" breaks 'auction uses the standard library' auction/a.cpp '#include <sys/time.h>'
check "house rules: clocks" breaks 'cores do not look at a clock' auction/a.cpp 'auto t = std::chrono::system_clock::now();'
check "house rules: floating point" breaks 'no floating point' ledger/a.h '#pragma once\ndouble price = 0;'
check "house rules: Asio" breaks 'only server/net' server/desk.cpp '#include <boost/asio.hpp>'
check "house rules: libpqxx" breaks 'only pg_ files' base/a.cpp '#include <pqxx/pqxx>'
check "house rules: length" breaks 'a source has 500 lines' web/src/a.ts "$(printf 'x;\\n%.0s' {1..501})"
check "house rules: header guard" breaks 'headers are guarded' base/a.h 'int a;'
check "house rules: machine's paths" breaks 'no path of' base/README.md "/hom""e/somebody/terang"
check "house rules: registries" breaks "no registry's host" web/.npmrc "registry=https://registry.npm""js.org"
check "house rules: keys" breaks 'no private key' server/key.pem "-----BEGIN PRIVATE"" KEY-----"
check "house rules: HTML from strings" breaks 'the web writes no HTML' web/src/a.ts 'node.innerHTML = text;'
check "house rules: migrations" breaks 'migrations are numbered' sql/0002_second.sql ''
check "house rules: README" breaks 'every folder of sources' base/a.cpp ''
told() { mkdir -p "$tree/scripts" && echo officer >"$tree/scripts/demo_accounts.txt" && breaks "the demo's accounts" server/demo/demo.cpp 'const NewAccount kPeople[] = {\n    {"somebody", "x"},\n};'; }
check "house rules: accounts told" told
tidy() { mkdir -p "$tree/base" && echo 'int a;' >"$tree/base/a.cpp" && echo base >"$tree/base/README.md" && exits 0 "$top/scripts/house_rules" "$tree"; }
check "house rules: a tidy tree passes" tidy
