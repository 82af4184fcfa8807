#!/usr/bin/env bash
# Builds the playground and the site with it, in dist/site, fails where a link leads nowhere, and uses the site in a browser:
# pages of each kind, the search, no request to anywhere. Where no browser is, it says so and passes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

check=site
. .ci/debian.sh

npm run --silent bundle --workspace packages/playground
npm run --silent site
for page in index.html 404.html search-index.json codes/blueprint/sector-size.html api/core.html playground/index.html; do
  [ -s "dist/site/$page" ] || { echo "site: no $page" >&2; exit 1; }
done
grep -q 'id="exports-Fault"' dist/site/api/core.html || { echo 'site: the page of core lacks what it exports' >&2; exit 1; }
need_browser built
cd packages/site
BOOTWRIGHT_SITE=dist/site BOOTWRIGHT_TEST_REPORT=built-site npx vitest run --config vitest.machine.config.ts
