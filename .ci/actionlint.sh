#!/usr/bin/env bash
# Checks the workflows with actionlint, which Go builds from its module proxy and keeps in its own build cache.
# Without Go it says why and passes. actionlint runs shellcheck over the scripts of the steps where that is on the PATH.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

version=v1.7.12

check=actionlint
. .ci/debian.sh

command -v go >/dev/null || skip 'Go is not installed'
[ -d .git ] || [ -f .git ] || skip 'not a git repository, by which actionlint finds the workflows'
go run "github.com/rhysd/actionlint/cmd/actionlint@$version" -no-color
workflows=(.github/workflows/*)
echo "actionlint: no finding in ${#workflows[@]} workflows"
