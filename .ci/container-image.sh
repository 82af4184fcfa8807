#!/usr/bin/env bash
# Builds the container image of the command on a root of Debian's packages, and runs it. Started by .ci/packaging.sh:
#
#   .ci/container-image.sh FOLDER     with base.tar, request.json and expected.json
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$1

podman import --quiet "$folder/base.tar" localhost/base:1 >/dev/null
# The base has what the command needs of others.
packaging/build.sh "$folder/out" image --quiet --isolation chroot --build-arg BASE=localhost/base:1 --build-arg PACKAGES= >/dev/null
image=$(podman images --format '{{.Repository}}:{{.Tag}}' localhost/bootwright)
run() { podman run --rm --interactive --network none "$@"; }

echo "image: $(run "$image" --version)"
run "$image" manifest --request - --mock-sources <"$folder/request.json" 2>/dev/null | cmp - "$folder/expected.json"
podman save --quiet --format oci-archive --output "$folder/os.tar" localhost/base:1
run --volume "$folder:/output" "$image" inspect oci-archive:os.tar --json >"$folder/facts.json" 2>/dev/null
node --eval '
const { container } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
const { id, version_id } = container.os_info.os_release;
require("node:assert").deepStrictEqual({ id, version_id }, { id: "debian", version_id: "13" });
' "$folder/facts.json"
# The mounts of bootc-image-builder: without osbuild in this base, the build says so.
status=0
run --privileged --volume "$folder:/output" "$image" doctor --for build >"$folder/doctor.txt" 2>&1 || status=$?
[ "$status" = 5 ] && grep -q osbuild "$folder/doctor.txt" || { cat "$folder/doctor.txt" >&2; exit 1; }
echo 'image: a manifest, the facts of an OCI archive, the needs of a build'
