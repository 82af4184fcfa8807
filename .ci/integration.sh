#!/usr/bin/env bash
# Runs the integration suite with what Debian's packages give: makes roots, starts engines, and reports rung by rung what
# ran. It installs the packages that are missing. Where Debian's packages cannot be had, it says why and passes.
#
#   .ci/integration.sh [FOLDER]
#
# With FOLDER the roots in FOLDER/roots are taken, and stay there; otherwise all that was made is removed afterwards.
# BOOTWRIGHT_REQUIRE names the rungs that have to run; by default those for which all is here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

skip() {
  echo "integration: skipped: $1"
  exit 0
}

[ "$(id -u)" = 0 ] || skip 'not run by root, who alone may unpack a root of Debian'
command -v apt-get >/dev/null || skip 'no apt-get here, so no packages of Debian'
[ "$(dpkg --print-architecture)" = amd64 ] || skip 'its disks are made for amd64'
export DEBIAN_FRONTEND=noninteractive
apt() { apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }
# Lists that were never fetched name no origin.
has_mirror() { apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | grep -q .; }
has_mirror || apt update || skip 'apt-get update fails (above)'
has_mirror || skip 'apt knows no mirror of Debian'

phase() { echo "-- $1 (${SECONDS} s)"; }

phase packages
packages=(debian-archive-keyring e2fsprogs fdisk mmdebstrap mtools openssl ovmf qemu-system-x86 qemu-utils sbsigntool swtpm)
missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}"
  apt update
  apt install --yes --no-install-recommends "${missing[@]}" >/dev/null
fi

if [ $# -gt 0 ]; then
  folder=$1
  mkdir -p "$folder"
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
folder=$(cd "$folder" && pwd)

# The program alone: the package would start a registry of its own.
registry=$folder/registry
if [ ! -x "$registry/usr/bin/docker-registry" ]; then
  mkdir -p "$registry"
  (cd "$registry" && apt -o APT::Sandbox::User=root download docker-registry && dpkg-deb --extract docker-registry_*.deb .)
fi

phase roots
.ci/make-real-root.sh "$folder/roots"
phase suite
export BOOTWRIGHT_ROOTS=$folder/roots PATH=$registry/usr/bin:$PATH
export BOOTWRIGHT_REQUIRE=${BOOTWRIGHT_REQUIRE-inspect,registry,disks}
.ci/container-engines.sh npm run --silent test:integration
phase done
