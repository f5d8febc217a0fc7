# shellcheck shell=bash disable=SC2034
# What the commands share: words to the user, locks, processes, ports. Source it; it does nothing by itself.

if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m' wipe=$'\r\e[K'
else
  bold='' dim='' red='' plain='' wipe=''
fi

say() { printf '%s\n' "$*"; }
step() { printf '%s\n' "${bold}$*${plain}"; }
warn() { printf '%s\n' "${0##*/}: $*" >&2; }
die() { # die [-EXIT] words…
  local code=1
  if [[ $1 =~ ^-[0-9]+$ ]]; then code=${1#-}; shift; fi
  printf '%s\n' "${red}${0##*/}: $*${plain}" >&2
  exit "$code"
}

# The last lines of a log, set off, and where the whole of it is.
show_tail() { # FILE [LINES]
  [[ -s $1 ]] && tail -n "${2:-25}" "$1" | cut -c1-300 | sed 's/^/  | /' >&2
  printf '%s\n' "  the whole log: $1" >&2
}

# ---- processes: a pid alone proves nothing (pids are reused, above all in containers), so its start time goes with it
process_birth() { # PID → clock ticks since boot at which it started
  local stat
  # Not $(<file): in bash 5.2 that ends the whole shell when the file has gone.
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) } # the name in parentheses may hold anything
  read -ra stat <<<"$stat"
  [[ ${stat[0]} != Z ]] || return 1
  printf '%s' "${stat[19]}"
}
remember_process() { # PID FILE
  printf '%s %s\n' "$1" "$(process_birth "$1")" >"$2.new" && mv -f "$2.new" "$2"
}
remembered_process() { # FILE → PID, if that very process is still alive
  local pid birth
  read -r pid birth 2>/dev/null <"$1" || return 1
  [[ -n $birth && $(process_birth "$pid") == "$birth" ]] || return 1
  printf '%s' "$pid"
}
# Ends one process: TERM, and KILL if it has not gone after so many seconds.
end_process() { # PID SECONDS
  local birth n
  birth=$(process_birth "$1") || return 0
  kill -TERM "$1" 2>/dev/null
  for ((n = 0; n < $2 * 20; n++)); do
    [[ $(process_birth "$1") == "$birth" ]] || return 0
    sleep 0.05
  done
  kill -KILL "$1" 2>/dev/null
  return 1
}

# ---- ports, read from /proc so that it works where neither ss nor lsof is installed
port_inode() { # PORT → inode of the socket that listens on it
  local hex
  printf -v hex '%04X' "$1"
  awk -v port=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10; exit }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep .
}
port_owner() { # PORT → "name (pid N)" of who listens; fails if nobody does
  local inode link pid
  inode=$(port_inode "$1") || return 1
  link=$(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\[$inode\]" -print -quit 2>/dev/null)
  if [[ -z $link ]]; then
    printf "another user's program"
  else
    pid=${link#/proc/} pid=${pid%%/*}
    printf '%s (pid %s)' "$(tr -d '\0' <"/proc/$pid/comm" 2>/dev/null)" "$pid"
  fi
}

# ---- how many compilers at once: one Beast unit peaks at 1.2 GB
compile_jobs() {
  local cores free limit
  cores=$(nproc)
  free=$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || echo max)
  if [[ $limit =~ ^[0-9]+$ ]] && ((limit / 1048576 < free)); then free=$((limit / 1048576)); fi
  local jobs=$((free / 1300))
  ((jobs > cores)) && jobs=$cores
  ((jobs < 1)) && jobs=1
  printf '%s' "$jobs"
}
