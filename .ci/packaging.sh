#!/usr/bin/env bash
# Makes the packages of the command for distributions and its container image, installs each in a root of Debian's packages,
# and uses it there: a manifest of a request, facts of an OCI archive. It installs the Debian packages that are missing.
# Where Debian's packages cannot be had, it says why and passes.
#
#   .ci/packaging.sh
#
# The command has to be bundled before (npm run build).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export LC_ALL=C.UTF-8

check=packaging
. .ci/debian.sh

need_debian
phase packages
install_missing "${root_packages[@]}" dpkg-dev debhelper rpm mandoc man-db
use_folder

phase 'deb and rpm'
packaging/build.sh "$folder/out" deb rpm

phase root
root=$folder/root
mirror=$(debian_mirror)
mirror_settings >"$folder/apt.conf"
# The first suite with a Node that the command runs with.
mmdebstrap --mode=root --variant=essential --format=directory --quiet --include=nodejs --aptopt="$folder/apt.conf" \
  --aptopt='APT::Install-Recommends "false"' --dpkgopt='path-exclude=/usr/share/locale/*' trixie "$root" "$mirror"
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*
tar --create --file "$folder/base.tar" --directory "$root" .

cat >"$folder/request.json" <<'JSON'
{
  "container": {
    "imgref": "registry.example.com/os:1", "arch": "x86_64", "default_root_fs": "ext4", "size": 1000000,
    "os_info": { "os_release": { "id": "acme", "version_id": "1", "name": "Acme" } }
  },
  "image_type": "qcow2", "seed": 1
}
JSON
manifest=(manifest --request - --mock-sources)
node packages/cli/dist/bootwright.mjs "${manifest[@]}" <"$folder/request.json" >"$folder/expected.json" 2>/dev/null

# Uses the command that is installed in the root.
used() {
  echo "$1: $(chroot "$root" /usr/bin/bootwright --version)"
  chroot "$root" /usr/bin/bootwright "${manifest[@]}" <"$folder/request.json" 2>/dev/null | cmp - "$folder/expected.json"
  chroot "$root" /usr/bin/bootwright explain sealed/root-type >/dev/null
  pages=("$root"/usr/share/man/man1/bootwright*)
  for page in "${pages[@]}"; do zcat --force "$page" | mandoc -Tlint -Wwarning; done
  bash -n "$root/usr/share/bash-completion/completions/bootwright"
  echo "$1: ${#pages[@]} manual pages"
}

phase 'deb installed and used'
cp "$folder"/out/*.deb "$root/package.deb"
chroot "$root" dpkg --install /package.deb >/dev/null
used deb
chroot "$root" dpkg --purge bootwright >/dev/null
[ ! -e "$root/usr/lib/bootwright" ] || { echo "$check: dpkg left files" >&2; exit 1; }

phase 'rpm installed and used'
# The root has no database of RPM, so that what the package needs of others is named, and not looked up.
rpm --query --requires --package "$folder"/out/*.rpm | grep -qx /usr/bin/node
rpm --root "$root" --dbpath /var/lib/rpm --install --nodeps "$folder"/out/*.rpm
used rpm
rpm --root "$root" --dbpath /var/lib/rpm --erase --nodeps bootwright
[ ! -e "$root/usr/lib/bootwright" ] || { echo "$check: rpm left files" >&2; exit 1; }

phase 'container image built and run'
.ci/container-engines.sh .ci/container-image.sh "$folder"
phase done
