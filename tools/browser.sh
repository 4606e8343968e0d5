#!/bin/sh
# Find what the page tests need: a browser, and a small library that Playwright's driver is linked
# with and bare Debian lacks. Root on Debian or Ubuntu gets both from the distribution; anybody else
# is told, for nobody's system is changed unasked. tests/conftest.py looks in the same places.
set -eu

browser() {
  [ -n "${TUGIPLAAN_BROWSER:-}" ] && return 0
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  [ -d "/Applications/Google Chrome.app" ] || [ -d "/Applications/Chromium.app" ]
}

library() {
  [ "$(uname -s)" != Linux ] || [ ! -x /sbin/ldconfig ] ||
    /sbin/ldconfig -p | grep -q 'libatomic\.so\.1'
}

wanted=""
browser || wanted="chromium fonts-dejavu fonts-noto-core"
library || wanted="$wanted libatomic1"
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the page tests: $wanted"
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $wanted >/dev/null
  exit 0
fi

echo "The page tests will not run here. They want: $wanted (or another Chromium, Chrome or Edge," >&2
echo "named by TUGIPLAAN_BROWSER)." >&2
