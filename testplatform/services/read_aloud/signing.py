"""Texts in a sign language: the texts of the source, a video each, and the same road as a voice."""

import html
from dataclasses import dataclass
from pathlib import Path

from itembank.languages import is_signed
from itembank.media import MediaKind
from testplatform.intake.clips import Clip, check_clip
from testplatform.media import MediaStore, media_type_of
from testplatform.services.read_aloud.recording import NotRecorded, RecordingFault, TakeSource
from testplatform.speech.store import write_whole

POSTER = "jpg"
CAPTIONS = "vtt"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignTake:
    """A video of somebody who signs a text; nothing in it is measured as sound."""

    text: str
    language: str
    clip: Clip
    source: TakeSource = TakeSource.UPLOAD

    @property
    def key(self) -> str:
        """The key of a recording is the hash of its file."""
        return self.clip.sha256

    @property
    def media_type(self) -> str:
        return media_type_of(MediaKind.VIDEO, self.clip.extension)

    @property
    def duration_ms(self) -> int:
        return self.clip.duration_ms

    @property
    def loudness_lufs(self) -> float | None:
        return None

    def write(self, media_root: Path) -> None:
        write_whole(clip_path(media_root, self.key, self.clip.extension), self.clip.data)
        write_whole(clip_path(media_root, self.key, POSTER), self.clip.poster)


def clip_path(media_root: Path, key: str, extension: str) -> Path:
    """Where the video of a key lies, or with POSTER its picture."""
    return MediaStore(media_root).path_of(key, MediaKind.VIDEO, extension)


def write_captions(text: str, duration_ms: int) -> str:
    """What is signed as captions in WebVTT: the text itself, from the first moment to the last."""
    minutes, ms = divmod(duration_ms, 60_000)
    end = f"{minutes:02}:{ms // 1000:02}.{ms % 1000:03}"
    lines = "\n".join(html.escape(line, quote=False) for line in text.splitlines() if line.strip())
    return f"WEBVTT\n\n00:00.000 --> {end}\n{lines}\n"


def make_sign_take(data: bytes, text: str, language: str) -> SignTake:
    """Check a video. No database.

    Raises TakeRefused, SpeechUnavailable, or NotRecorded for a language that is spoken.
    """
    if not is_signed(language):
        raise NotRecorded(RecordingFault.NOT_SIGNED)
    return SignTake(text=text, language=language, clip=check_clip(data))
