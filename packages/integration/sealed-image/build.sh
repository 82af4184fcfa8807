#!/usr/bin/env bash
# Builds a sealed container of a public base with podman, in the storage of whoever runs it (osbuild takes it from root's):
#
#   packages/integration/sealed-image/build.sh KEYS NAME [BASE]
#
# KEYS is a folder with db.key and db.pem, which sign boot loader and kernel ("bootwright boot --make-keys KEYS" makes
# them). BASE is by default the one in src/images/public-images.json. Exit code 3: the bootc of the base, or podman here,
# cannot, and standard error says why.
set -euo pipefail

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  echo "usage: ${0##*/} KEYS NAME [BASE]" >&2
  exit 2
fi
cannot() { echo "sealed-image: $1" >&2; exit 3; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
keys=$(cd "$1" && pwd)
name=$2
public=$here/../src/images/public-images.json
base=${3:-$(node --print 'JSON.parse(fs.readFileSync(process.argv[1], "utf8")).sealedBase' "$public")}
for file in db.key db.pem; do
  [ -f "$keys/$file" ] || { echo "sealed-image: $keys has no $file" >&2; exit 2; }
done
command -v podman >/dev/null || cannot 'podman is not installed'

podman image exists "$base" || podman pull --quiet "$base" >/dev/null || cannot "$base cannot be pulled (above)"
help=$(podman run --rm --network none --entrypoint bootc "$base" container ukify --help) ||
  cannot "the bootc of $base has no \"container ukify\" (above)"
[[ $help == *--kernel-dir* ]] || cannot "the bootc of $base is older than 1.16.1: its \"container ukify\" has no --kernel-dir"

podman build --build-arg "BASE=$base" --secret "id=key,src=$keys/db.key" --secret "id=certificate,src=$keys/db.pem" \
  --file "$here/Containerfile" --tag "$name" "$here"
echo "$name"
