#!/usr/bin/env bash
# Sees to a browser for the tests of pages: one that is there, or else Debian's Chromium, which it installs. Where
# neither can be had it says why and passes; the tests then say that they looked at no page.
set -euo pipefail
exec </dev/null

check=chromium
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

for browser in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$browser" ] && path=$(command -v "$browser"); then
    echo "chromium: $path, $("$path" --version 2>/dev/null | head -n 1)"
    exit 0
  fi
done

[ "$(id -u)" = 0 ] || skip 'no browser here, and only root may install one'
command -v apt-get >/dev/null || skip 'no browser here, and no apt-get to install one'
apt update || skip 'no browser here, and apt-get update fails (above)'
apt-cache show chromium >/dev/null 2>&1 || skip 'no browser here, and apt knows no package chromium'
echo 'chromium: installing'
install_packages chromium
echo "chromium: $(command -v chromium), $(chromium --version)"
