# What the scripts beside it share that need Debian's packages. They source this, and set check: what they are called in
# messages.
# shellcheck shell=bash disable=SC2034,SC2154

# What make-real-root.sh runs on this machine.
root_packages=(debian-archive-keyring mmdebstrap openssl)

# Says why a check is not made here, and passes. .ci/run prints these reasons again at its end.
skip() {
  echo "$check: skipped: $1"
  if [ -n "${BOOTWRIGHT_SKIPPED_CHECKS:-}" ]; then echo "$check: $1" >>"$BOOTWRIGHT_SKIPPED_CHECKS"; fi
  exit 0
}

# Says why this machine cannot do it, which is for the caller to judge.
cannot() {
  echo "$check: $1" >&2
  exit 3
}

phase() { echo "-- $1 (${SECONDS} s)"; }

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null; }

# Skips, after the first part of a check, where no browser is here to use what that made: $1 says what was made.
need_browser() {
  node -e "import('./tools/probes.mjs').then(({ browser }) => process.exit(browser() === undefined ? 0 : 1))" ||
    skip "$1, and no browser here to use it"
}

# Lists that were never fetched name no origin.
has_mirror() { [ -n "$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian')" ]; }

# Where this machine gets Debian's packages from; nothing where apt knows no mirror.
debian_mirror() { apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1; }

# How apt on this machine reaches a mirror, as settings for the apt of a root.
mirror_settings() {
  apt-config dump --format '%F "%v";%n' Acquire | grep -E '^Acquire::(Check-|[Hh]ttps?::|Retries|ForceIPv)' || true
}

# Skips where no root of Debian can be made.
need_debian() {
  [ "$(id -u)" = 0 ] || skip 'not run by root, who alone may unpack a root of Debian'
  command -v apt-get >/dev/null || skip 'no apt-get here, so no packages of Debian'
  has_mirror || apt update || skip 'apt-get update fails (above)'
  has_mirror || skip 'apt knows no mirror of Debian'
}

is_installed() {
  case $1 in
    # An older one is installed, and yet of no use: it lacks the key of the roots' suite.
    debian-archive-keyring) [ -f /usr/share/keyrings/debian-archive-trixie-stable.gpg ] ;;
    *) dpkg-query --show --showformat '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed ;;
  esac
}

# Installs those of the packages that are missing. It speaks on standard error alone: programs read the output of scripts.
install_missing() {
  local package missing=()
  for package; do is_installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "$check: installing ${missing[*]}" >&2
  apt update >&2 && install_packages "${missing[@]}"
}

# Debian starts the services that it installs; a check starts its own.
install_packages() (
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  apt install --yes --no-install-recommends "$@" >/dev/null
)

# Unpacks a package into a folder: what is in it is of use, and nothing of it is to be installed here.
unpack_package() {
  mkdir -p "$2"
  (cd "$2" && apt -o APT::Sandbox::User=root download "$1" && dpkg-deb --extract "$1"_*.deb . && rm -- "$1"_*.deb)
}

# Sets folder to the one that is named, which stays, or to one that is gone at the end.
use_folder() {
  if [ $# -gt 0 ]; then
    mkdir -p "$1"
    folder=$(cd "$1" && pwd)
  else
    folder=$(mktemp -d)
    trap remove_folder EXIT
  fi
}

# After a signal a program that was started may write for a moment longer.
remove_folder() {
  for _ in 1 2 3 4 5; do
    ! rm -rf "$folder" 2>/dev/null || return 0
    sleep 1
  done
  rm -rf "$folder"
}
