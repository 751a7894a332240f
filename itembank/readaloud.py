"""What is read aloud: segments of text, the key of their audio, and coverage per language."""

import hashlib
import json
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NewType

from itembank.errors import ItemBankError
from itembank.items import ItemCode
from itembank.languages import LanguageTag
from itembank.translations import LocalisedItem
from scoring.codes import ChoiceId

SegmentId = NewType("SegmentId", str)

PROMPT = SegmentId("prompt")
INSTRUCTION = SegmentId("instruction")


class NothingToRead(ItemBankError):
    """A segment without text would be silence."""

    def __init__(self, segment: SegmentId) -> None:
        super().__init__(f"segment {segment} has no text")
        self.segment = segment


class AudioOfUnknownSegments(ItemBankError):
    """Audio is claimed for segments that the form does not have."""

    def __init__(self, language: LanguageTag, segments: AbstractSet["FormSegment"]) -> None:
        super().__init__(f"{len(segments)} segments with {language} audio are not in the form")
        self.language = language
        self.segments = segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of text that has its own play button and its own audio file."""

    id: SegmentId
    text: str
    language: LanguageTag

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise NothingToRead(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The voice of one engine at one version."""

    engine: str
    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FormSegment:
    """One segment of one item of a form."""

    item: ItemCode
    segment: SegmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which segments of a form have audio in one language."""

    language: LanguageTag
    spoken: tuple[FormSegment, ...]
    silent: tuple[FormSegment, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every segment has audio; a form without segments is not complete."""
        return bool(self.spoken) and not self.silent

    @property
    def total(self) -> int:
        """The number of segments that should have audio."""
        return len(self.spoken) + len(self.silent)


def choice_segment_id(choice: ChoiceId) -> SegmentId:
    """Name the segment of a choice: "choice-a"."""
    return SegmentId(f"choice-{choice}")


def choice_segments(localised: LocalisedItem) -> tuple[Segment, ...]:
    """Cut an item with choices into what is read aloud: the prompt, then each choice."""
    language = localised.language
    prompt = Segment(id=PROMPT, text=localised.prompt, language=language)
    choices = (
        Segment(id=choice_segment_id(choice.id), text=choice.text, language=language)
        for choice in localised.choices
    )
    return (prompt, *choices)


def audio_key(
    text: str, language: str, voice: Voice, rate: int, pipeline_version: int | str
) -> str:
    """Give the content hash under which audio is kept: another text or voice is another key.

    SHA-256 of canonical JSON. Texts that differ only in Unicode composition share a key.
    """
    source = {
        "text": unicodedata.normalize("NFC", text),
        "language": language,
        "engine": voice.engine,
        "voice": voice.name,
        "voice_version": voice.version,
        "rate": rate,
        "pipeline_version": pipeline_version,
    }
    canonical = json.dumps(source, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def build_coverage(
    language: LanguageTag,
    wanted: AbstractSet[FormSegment],
    with_audio: AbstractSet[FormSegment],
) -> Coverage:
    """Compare the segments of a form with those that have audio, in the order of items.

    Raises:
        AudioOfUnknownSegments: when audio belongs to no segment of the form.
    """
    unknown = with_audio - wanted
    if unknown:
        raise AudioOfUnknownSegments(language, unknown)
    return Coverage(
        language=language,
        spoken=tuple(sorted(with_audio)),
        silent=tuple(sorted(wanted - with_audio)),
    )
