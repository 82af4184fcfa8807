#!/usr/bin/env bash
# Packs the roots in FOLDER/roots in every form and runs the tests that read images of real programs. Started by
# .ci/real-images.sh through .ci/container-engines.sh, which gives it podman and a Docker engine:
#
#   .ci/container-engines.sh .ci/read-real-images.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[ $# -eq 1 ] || { echo "usage: ${0##*/} FOLDER" >&2; exit 2; }
folder=$(cd "$1" && pwd)
for kind in unsealed sealed; do
  .ci/pack-real-images.sh "$folder/roots/$kind" "$folder/$kind"
done

.ci/rootless-podman.sh "$folder/sealed"

cd packages/inspect
# One file after the other: both look for what is left on this host.
export BOOTWRIGHT_REAL_IMAGES=$folder
npx vitest run --config vitest.machine.config.ts
BOOTWRIGHT_TEST_REPORT=engines npx vitest run src/sources/engines.test.ts
