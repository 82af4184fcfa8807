#!/usr/bin/env bash
# Builds the playground and the site with it, in dist/site, and fails where a link leads nowhere.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

npm run --silent bundle --workspace packages/playground
npm run --silent site
for page in index.html 404.html search-index.json codes/blueprint/sector-size.html api/core.html playground/index.html; do
  [ -s "dist/site/$page" ] || { echo "site: no $page" >&2; exit 1; }
done
grep -q 'id="exports-Fault"' dist/site/api/core.html || { echo 'site: the page of core lacks what it exports' >&2; exit 1; }
