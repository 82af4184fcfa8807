#!/usr/bin/env bash
# Makes packages of the command, which has to be bundled before (npm run build):
#
#   packaging/build.sh OUT deb rpm        OUT/bootwright_0.1.0-1_all.deb, OUT/bootwright-0.1.0-1.noarch.rpm
#   packaging/build.sh OUT image [podman's options for building]
#
# deb needs dpkg-dev and debhelper, rpm needs rpmbuild, image needs podman.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

[ $# -ge 2 ] || { echo "usage: ${0##*/} OUT deb|rpm|image..." >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
version=$(node -p "require('./packages/cli/package.json').version")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source=$work/bootwright-$version
node tools/stage-package.mjs "$source"

while [ $# -gt 0 ]; do
  form=$1
  shift
  case $form in
    deb)
      cp --recursive "$source" "$work/debian-source"
      cp --recursive packaging/debian "$work/debian-source/"
      sed -i "1s/([^)]*)/($version-1)/" "$work/debian-source/debian/changelog"
      (cd "$work/debian-source" && dpkg-buildpackage --build=binary --no-sign --no-check-builddeps >"$work/deb.log" 2>&1) || { cat "$work/deb.log" >&2; exit 1; }
      cp "$work"/bootwright_*.deb "$out/"
      ;;
    rpm)
      mkdir -p "$work/rpm/SOURCES"
      tar --create --gzip --owner=0 --group=0 --file "$work/rpm/SOURCES/bootwright-$version.tar.gz" --directory "$work" "bootwright-$version"
      rpmbuild -bb --quiet --define "_topdir $work/rpm" --define '_build_id_links none' --define "bootwright_version $version" packaging/bootwright.spec >"$work/rpm.log" 2>&1 || { cat "$work/rpm.log" >&2; exit 1; }
      cp "$work"/rpm/RPMS/noarch/*.rpm "$out/"
      ;;
    image)
      podman build --file packaging/Containerfile --tag "localhost/bootwright:$version" "$@" "$source"
      set --
      ;;
    *) echo "${0##*/}: unknown form $form" >&2; exit 2 ;;
  esac
done
