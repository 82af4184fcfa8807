#!/usr/bin/env bash
# Prints the command, a word a line: the words of $BOOTWRIGHT; for "self" the bundle of the repository that this action is
# in, which is built where it is missing. A step reads it with "mapfile -t".
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [ "${BOOTWRIGHT:-}" != self ]; then
  IFS=$' \t\r\n' read -r -d '' -a words <<< "${BOOTWRIGHT:-}" || true
  if [ ${#words[@]} -gt 0 ]; then printf '%s\n' "${words[@]}"; fi
  exit 0
fi
bundle=$root/packages/cli/dist/bootwright.mjs
if [ ! -f "$bundle" ]; then
  (cd "$root" && npm ci --no-audit --no-fund && node tools/bundle.mjs) >&2
fi
printf '%s\n' node "$bundle"
