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

check=integration
. .ci/debian.sh

need_debian
[ "$(dpkg --print-architecture)" = amd64 ] || skip 'its disks are made for amd64'

phase packages
install_missing "${root_packages[@]}" e2fsprogs fdisk mtools ovmf qemu-system-x86 qemu-utils sbsigntool swtpm
use_folder "$@"

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
