#!/usr/bin/env bash
# ./test's own words, and that it counts truly.
set -u
# shellcheck source=tests/scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
count() { node "$top/scripts/count_results.mjs" "$@"; }

check "test: --list names the parts" says 'auction.*browser' "$top/test" --list
check "test: an unknown part is wrong usage" exits 2 "$top/test" dance

printf 'ok one\nnot ok two\n    why\nskip three\n' >"$work/lines"
check "count: lines" says $'  two\n1 1 1$' count lines "$work/lines" 1
printf 'ok one\n' >"$work/lines"
check "count: a script that ends badly counts as a failure" says '1 1 0$' count lines "$work/lines" 3
check "count: … also one that said nothing" says '0 1 0$' count lines "$work/none" 1
printf '# tests 6\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 2\n# todo 0\n' >"$work/node"
check "count: Node's runner, TAP" says '3 1 2$' count node "$work/node" 1
printf 'ℹ tests 3\nℹ pass 3\nℹ fail 0\nℹ skipped 0\n' >"$work/node"
check "count: Node's runner, spec" says '^3 0 0$' count node "$work/node" 0
printf '7 passed, 2 failed\n' >"$work/node"
check "count: a runner's own closing line" says '^7 2 0$' count node "$work/node" 1

mkdir "$work/json"
cat >"$work/json/good.json" <<'JSON'
{"testsuites":[{"name":"S","testsuite":[{"name":"a","status":"RUN","result":"COMPLETED"},
{"name":"b","status":"RUN","result":"SKIPPED"},{"name":"c","status":"NOTRUN","result":"SUPPRESSED"}]}]}
JSON
cat >"$work/json/bad.json" <<'JSON'
{"testsuites":[{"name":"S","testsuite":[{"name":"a","status":"RUN","result":"COMPLETED","failures":[{"failure":"x"}]}]}]}
JSON
cp "$work/json/good.json" "$work/json/leaky.json"
for row in 'good run' 'bad fail' 'leaky fail' 'crashed fail' 'plain run' 'off disabled'; do
  echo "<testcase name=\"${row% *}\" classname=\"x\" time=\"0\" status=\"${row#* }\">"
done >"$work/junit.xml"
check "count: ctest with GoogleTest's JSON: passed 2 of programs and 1 plain, failed bad, leaky, crashed" \
  says $'  bad: S.a\n  leaky: its tests passed, but it ended badly\n  crashed\n3 3 5$' count ctest "$work/junit.xml" "$work/json"
check "count: ctest that reported nothing is a failure" says '0 1 0$' count ctest "$work/none.xml" "$work/json"
