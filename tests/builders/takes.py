"""Recordings as people hand them in: made here by espeak-ng and ffmpeg, read from memory."""

import io
import subprocess
import wave
from functools import cache
from pathlib import Path

AS_A_BROWSER = ("-c:a", "libopus", "-b:a", "48k", "-f", "webm")


@cache
def a_voice(text: str = "De bakker opent om acht uur.", *, language: str = "nl") -> bytes:
    """Somebody who reads a text, as WAV."""
    return _with_its_length(_run("espeak-ng", "-v", language, "--stdout", text))


def as_webm(wav: bytes) -> bytes:
    """As MediaRecorder sends it: webm without a length, because it was written to a pipe."""
    return _run("ffmpeg", *_quietly(), "-i", "pipe:0", *AS_A_BROWSER, "pipe:1", data=wav)


def as_mp3(wav: bytes) -> bytes:
    return _run("ffmpeg", *_quietly(), "-i", "pipe:0", "-f", "mp3", "pipe:1", data=wav)


def a_sound(source: str, seconds: float) -> bytes:
    """A sound of ffmpeg, such as "sine=440" or "anullsrc", as WAV."""
    return _run(
        "ffmpeg",
        *_quietly(),
        "-f",
        "lavfi",
        "-i",
        source,
        "-t",
        str(seconds),
        "-f",
        "wav",
        "pipe:1",
    )


@cache
def a_video(seconds: float = 2, *, with_sound: bool = False) -> bytes:
    """A webm with a picture."""
    picture = ("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10")
    sound = ("-f", "lavfi", "-i", "sine=440", "-c:a", "libopus") if with_sound else ()
    coded = ("-c:v", "libvpx", "-deadline", "realtime", "-t", str(seconds), "-f", "webm", "pipe:1")
    return _run("ffmpeg", *_quietly(), *picture, *sound, *coded)


def a_video_file(path: Path, seconds: float = 2) -> bytes:
    """An MP4 as a camera stores it, with its length."""
    picture = ("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10", "-t", str(seconds))
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-y", str(path))
    _run("ffmpeg", *_quietly(), *picture, *coded)
    return path.read_bytes()


def _with_its_length(wav: bytes) -> bytes:
    """A program that writes to a pipe does not know the length that the head of a WAV states."""
    file = io.BytesIO()
    with wave.open(io.BytesIO(wav)) as source, wave.open(file, "wb") as target:
        target.setparams(source.getparams())
        target.writeframes(source.readframes(source.getnframes()))
    return file.getvalue()


def _quietly() -> tuple[str, ...]:
    return ("-hide_banner", "-nostdin", "-v", "error", "-threads", "1")


def _run(program: str, *arguments: str, data: bytes = b"") -> bytes:
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=True)
    return done.stdout
