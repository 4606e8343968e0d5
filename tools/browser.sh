#!/bin/sh
# Find a browser for the page tests. Root on Debian or Ubuntu gets Chromium from the distribution;
# anybody else is told, for nobody's system is changed unasked. tests/conftest.py looks in the same
# places.
set -eu

[ -n "${TUGIPLAAN_BROWSER:-}" ] && exit 0
for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
  if command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done
if [ -d "/Applications/Google Chrome.app" ] || [ -d "/Applications/Chromium.app" ]; then
  exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium and fonts for the page tests."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu fonts-noto-core >/dev/null
  exit 0
fi

echo "No Chromium or Chrome here: the page tests will not run. Install one, or set TUGIPLAAN_BROWSER." >&2
