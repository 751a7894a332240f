#!/bin/sh
# Fails with one clear line when Node or npm is missing, or Node is too old.
set -eu

if ! command -v npm >/dev/null ||
    ! node -e 'process.exit(parseInt(process.versions.node, 10) < 18 ? 1 : 0)' 2>/dev/null; then
    echo "Node 18 or later with npm is needed to build the front end: https://nodejs.org/" >&2
    exit 1
fi
