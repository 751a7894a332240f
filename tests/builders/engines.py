"""Small programs that stand in for engines, and the voices that they find."""

import json
import math
import struct
from pathlib import Path

from testplatform.speech.samples import pcm_to_wav

PIPER_VOICE = "nl_BE-nathalie-medium"
# Says what it was told and with which options, then gives the sound that lies beside it.
SPEAKS = """
cat > "$0.told"
echo "$@" > "$0.options"
while [ $# -gt 0 ]; do
  case "$1" in -f|-o) out="$2" ;; esac
  shift
done
cp "$0.wav" "$out"
"""
SAYS_NOTHING = "cat > /dev/null; exit 0"
CRASHES = "kill -SEGV $$"
HANGS = "exec sleep 30"


def a_sound(seconds: float = 1.0, *, level: float = 0.3) -> bytes:
    """A WAV file with a tone that comes and goes like syllables; level 0 is silence."""
    rate = 16_000
    samples = (
        level * math.sin(2 * math.pi * 220 * at / rate) * (0.6 + 0.4 * math.sin(25 * at / rate))
        for at in range(int(seconds * rate))
    )
    return pcm_to_wav(b"".join(struct.pack("<h", int(32_767 * one)) for one in samples), rate)


def put_program(folder: Path, name: str, body: str, *, sound: bytes | None = None) -> Path:
    """Write a program; `sound` is what SPEAKS gives."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    (folder / f"{name}.wav").write_bytes(a_sound() if sound is None else sound)
    return program


def put_piper_voice(
    folder: Path,
    name: str = PIPER_VOICE,
    *,
    family: str = "nl",
    licence: str = "CC0",
    model: bytes = b"weights",
) -> None:
    """Write the three files of a Piper voice."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.onnx").write_bytes(model)
    (folder / f"{name}.onnx.json").write_text(json.dumps({"language": {"family": family}}))
    (folder / f"{name}.MODEL_CARD").write_text(f"# Model card\n\n* License: {licence}\n")


def put_rhvoice_voice(folder: Path, name: str, language: str) -> None:
    """Write a voice as RHVoice has it installed."""
    place = folder / name.lower()
    place.mkdir(parents=True, exist_ok=True)
    (place / "voice.info").write_text(f"name={name}\nlanguage={language}\n", encoding="utf-8")
    (place / "voice.data").write_bytes(b"weights")
