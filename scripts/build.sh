# shellcheck shell=bash disable=SC2154
# Building web and server: short progress, a log each, nothing done that is done already. Needs lib.sh and $top.

logs=$top/build/logs
# What one checkout compiled, another may take from the cache: paths below the checkout count as relative.
export CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1

prepare_build_folder() {
  mkdir -p "$logs" 2>/dev/null || true
  [[ -w $logs ]] || die "$(id -un) cannot write $top/build (made by another user?): remove it, or run as that user"
}

# One builder at a time in this checkout. The lock is descriptor 7; commands that stay behind must not inherit it.
lock_build() {
  prepare_build_folder
  exec 7>"$top/build/lock"
  flock -n 7 && return
  say "Waiting for another build in this checkout to end…"
  flock -w 3600 7 || die "another build in this checkout does not end"
}
unlock_build() { exec 7>&-; }

# ---- server
# Turns ninja's lines into one that is rewritten (terminal) or one every few seconds (elsewhere).
ninja_progress() {
  local line last=-10 shown=0
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+/[0-9]+)\]\ (.*)$ ]] || continue
    local count=${BASH_REMATCH[1]} what=${BASH_REMATCH[2]}
    if [[ -n $wipe ]]; then
      [[ $what =~ CMakeFiles/[^/]*\.dir/(.*)\.o$ ]] && what="${what#*object }" && what=${what%%/CMakeFiles*}/${BASH_REMATCH[1]}
      printf '%s  %s %s' "$wipe" "$count" "${what:0:70}"
      shown=1
    elif ((SECONDS - last >= 20)) && [[ $what != Re-* ]]; then
      last=$SECONDS
      printf '  %s\n' "$count"
    fi
  done
  if ((shown)); then printf '%s' "$wipe"; fi
}

# Shows what the compiler said first, not the hundred lines that follow from it.
show_build_failure() { # LOG
  local at
  at=$(grep -n -m1 -E '^FAILED:|error:|Error' "$1" | cut -d: -f1)
  if [[ -n $at ]]; then
    sed -n "$at,$((at + 25))p" "$1" | cut -c1-300 | sed 's/^/  | /' >&2
    printf '%s\n' "  the whole log: $1" >&2
  else
    show_tail "$1"
  fi
}

# Configured options stay: ./run is content with a folder that ./test configured with tests as well.
configured_with() { # FOLDER OPTION…
  local have option
  have=" $(cat "$1/configured" 2>/dev/null) "
  [[ -f $1/build.ninja ]] || return 1
  shift
  for option in "$@"; do [[ $have == *" $option "* ]] || return 1; done
}

configure() { # BUILD "cmake options"
  local flags folder=$top/build/$1 log=$logs/$1.log
  read -ra flags <<<"$2"
  if configured_with "$folder" "${flags[@]}"; then return; fi
  mkdir -p "$folder"
  [[ " ${flags[*]}" == *TERANG_TESTS=* ]] || flags+=(-DTERANG_TESTS=OFF)
  cmake -S "$top" -B "$folder" -G Ninja "${flags[@]}" >"$log" 2>&1 7>&- \
    || { rm -f "$folder/build.ninja"; show_build_failure "$log"; die "configuring the build failed"; }
  printf '%s\n' "${flags[*]}" >"$folder/configured"
}

build_server() { # BUILD "cmake options" TARGET…; quiet if there is nothing to do
  local folder=$top/build/$1 log=$logs/$1.log
  configure "$1" "$2"
  shift 2
  local jobs started=$SECONDS
  jobs=$(compile_jobs)
  # 7>&- keeps a compiler cache's daemon or the like from holding the lock
  NINJA_STATUS='[%f/%t] ' ninja -C "$folder" -j "$jobs" "$@" 2>&1 7>&- | tee "$log" | ninja_progress
  if [[ ${PIPESTATUS[0]} != 0 ]]; then
    show_build_failure "$log"
    return 1
  fi
  if ((SECONDS - started >= 2)); then say "  built in $((SECONDS - started)) s"; fi
}

# ---- web
hash_of_files() { # PATH… (files and folders) → one hash of names and contents
  (cd "$top" && find "$@" \( -name node_modules -o -path web/dist -o -path web/tests -o -name '*.gen.ts' \) -prune -o -type f -print0 2>/dev/null \
    | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1)
}
stamped() { [[ -e ${1%/*} && $(cat "$1" 2>/dev/null) == "$2" ]]; }

install_web() { # exactly what the lock file says, when it or node changed
  local stamp=$top/web/node_modules/.terang-stamp want log=$logs/npm.log
  want="$(hash_of_files web/package.json web/package-lock.json) $(node --version)"
  stamped "$stamp" "$want" && return
  # What a developer installed himself is kept if it is what the lock file asks for.
  if [[ -f $stamp || ! -d ${stamp%/*} ]] || ! (cd "$top/web" && npm ls --all </dev/null >/dev/null 2>&1 7>&-); then
    step "Fetching the web's packages"
    # A registry that lacks the optional packages of other systems makes npm 11 refuse `ci`; `install` takes the same
    # versions from the lock file and leaves it alone.
    (cd "$top/web" && { npm ci --no-audit --no-fund --loglevel=error || npm install --no-save --no-audit --no-fund --loglevel=error; } \
      </dev/null >"$log" 2>&1 7>&-) || { head -n 15 "$log" | cut -c1-300 | sed 's/^/  | /' >&2; die "npm ci failed; the whole log: $log"; }
  fi
  mkdir -p "${stamp%/*}"
  printf '%s\n' "$want" >"$stamp"
}

build_web() {
  local stamp=$top/web/dist/.terang-stamp want log=$logs/web.log started=$SECONDS
  "$top/scripts/replay_wasm" 7>&-
  want="$(hash_of_files web server/api) $(node --version)"
  if [[ -f $top/web/dist/index.html ]] && stamped "$stamp" "$want"; then return; fi
  install_web
  step "Building the web"
  (cd "$top/web" && npm run --silent build </dev/null >"$log" 2>&1 7>&-) || { show_tail "$log"; die "building the web failed"; }
  [[ -f $top/web/dist/index.html ]] || { show_tail "$log"; die "the web's build made no web/dist/index.html"; }
  mkdir -p "${stamp%/*}"
  printf '%s\n' "$want" >"$stamp"
  say "  built in $((SECONDS - started)) s"
}
