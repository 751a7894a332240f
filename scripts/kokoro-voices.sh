#!/bin/sh
# Fetches the Kokoro voices that itembank/voices.toml lists, from the npm package that carries them, and checks each
# against the hash that the engine wants. Nothing is put in place when one is another.
#   sh scripts/kokoro-voices.sh [FOLDER]
set -eu

PACKAGE=kokoro-js@1.2.1
folder=${1:-instance/voices/kokoro}
hashes=$(pwd)/testplatform/speech/engines/kokoro.py

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "$PACKAGE" >/dev/null && tar -xzf kokoro-js-*.tgz package/voices)

sed -n 's/^ *"\([a-z]f_[a-z]*\)": "\([0-9a-f]\{64\}\)",$/\2  \1.bin/p' "$hashes" >"$work/SHA256SUMS"
test -s "$work/SHA256SUMS"
(cd "$work/package/voices" && sha256sum --check --quiet "$work/SHA256SUMS") >&2

mkdir -p "$folder"
while read -r _hash name; do
    cp "$work/package/voices/$name" "$folder/$name"
done <"$work/SHA256SUMS"
echo "$(wc -l <"$work/SHA256SUMS") Kokoro voices are in $folder"
