#!/usr/bin/env bash
# ./run from option to Ctrl-C, with a stub in the server's and the web's place (tests/scripts/stub).
set -u
# shellcheck source=tests/scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
tree=$work/tree
cp -r "$top/tests/scripts/stub" "$tree"
cp -r "$top/run" "$top/scripts" "$tree/"
printf '#!/usr/bin/env bash\n' >"$tree/scripts/replay_wasm" # the stub has no cores
unset TERANG_DATABASE_URL
free_port() { # one that has its neighbour free, too
  local port
  while :; do
    port=$((20000 + RANDOM % 20000))
    grep -qiE ":($(printf '%04X|%04X' "$port" $((port + 1)))) " /proc/net/tcp /proc/net/tcp6 || { echo "$port"; return; }
  done
}
port=$(free_port)
run() { "$tree/run" --port "$port" "$@"; }
supervisor() { cut -d' ' -f1 "$tree/var/run/supervisor"; }
server() { cut -d' ' -f1 "$tree/var/run/server"; }
fetch() { curl -sk --noproxy '*' "https://localhost:$port/"; }
database_runs() { "$tree/scripts/postgres" status --dir "$tree/var/postgres"; }
in_foreground() { # starts ./run as a terminal would (Ctrl-C is not ignored) and waits until it serves
  rm -f "$work/said" "$work/said.exit"
  # a job in the background ignores SIGINT, and bash cannot take that back: node starts it with the signal's default
  node -e '
    const { openSync } = require("fs"); const { spawn } = require("child_process");
    const out = openSync(process.argv[1], "w");
    const child = spawn(process.argv[2], process.argv.slice(3), { detached: true, stdio: ["ignore", out, out] });
    child.on("exit", (code, signal) => require("fs").writeFileSync(process.argv[1] + ".exit", String(code ?? signal)));
  ' "$work/said" "$tree/run" --port "$port" "$@" >/dev/null 2>&1 &
  local n
  for ((n = 0; n < 2400; n++)); do
    grep -q 'Ctrl-C stops everything' "$work/said" 2>/dev/null && return
    [[ -e $work/said.exit ]] && break
    sleep 0.05
  done
  cat "$work/said"
  return 1
}
ended_with() { # CODE
  local n
  for ((n = 0; n < 1200; n++)); do [[ -s $work/said.exit ]] && break; sleep 0.05; done
  [[ $(cat "$work/said.exit") == "$1" ]] || { echo "ended with $(cat "$work/said.exit")"; cat "$work/said"; return 1; }
}
finish() { run --stop; "$tree/scripts/postgres" destroy --dir "$tree/var/postgres"; }

check "run: --help" says '^Terang on this machine' run --help
check "run: --help ends well" exits 0 run --help
check "run: an unknown option is wrong usage" exits 2 run --dance
check "run: … and says which" says 'unknown option: --dance' run --dance
check "run: a port that is none" exits 2 "$tree/run" --port 99999
check "run: a port without number" exits 2 "$tree/run" --port
check "run: --data without folder" exits 2 "$tree/run" --data
check "run: --stop with nothing running" says 'Nothing was running' run --stop

check "run: builds and serves" in_foreground
check "run: … the page is there" says 'dbname=terang' fetch
check "run: … and the demo's accounts are told" grep -q 'terang-demo' "$work/said"
check "run: a second one says where the first serves" says "Already running at https://localhost:$port" run
check "run: … and ends well" exits 0 run
check "run: … but not if it wants another port" exits 1 "$tree/run" --port $((port + 2))
kill -INT -- "-$(supervisor)" # to the whole foreground group, as a terminal does
check "run: Ctrl-C ends it well" ended_with 0
check "run: … after saying so" grep -q '^Stopped$' "$work/said"
check "run: … the server had time to drain" grep -q 'draining' "$tree/var/log/server.log"
check "run: … the database is stopped" exits 3 database_runs
check "run: … nobody listens any more" exits 7 curl -sk --noproxy '*' "https://localhost:$port/"

elapsed() { # COMMAND… → milliseconds
  local began
  began=$(date +%s%N)
  "$@" >/dev/null || return
  echo $((($(date +%s%N) - began) / 1000000))
}
quickly() { # 3 s on a quiet machine, where starting node takes 50 ms; the best of three
  local n took yardstick
  for n in 1 2 3; do
    yardstick=$(elapsed node -e 0)
    took=$(elapsed run --detach --no-demo) || return
    echo "start $n: $took ms, node $yardstick ms"
    ((took < 3000 || took < 60 * yardstick)) && return
    run --stop
  done
  return 1
}
check "run: --detach comes back when it serves, within 3 s when nothing changed" quickly
check "run: … and it does serve" says 'dbname=terang' fetch
kill -KILL "$(supervisor)"
check "run: after SIGKILL its server is still there" says 'dbname=terang' fetch
check "run: … and the next ./run recovers" says "https://localhost:$port" run --detach
check "run: … it serves" says 'dbname=terang' fetch
kill -KILL "$(supervisor)" "$(server)"
"$tree/scripts/postgres" crash --dir "$tree/var/postgres"
check "run: after everything was killed the next ./run recovers" says "https://localhost:$port" run --detach
check "run: … it serves" says 'dbname=terang' fetch
check "run: --stop" says '^Stopped$' run --stop
check "run: … the database is stopped" exits 3 database_runs

check "run: in the foreground again" in_foreground
kill -KILL "$(server)"
check "run: a server that dies takes ./run along with a failure" ended_with 1
check "run: … the database is stopped" exits 3 database_runs

taken() {
  node -e "require('net').createServer().listen($port, '127.0.0.1', () => console.log('up')); setTimeout(() => process.exit(), 120000)" >"$work/up" &
  local other=$! n
  for ((n = 0; n < 600; n++)); do [[ -s $work/up ]] && break; sleep 0.05; done
  says "port $port is taken by .*\(pid $other\).*--port" run && exits 1 run
  local code=$?
  kill "$other"
  return "$code"
}
check "run: a taken port: who has it and what to do" taken

external() { TERANG_DATABASE_URL='host=/nowhere dbname=mine' run --detach --data "$work/other" && fetch | grep -q 'host=/nowhere' && [[ ! -e $work/other/postgres ]]; }
check "run: TERANG_DATABASE_URL takes the place of the private cluster" external
check "run: … and --stop with --data ends it" says '^Stopped$' run --stop --data "$work/other"

not_there() { # neither root nor sudo: as an ordinary user with a package list that cannot be met
  echo 'run no-such-package-of-debian' >>"$tree/scripts/packages.txt"
  local as=()
  if [[ $(id -u) == 0 ]]; then as=(setpriv --reuid 65534 --clear-groups); fi
  PATH=$(printf %s "$PATH" | tr : '\n' | while read -r p; do [[ -x $p/sudo ]] || echo "$p"; done | paste -sd:) \
    says 'Ask for:.*apt-get install --no-install-recommends no-such-package-of-debian' \
    env HOME="$work" "${as[@]}" bash -c "set -euo pipefail; . '$tree/scripts/lib.sh'; . '$tree/scripts/packages.sh'; top='$tree'; ensure_packages run" </dev/null
}
check "run: where nothing may be installed, the packages to ask for" not_there
