#!/usr/bin/env bash
# Packs one root in all forms that an image is read from:
#
#   OUT/oci              OCI image layout, layers compressed with gzip, tag "check"
#   OUT/oci-zstd         the same image with layers compressed with zstd
#   OUT/oci.tar          oci-archive, from the layout
#   OUT/docker.tar       docker-archive, from the layout
#   OUT/podman-oci.tar   what "podman save --format oci-archive" writes
#   OUT/podman.tar       what "podman save" writes
#   OUT/docker-save.tar  what "docker save" writes
#   OUT/name             that the image has in podman's storage and in Docker's engine
#
#   .ci/pack-real-images.sh ROOT OUT
#
# Needs root, umoci, skopeo, podman, and a Docker engine where DOCKER_HOST says (by default where docker looks). The
# image has more layers than the root needs: the first brings what later ones remove, so that whiteouts and opaque
# directories of real tools are among them. Exit code 3: this machine cannot, and standard error says why.
set -euo pipefail
export LC_ALL=C.UTF-8

check=pack-real-images
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

[ $# -eq 2 ] || { echo "usage: ${0##*/} ROOT OUT" >&2; exit 2; }
[ -d "$1/usr" ] || { echo "pack-real-images: $1 is no root: it has no usr" >&2; exit 2; }
[ "$(id -u)" = 0 ] || cannot 'the owners of files are only packed by root: run it as root'
for tool in umoci skopeo podman docker; do
  command -v "$tool" >/dev/null || cannot "there is no $tool: apt-get install ${tool/%docker/docker.io}"
done
podman info >/dev/null || cannot 'podman does not work here (above)'
docker version >/dev/null || cannot 'no engine of Docker answers (above): set DOCKER_HOST'

root=$(cd "$1" && pwd)
rm -rf "$2"
mkdir -p "$2"
out=$(cd "$2" && pwd)
name=localhost/bootwright-real/$(basename "$root"):check
work=$out/.work
mkdir "$work"
trap 'rm -rf "$work"' EXIT

layer() {
  umoci raw add-layer --image "$out/oci:check" "$work/layer.tar"
  rm "$work/layer.tar"
}

echo "== layers of $name"
umoci init --layout "$out/oci"
umoci new --image "$out/oci:check"
stale=$work/stale
mkdir -p "$stale"/{bin,etc,usr/lib/modules/0.0.1-stale,usr/lib/bootc/kargs.d,usr/lib/bootupd/updates/EFI/stale,boot/EFI/Linux}
echo ID=stale >"$stale/etc/os-release"
echo stale | tee "$stale/bin/stale" "$stale/usr/lib/modules/0.0.1-stale/vmlinuz" "$stale/boot/EFI/Linux/stale.efi" >/dev/null
echo 'kargs = ["stale"]' >"$stale/usr/lib/bootc/kargs.d/90-stale.toml"
tar -C "$stale" -cf "$work/layer.tar" --sort=name .
layer
# The root's own etc/os-release and bin are links: they take the place of a file and of a directory.
tar -C "$root" -cf "$work/layer.tar" --sort=name --numeric-owner .
layer
umoci insert --image "$out/oci:check" --whiteout /usr/lib/modules/0.0.1-stale
umoci insert --image "$out/oci:check" --whiteout /usr/lib/bootupd/updates/EFI/stale
umoci insert --image "$out/oci:check" --whiteout /boot/EFI/Linux/stale.efi
umoci insert --image "$out/oci:check" --opaque "$root/usr/lib/bootc/kargs.d" /usr/lib/bootc/kargs.d
umoci config --image "$out/oci:check" --config.label containers.bootc=1 --config.cmd /sbin/init
umoci gc --layout "$out/oci"

echo '== other forms'
copy() {
  skopeo copy --quiet --insecure-policy "oci:$out/oci:check" "$@" </dev/null
}
copy --dest-compress-format zstd "oci:$out/oci-zstd:check"
copy "oci-archive:$out/oci.tar:check"
copy "docker-archive:$out/docker.tar:$name"
# Each engine reads an archive by itself, so that it and skopeo need not agree on a storage.
podman load --quiet --input "$out/docker.tar" </dev/null
docker load --quiet --input "$out/docker.tar" </dev/null
podman save --quiet --format oci-archive --output "$out/podman-oci.tar" "$name" </dev/null
podman save --quiet --format docker-archive --output "$out/podman.tar" "$name" </dev/null
docker save --output "$out/docker-save.tar" "$name" </dev/null
echo "$name" >"$out/name"
du -sh "$out"
