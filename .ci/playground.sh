#!/usr/bin/env bash
# Builds the playground and uses it once in a browser: an image of another type with a customization, no request to
# anywhere. Prints how quickly it is of use. Where no browser is, it says so and passes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

check=playground
. .ci/debian.sh

npm run --silent bundle --workspace packages/playground
# The page works at any address: nothing in it begins at the root of a site.
if grep -E '(src|href)="/' packages/playground/dist/index.html; then
  echo 'playground: an address in index.html is not relative'
  exit 1
fi
need_browser built
node packages/playground/testing/bench.mjs
