#!/usr/bin/env bash
# Pulls an image for the steps of a hosted workflow that follow, which then have VARIABLE=NAME in their environment:
#
#   .ci/pull-image.sh VARIABLE NAME ENGINE...
#
# An engine is docker, or podman for that of root, from which osbuild takes images. Where the image cannot be pulled, the
# page of the run says so, and steps that ask for the variable are skipped.
set -euo pipefail

[ $# -ge 3 ] || { echo "usage: ${0##*/} VARIABLE NAME ENGINE..." >&2; exit 2; }
variable=$1
name=$2
shift 2
[[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._:/@-]*$ ]] || { echo 'pull-image: this is not the name of an image' >&2; exit 2; }

for engine; do
  case $engine in
    docker) command=(docker) ;;
    podman) command=(sudo podman) ;;
    *) echo "pull-image: $engine is not docker or podman" >&2; exit 2 ;;
  esac
  if ! "${command[@]}" pull --quiet "$name"; then
    echo "::warning title=$name::skipped: $engine cannot pull it, see the log"
    exit 0
  fi
done
echo "$variable=$name" >>"${GITHUB_ENV:-/dev/stdout}"
