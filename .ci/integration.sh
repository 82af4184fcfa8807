#!/usr/bin/env bash
# Runs the integration suite with what Debian's packages give: makes roots, starts engines, and reports suite by suite what
# ran. It installs the packages that are missing. Where Debian's packages cannot be had, it says why and passes.
#
#   .ci/integration.sh [FOLDER]
#
# With FOLDER the roots in FOLDER/roots are taken, and stay there; otherwise all that was made is removed afterwards.
# BOOTWRIGHT_REQUIRE names the required suites; by default those that can run here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

check=integration
. .ci/debian.sh

need_debian
[ "$(dpkg --print-architecture)" = amd64 ] || skip 'its disks are made for amd64'

phase packages
install_missing "${root_packages[@]}" attr busybox e2fsprogs fdisk grub-common grub-efi-amd64-bin grub-pc-bin kmod mtools ovmf qemu-system-x86 \
  qemu-utils sbsigntool squashfs-tools swtpm xorriso xz-utils
use_folder "$@"

# The program alone: the package would start a registry of its own.
registry=$folder/registry
[ -x "$registry/usr/bin/docker-registry" ] || unpack_package docker-registry "$registry"

# A kernel for the machines of builds. That of the roots is made for clouds, and lacks 9p.
kernel=$folder/kernel
package=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-[0-9][^ ]*\)$/\1/p' | head -n 1)
if [ ! -d "$kernel" ]; then
  unpack_package "$package" "$kernel"
  [ -d "$kernel/lib" ] || ln -s usr/lib "$kernel/lib"
  depmod --basedir "$kernel" "${package#linux-image-}"
fi
export BOOTWRIGHT_VM_KERNEL=$kernel/boot/vmlinuz-${package#linux-image-}

phase roots
.ci/make-real-root.sh "$folder/roots"
phase machines
status=0
for package in vm osbuild-runner; do
  (cd packages/$package && npx vitest run --config vitest.machine.config.ts) || status=$?
done
phase suite
export BOOTWRIGHT_ROOTS=$folder/roots PATH=$registry/usr/bin:$PATH
export BOOTWRIGHT_REQUIRE=${BOOTWRIGHT_REQUIRE-inspect,registry,disks,deployment,media}
.ci/container-engines.sh npm run --silent test:integration || status=$?
phase done
exit "$status"
