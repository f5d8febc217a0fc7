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
coroutine() { # BODY → what the rule says of a coroutine that awaits so
  mkdir -p "$tree/server/net" "$tree/build/asan"
  echo net >"$tree/server/README.md"
  cat >"$tree/server/net/a.cpp" <<CPP
#include <coroutine>
struct Task { struct promise_type { Task get_return_object() { return {}; } std::suspend_never initial_suspend() { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; } void return_void() {} void unhandled_exception() {} }; };
struct Two { int a, b; };
template <class T> std::suspend_never with(T) { return {}; }
Task f() { int x = 1; $1 }
CPP
  echo "[{\"directory\":\"$tree\",\"file\":\"$tree/server/net/a.cpp\",\"command\":\"ccache g++ -std=c++20 -c $tree/server/net/a.cpp\"}]" \
    >"$tree/build/asan/compile_commands.json"
  "$top/scripts/house_rules" "$tree"
  rm -r "${tree:?}"/*
}
if command -v clang-query-14 >/dev/null; then
  check "house rules: a lambda inside co_await" says 'not ok house rule: no lambda' coroutine 'co_await with([x] { return x; });'
  check "house rules: a braced temporary inside co_await" says 'not ok house rule: no lambda' coroutine 'co_await with(Two{x, 2});'
  check "house rules: named first, then awaited" says $'\nok house rule: no lambda' coroutine 'auto g = [x] { return x; }; co_await with(g);'
else
  skip "house rules: a lambda inside co_await (no clang-query-14)"
fi
tidy() { mkdir -p "$tree/base" && echo 'int a;' >"$tree/base/a.cpp" && echo base >"$tree/base/README.md" && exits 0 "$top/scripts/house_rules" "$tree"; }
check "house rules: a tidy tree passes" tidy
