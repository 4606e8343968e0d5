#!/bin/sh
# Find strace, with which the tests fail and end the store at each of its writes. Linux alone has it;
# root on Debian or Ubuntu gets it from the distribution, anybody else is told.
set -eu

[ "$(uname -s)" = Linux ] || exit 0
command -v strace >/dev/null 2>&1 && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests of faults: strace"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq strace >/dev/null
  exit 0
fi

echo "The tests that fail every write will not run here. They want: strace" >&2
