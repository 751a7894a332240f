#!/bin/sh
# Prints the command that runs uv: the one on the PATH, or one installed once in .uv/.
set -eu

version=0.13.9
oldest_usable="0 9"

is_recent_enough() {
    set -- $oldest_usable $(uv --version 2>/dev/null | sed -n 's/^uv \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    [ $# -eq 4 ] && { [ "$3" -gt "$1" ] || { [ "$3" -eq "$1" ] && [ "$4" -ge "$2" ]; }; }
}

if is_recent_enough; then
    echo uv
    exit
fi

if ! .uv/bin/uv --version 2>/dev/null | grep -qF "uv $version "; then
    if ! command -v python3 >/dev/null; then
        echo "Python 3.11 or later is needed: https://www.python.org/downloads/" >&2
        exit 1
    fi
    python3 -c 'import ensurepip, venv' 2>/dev/null || sh scripts/install.sh python3-venv
    rm -rf .uv
    python3 -m venv .uv
    .uv/bin/python -m pip install -qq --no-input --disable-pip-version-check "uv==$version" >&2
fi
echo .uv/bin/uv
