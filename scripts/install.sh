#!/bin/sh
# Installs the named Debian packages where it may; elsewhere it says what to install, and fails.
set -eu

say_what_to_install() {
    {
        echo "This machine lacks: $*"
        echo "Install what is missing, then give the same command again:"
        echo "    $instruction"
    } >&2
    exit 1
}

if [ "$(uname)" = Darwin ]; then
    instruction=
    for package in "$@"; do
        [ "$package" = chromium ] && package="--cask chromium"
        instruction="${instruction:+$instruction && }brew install $package"
    done
    say_what_to_install "$@"
elif ! command -v apt-get >/dev/null; then
    instruction="(with the package manager of this system, named here as in Debian) $*"
    say_what_to_install "$@"
elif [ "$(id -u)" -ne 0 ]; then
    instruction="sudo apt-get update && sudo apt-get install $*"
    say_what_to_install "$@"
fi

echo "Installing Debian packages: $*" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
# A list that cannot be refreshed is no reason to stop: the install decides.
apt-get update >"$log" 2>&1 </dev/null || true
if ! apt-get install --yes --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    exit 1
fi
