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

check='real images'
. .ci/debian.sh

need_debian
phase packages
install_missing "${root_packages[@]}" umoci skopeo
use_folder "$@"

phase roots
.ci/make-real-root.sh "$folder/roots"
phase 'forms and tests'
.ci/container-engines.sh .ci/read-real-images.sh "$folder"
phase done
