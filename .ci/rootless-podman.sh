#!/usr/bin/env bash
# Reads a real image from the storage of rootless podman, as a user that this script makes and removes again, and
# compares the facts with those of the image layout. Started by .ci/read-real-images.sh:
#
#   .ci/rootless-podman.sh FOLDER/sealed
#
# Where this machine gives users no podman of their own, it says why and passes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

check='rootless podman'
. .ci/debian.sh

[ $# -eq 1 ] || { echo "usage: ${0##*/} IMAGES" >&2; exit 2; }
images=$(cd "$1" && pwd)
name=$(cat "$images/name")
for tool in useradd userdel setpriv podman newuidmap; do
  command -v "$tool" >/dev/null || skip "there is no $tool"
done

user=bootwright-$$
home=$(mktemp -d /var/tmp/bootwright-rootless-XXXXXX)
as_user() {
  # shellcheck disable=SC2016 # the user's shell expands it
  setpriv --reuid "$user" --regid "$user" --clear-groups env --ignore-environment PATH="$PATH" HOME="$home" \
    XDG_RUNTIME_DIR="$home/run" sh -c 'cd && "$@"' sh "$@"
}
remove() {
  # Files of the user's own containers belong to others, whom only the user's podman can name.
  as_user podman unshare rm -rf "$home/.local/share/containers" "$home/run" >/dev/null 2>&1 || true
  pkill --uid "$user" 2>/dev/null || true
  userdel "$user" 2>/dev/null || true
  rm -rf "$home"
}
trap remove EXIT
useradd --home-dir "$home" --no-create-home --shell /bin/sh "$user"
mkdir "$home/run"
(cd packages/cli && node ../../tools/bundle.mjs >/dev/null && cp -r dist/bootwright.mjs dist/chunks "$home/")
chown -R "$user:" "$home"

as_user podman unshare true 2>"$home/why" || skip "users may not have podman here: $(tail -n 1 "$home/why")"
as_user podman load --quiet <"$images/docker.tar"
as_user node bootwright.mjs inspect "containers-storage:$name" --ref check --json >"$home/rootless.json"
node packages/cli/dist/bootwright.mjs inspect "oci:$images/oci:check" --ref check --json >"$home/layout.json"
node --eval '
const { readFileSync } = require("node:fs");
const [one, other] = process.argv.slice(1).map((file) => {
  const { image, container: { size, image_id, ...container }, ...rest } = JSON.parse(readFileSync(file, "utf8"));
  return { container, ...rest };
});
// Engines count sizes and name images in ways of their own.
require("node:assert").deepStrictEqual(one, other);
' "$home/rootless.json" "$home/layout.json"
left=$(as_user podman ps --all --quiet; as_user podman unshare podman image mount)
[ -z "$left" ] || { echo "rootless podman: this is left: $left" >&2; exit 1; }
echo 'rootless podman: the facts of the layout, and nothing left'
