# shellcheck shell=bash disable=SC2154
# Debian packages: which of scripts/packages.txt are missing, and installing them. Needs lib.sh and $top.

missing_packages() { # GROUP… → the missing packages, one a line
  local group package command wanted=()
  while read -r group package command; do
    [[ " $* " == *" $group "* ]] || continue
    if [[ -n $command ]] && command -v "$command" >/dev/null; then continue; fi
    wanted+=("$package")
  done < <(grep -v '^ *\(#\|$\)' "$top/scripts/packages.txt")
  ((${#wanted[@]})) || return 0
  # One question for all of them: 20 ms, where one dpkg -s each would take a second.
  local have
  have=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/ installed$//p') || true
  printf '%s\n' "${wanted[@]}" | grep -vxF -f <(printf '%s\n' "$have") || true
}

ensure_packages() { # GROUP…
  command -v dpkg-query >/dev/null || die "this is not Debian: install what scripts/packages.txt names by hand"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]})); then install_packages "${missing[@]}"; fi
  local version
  version=$(node --version 2>/dev/null) || return 0
  version=${version#v}
  ((${version%%.*} >= 18)) || die "node $version is too old: 18 or newer is needed (Debian 12 has 18)"
}

install_packages() {
  local as=() line="apt-get install --no-install-recommends $*"
  if [[ $(id -u) != 0 ]]; then
    if [[ -n $(command -v sudo) ]] && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
      as=(sudo)
    else
      die "$# Debian packages are missing, and you cannot install them (no root, no sudo). Ask for:
  $line"
    fi
  fi
  step "Installing $# Debian packages: $*"
  mkdir -p "$top/build/logs"
  local log=$top/build/logs/apt.log pacify drop=/etc/postgresql-common/createcluster.d/terang.conf
  pacify=("${as[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l LC_ALL=C.UTF-8)
  : >"$log"
  if ((${#as[@]})); then sudo true || die "sudo was refused. Ask for:
  $line"; fi

  # Debian's server package starts a cluster of its own on TCP port 5432; we bring ours, so it is told not to.
  # A machine that has PostgreSQL already keeps what it has.
  local dropped=0
  if [[ " $* " == *" postgresql-15 "* && ! -e $drop ]]; then
    dropped=1
    "${as[@]}" mkdir -p "${drop%/*}"
    echo 'create_main_cluster = false' | "${as[@]}" tee "$drop" >/dev/null
  fi
  local ok=1
  # --no-remove: Boost 1.81's and 1.74's development packages exclude each other; nobody's work is taken away unasked.
  { "${pacify[@]}" apt-get -q update &&
    "${pacify[@]}" apt-get -q -y --no-remove --no-install-recommends -o Dpkg::Use-Pty=0 install "$@"; } \
    </dev/null 2>&1 | tee -a "$log" | apt_progress
  [[ ${PIPESTATUS[0]} == 0 ]] || ok=0
  if ((dropped)); then
    "${as[@]}" rm -f "$drop"
    "${as[@]}" rmdir "${drop%/*}" 2>/dev/null || true
  fi
  if ! ((ok)); then
    show_tail "$log"
    if grep -q 'no-remove\|Packages need to be removed' "$log"; then
      die "installing them would remove other packages, most likely those of another Boost; decide that yourself:
  $line"
    fi
    die "apt-get failed. What is needed:
  $line"
  fi
}

# One short line every so many packages instead of apt's several per package.
apt_progress() {
  local line count=0 total=0
  while IFS= read -r line; do
    case $line in
      *' newly installed, '*) [[ $line =~ ([0-9]+)\ newly ]] && total=${BASH_REMATCH[1]} && say "  $total packages with what they need" ;;
      'Need to get '*) say "  ${line%%.*}…" | sed 's/Need to get/fetching/' ;;
      'Setting up '*)
        count=$((count + 1))
        if ((count % 40 == 0)); then say "  set up $count of $total"; fi
        ;;
    esac
  done
}
