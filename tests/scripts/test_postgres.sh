#!/usr/bin/env bash
# The private cluster on bad days: stale pid, crash, long path, root's home, two starts at once.
set -u
# shellcheck source=tests/scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
pg=$top/scripts/postgres
folders=("$work/a")
finish() { for folder in "${folders[@]}"; do "$pg" destroy --dir "$folder"; done; }
run_in() { local dir=$1 task=$2; shift 2; "$pg" "$task" --dir "$dir" --fast "$@"; }
sql() { run_in "$1" psql -- -Atqc "$2"; }

check "postgres: start makes a cluster and prints its conninfo" says "^host=$work/a/cluster/run port=5432 dbname=terang user=terang\$" run_in "$work/a" start
check "postgres: it answers" says '^terang$' sql "$work/a" 'select current_user'
check "postgres: it listens on no TCP port" says '^$' sql "$work/a" "select setting from pg_settings where name = 'listen_addresses'"
check "postgres: start again is harmless" run_in "$work/a" start
check "postgres: status says it runs" says '^running' run_in "$work/a" status

# sync: a fast cluster writes without fsync, but a killed process loses nothing that the kernel has
sql "$work/a" 'create table kept as select 1 as one' >/dev/null
kill_postmaster_alone() { kill -KILL "$(head -n 1 "$work/a/cluster/data/postmaster.pid")"; }
check "postgres: the postmaster is killed while a backend works" bash -c "
  '$pg' psql --dir '$work/a' -- -qc 'select pg_sleep(30)' & sleep 0.4; kill -KILL \$(head -n 1 '$work/a/cluster/data/postmaster.pid'); true"
check "postgres: … and start recovers" run_in "$work/a" start
check "postgres: … with what was committed" says '^1$' sql "$work/a" 'select one from kept'
check "postgres: crash ends every process" run_in "$work/a" crash
check "postgres: … status knows" exits 3 run_in "$work/a" status

stale() { # the pid in the file is by now that of a living stranger
  sleep 60 >/dev/null 2>&1 &
  local stranger=$!
  sed -i "1s/.*/$stranger/" "$work/a/cluster/data/postmaster.pid"
  exits 3 run_in "$work/a" status && run_in "$work/a" start && kill "$stranger"
}
check "postgres: a stale pid file with a stranger's pid" stale
check "postgres: … with what was committed" says '^1$' sql "$work/a" 'select one from kept'
check "postgres: stop" run_in "$work/a" stop
check "postgres: stop again is harmless" run_in "$work/a" stop
check "postgres: stop leaves no process" says '^0$' bash -c "ls -l /proc/[0-9]*/cwd 2>/dev/null | grep -c '$work/a'"

folders+=("$work/b")
two_at_once() {
  run_in "$work/b" start >"$work/one" 2>&1 & local one=$!
  run_in "$work/b" start >"$work/two" 2>&1 & local two=$!
  if ! wait "$one" || ! wait "$two" || ! cmp "$work/one" "$work/two"; then
    cat "$work/one" "$work/two"
    return 1
  fi
}
check "postgres: two starts at once" two_at_once
run_in "$work/b" destroy >/dev/null 2>&1

long=$work/$(printf 'a-long-name-%.0s' 1 2 3 4 5 6 7 8)/and-more
folders+=("$long")
check "postgres: a path too long for a socket" says "^host=/tmp/terang-[0-9a-f]+ " run_in "$long" start
check "postgres: … it answers" says '^terang$' sql "$long" 'select current_user'
run_in "$long" destroy >/dev/null 2>&1
check "postgres: … and leaves nothing in /tmp" says '^$' bash -c "ls -d '$(run_in "$long" url | sed 's/host=\([^ ]*\).*/\1/')' 2>/dev/null"

blank="$work/with a blank"
folders+=("$blank")
check "postgres: a path with a blank" run_in "$blank" start
check "postgres: … it answers" says '^terang$' sql "$blank" 'select current_user'
run_in "$blank" destroy >/dev/null 2>&1

if [[ $(id -u) == 0 ]]; then
  closed=$work/home/project
  mkdir -p "$closed"
  chmod 0700 "$work/home"
  folders+=("$closed/pg")
  check "postgres: in a home that only root may enter" says '^host=/var/lib/terang-' run_in "$closed/pg" start
  check "postgres: … it answers" says '^terang$' sql "$closed/pg" 'select current_user'
  check "postgres: … not as root" says '^postgres$' bash -c "stat -c %U /proc/\$(head -n 1 '$(run_in "$closed/pg" url | sed 's/host=\([^ ]*\)\/run.*/\1/')/data/postmaster.pid')"
  run_in "$closed/pg" destroy >/dev/null 2>&1
else
  skip "postgres: in a home that only root may enter (not root)"
fi
check "postgres: an unknown word is wrong usage" exits 2 "$pg" dance
