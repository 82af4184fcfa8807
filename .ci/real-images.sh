#!/usr/bin/env bash
# Reads real images: makes roots from Debian's packages, packs them in every form, and runs the tests that read them.
# It installs the Debian packages that are missing. Where Debian's packages cannot be had, it says why and passes.
#
#   .ci/real-images.sh [FOLDER]
#
# With FOLDER the roots and archives stay there; otherwise all that was made is removed afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

skip() {
  echo "real images: skipped: $1"
  exit 0
}

[ "$(id -u)" = 0 ] || skip 'not run by root, who alone may unpack a root of Debian'
command -v apt-get >/dev/null || skip 'no apt-get here, so no packages of Debian'
export DEBIAN_FRONTEND=noninteractive
apt() { apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }
# Lists that were never fetched name no origin.
has_mirror() { apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | grep -q .; }
has_mirror || apt update || skip 'apt-get update fails (above)'
has_mirror || skip 'apt knows no mirror of Debian'

phase() { echo "-- $1 (${SECONDS} s)"; }

phase packages
missing=()
for tool in mmdebstrap umoci skopeo; do
  command -v "$tool" >/dev/null || missing+=("$tool")
done
[ -f /usr/share/keyrings/debian-archive-trixie-stable.gpg ] || missing+=(debian-archive-keyring)
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

phase roots
.ci/make-real-root.sh "$folder/roots"
phase 'forms and tests'
.ci/container-engines.sh .ci/read-real-images.sh "$folder"
phase done
