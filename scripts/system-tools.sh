#!/bin/sh
# Installs those of the named tools that this machine lacks. Each is named as Debian names its package.
set -eu

is_debian() { command -v dpkg-query >/dev/null; }

# Chromium without a window to draw: a quarter of the work. Debian has it as a package of its own.
is_offered() { is_debian && apt-cache show "$1"; }

is_present() {
    case $1 in
    chromium-headless-shell)
        command -v chromium-headless-shell || ! is_offered chromium-headless-shell
        ;;
    chromium)
        is_offered chromium-headless-shell ||
            command -v chromium-headless-shell || command -v chromium || command -v chromium-browser ||
            command -v google-chrome || command -v google-chrome-stable ||
            test -d "/Applications/Chromium.app" || test -d "/Applications/Google Chrome.app"
        ;;
    fonts-noto-core)
        if is_debian; then
            dpkg-query --show --showformat='${Status}' "$1" | grep -q '^install ok installed$'
        else
            ! command -v fc-list || fc-list : family | grep -q '^Noto Sans'
        fi
        ;;
    libsox-fmt-mp3) ! is_debian || dpkg-query --show --showformat='${Status}' "$1" | grep -q '^install ok installed$' ;;
    *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

missing=
for tool in "$@"; do
    is_present "$tool" || missing="$missing $tool"
done
[ -z "$missing" ] || sh scripts/install.sh $missing
