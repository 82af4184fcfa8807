#!/usr/bin/env bash
# Runs a command with the ukify of Debian's packages on its PATH, from the first suite that packages it:
#
#   .ci/ukify.sh npm run test:machine
#
# Its packages are unpacked in a temporary folder, which is gone afterwards. Where they cannot be had, it says why, and the
# command runs without.
set -euo pipefail

check=ukify
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

suite=trixie
packages=(systemd-ukify systemd-boot-efi python3-pefile)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

# Of a suite that is not the machine's: with lists of its own.
fetched() {
  local mirror keys=/usr/share/keyrings/debian-archive-keyring.gpg
  install_missing debian-archive-keyring python3-minimal || return
  mirror=$(debian_mirror)
  mkdir -p "$home/lists/partial" "$home/cache/archives/partial"
  echo "deb [signed-by=$keys] $mirror $suite main" >"$home/sources.list"
  local private=(-o "Dir::Etc::SourceList=$home/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$home/lists"
    -o "Dir::Cache=$home/cache" -o APT::Sandbox::User=root)
  apt "${private[@]}" update && (cd "$home" && apt "${private[@]}" download "${packages[@]}") || return
  for package in "$home"/*.deb; do dpkg-deb --extract "$package" "$home/root" || return; done
}

# ukify looks for the stub of addons where the package would have installed it.
write_program() {
  mkdir "$home/bin"
  cat >"$home/bin/ukify" <<PROGRAM
#!/bin/sh
if [ "\$1" = build ]; then
  shift
  set -- build --stub="$home/root/usr/lib/systemd/boot/efi/addonx64.efi.stub" "\$@"
fi
PYTHONPATH="$home/root/usr/lib/python3/dist-packages" exec python3 "$home/root/usr/bin/ukify" "\$@"
PROGRAM
  chmod 755 "$home/bin/ukify"
}

if ! command -v ukify >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && has_mirror && [ "$(dpkg --print-architecture)" = amd64 ] && fetched; then
    write_program
    PATH=$home/bin:$PATH
  else
    echo "$check: $suite's packages cannot be had here"
  fi
fi
"$@"
