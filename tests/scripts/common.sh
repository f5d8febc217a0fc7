# shellcheck shell=bash disable=SC2034
# For the scripts' tests: each `check NAME COMMAND…` prints one `ok NAME` or `not ok NAME` with what the command said.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d "${TMPDIR:-/tmp}/terang-scripts.XXXXXX")
chmod 0711 "$work"
broken=0

check() {
  local name=$1 said
  shift
  if said=$("$@" 2>&1); then echo "ok $name"; else
    echo "not ok $name"
    tail -n 15 <<<"$said" | sed 's/^/    /'
    broken=1
  fi
}
skip() { echo "skip $1"; }
# Clears away whatever a test left behind, also when it was interrupted; tests may add to it.
finish() { :; }
trap 'finish >/dev/null 2>&1; rm -rf "$work"; exit $broken' EXIT

says() { # PATTERN COMMAND…: the command's words match
  local pattern=$1 said
  shift
  said=$("$@" 2>&1)
  [[ $said =~ $pattern ]] || { echo "expected /$pattern/ in: $said"; return 1; }
}
exits() { # CODE COMMAND…
  local want=$1 code=0
  shift
  "$@" || code=$?
  ((code == want)) || { echo "exit $code instead of $want"; return 1; }
}
