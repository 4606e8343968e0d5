#!/bin/sh
# Compare every pinned library of a run with the faults that are made known (pip-audit), and fail where
# one has any, or where it cannot be told. For whoever maintains the house: once a week, and before a
# release. docs/security/controls.md says within how many days what is found is mended.
set -eu

here="$(cd "$(dirname "$0")/.." && pwd)"
python="${PYTHON:-python3}"
aside="$(mktemp -d)"
trap 'rm -rf "$aside"' EXIT

"$python" -m venv "$aside/venv"
"$aside/venv/bin/python" -m pip install --quiet --disable-pip-version-check "pip-audit>=2.9"
for pins in constraints-run.txt constraints.txt; do
  echo "Looking for known faults of what stands in $pins"
  "$aside/venv/bin/pip-audit" --strict --requirement "$here/$pins" --require-hashes --disable-pip \
    --no-deps --progress-spinner off
done
