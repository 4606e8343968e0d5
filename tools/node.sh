#!/bin/sh
# Find what the tests of signing in need: Node.js 18 or newer with npm, for a certified OpenID
# provider that runs on this machine while they do. Root on Debian or Ubuntu gets it from the
# distribution; anybody else is told, for nobody's system is changed unasked.
set -eu

node_is_there() {
  command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 &&
    [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 18 ]
}

node_is_there && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests of signing in: nodejs npm"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    ca-certificates nodejs npm >/dev/null
  exit 0
fi

echo "The tests of signing in through another service will not run here. They want Node.js 18 or" >&2
echo "newer, with npm, on the path." >&2
