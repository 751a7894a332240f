"""What is read aloud: segments of text, the key of their audio, which audio plays, and coverage."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from itembank.bodies import Texts
from itembank.errors import ItemBankError
from itembank.forms import Stakes
from itembank.items import ReadAloud
from itembank.languages import LanguageTag
from itembank.texts import ItemText, TextId, TextKind, is_prompt, split_cloze
from itembank.translations import LocalisedItem

SegmentId = TextId

# What a gap is in a text that is read aloud: engines say "blank" for it in each language.
SPOKEN_GAP = "____"


class NothingToRead(ItemBankError):
    """A segment without text would be silence."""

    def __init__(self, segment: SegmentId) -> None:
        super().__init__(f"segment {segment} has no text")
        self.segment = segment


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A piece of the text on the screen, from `start` up to `end`, and what is said for it."""

    start: int
    end: int
    said: str


class AudioOrigin(StrEnum):
    """Who speaks: a person, or a machine."""

    HUMAN = "human"
    SYNTHETIC = "synthetic"


APPROVALS_NEEDED: Mapping[Stakes, int] = MappingProxyType({Stakes.PRACTICE: 1, Stakes.HIGH: 2})
"""How many native reviewers must have approved a recording before it counts as approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailableAudio:
    """Audio of a text that is there, passed the gate and was not rejected."""

    key: str
    origin: AudioOrigin
    approvals: int

    def is_approved(self, stakes: Stakes) -> bool:
        """Whether enough native reviewers approved it for forms of these stakes."""
        return self.approvals >= APPROVALS_NEEDED[stakes]


def choose_audio(available: Sequence[AvailableAudio], stakes: Stakes) -> AvailableAudio | None:
    """Choose what is played for a text; None where nothing may be.

    Approved before unreviewed, a person before a machine, and of equals the first: give the newest
    first. Only practice plays what was not approved.
    """
    playable = [one for one in available if stakes is Stakes.PRACTICE or one.is_approved(stakes)]
    return min(
        playable,
        key=lambda one: (not one.is_approved(stakes), one.origin is not AudioOrigin.HUMAN),
        default=None,
    )


class SegmentState(StrEnum):
    """What there is to be heard for one segment; a segment is in exactly one of these."""

    MISSING = "missing"
    STALE = "stale"
    MADE = "made"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentCoverage:
    """What there is for one segment.

    `is_human` says that a person speaks, `is_waiting` that audio is being made, `is_refused` that
    the gate refused the last that was made.
    """

    state: SegmentState
    is_human: bool = False
    is_waiting: bool = False
    is_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechCoverage:
    """How much of a form can be heard in a language, counted in segments.

    `missing`, `stale` and `made` add up to `segments`; `approved` and `human` are part of `made`,
    `waiting` and `refused` of the other two.
    """

    language: str
    has_voice: bool
    segments: int
    missing: int
    stale: int
    made: int
    approved: int
    human: int
    waiting: int
    refused: int

    @property
    def is_complete(self) -> bool:
        """Whether every segment can be heard; a form without segments is not complete."""
        return self.made == self.segments > 0

    @property
    def is_releasable(self) -> bool:
        """Whether an exam may be given with read-aloud: every segment is approved."""
        return self.approved == self.segments > 0

    @property
    def lacking(self) -> int:
        """How many segments still keep an exam with read-aloud from being given."""
        return self.segments - self.approved

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is being made by itself."""
        return self.waiting == 0

    @property
    def percent(self) -> int:
        """Whole percents that can be heard, rounded down: 100 only when nothing is missing."""
        return self.made * 100 // self.segments if self.segments else 0


def count_coverage(
    language: str, found: Sequence[SegmentCoverage], *, has_voice: bool
) -> SpeechCoverage:
    """Count what there is for the segments of a form in a language."""
    made = [one for one in found if one.state in (SegmentState.MADE, SegmentState.APPROVED)]
    return SpeechCoverage(
        language=language,
        has_voice=has_voice,
        segments=len(found),
        missing=sum(one.state is SegmentState.MISSING for one in found),
        stale=sum(one.state is SegmentState.STALE for one in found),
        made=len(made),
        approved=sum(one.state is SegmentState.APPROVED for one in made),
        human=sum(one.is_human for one in made),
        waiting=sum(one.is_waiting for one in found),
        refused=sum(one.is_refused for one in found),
    )


def find_nearest_to_release(coverages: Iterable[SpeechCoverage]) -> SpeechCoverage | None:
    """Find the language that misses the least; None when each of them misses nothing.

    Of equals the one with more that was made, and then the first.
    """
    lacking = [one for one in coverages if one.segments and not one.is_releasable]
    return min(lacking, key=lambda one: (one.lacking, -one.made), default=None)


def segments(localised: LocalisedItem) -> tuple[Segment, ...]:
    """Cut a localised item into what is read aloud, in the order of reading.

    What the item does not allow to be read aloud is left out.
    """
    match localised.read_aloud:
        case ReadAloud.NONE:
            read: tuple[ItemText, ...] = ()
        case ReadAloud.INSTRUCTIONS:
            read = tuple(one for one in localised.texts if is_prompt(one.id))
        case ReadAloud.ALL:
            read = localised.texts
        case _:  # pragma: no cover
            assert_never(localised.read_aloud)
    texts = {one.id: one.text for one in localised.texts}
    return tuple(
        Segment(id=one.id, text=_to_spoken(one, texts), language=localised.language) for one in read
    )


def _to_spoken(one: ItemText, texts: Texts) -> str:
    if one.kind is not TextKind.CLOZE:
        return one.text
    fillings = dict(zip(one.gaps, (texts[filling] for filling in one.fillings), strict=False))
    paragraphs = (
        "".join(words + (fillings.get(gap, SPOKEN_GAP) if gap else "") for words, gap in paragraph)
        for paragraph in split_cloze(one.text)
    )
    return "\n".join(paragraphs)


def audio_key(
    phrases: Sequence[Phrase], language: str, voice: Voice, rate: int, pipeline_version: int | str
) -> str:
    """Give the content hash under which audio is kept: other words or another voice is another key.

    SHA-256 of canonical JSON. Texts that differ only in Unicode composition share a key; where
    the words stand on the screen makes none.
    """
    source = {
        "said": [unicodedata.normalize("NFC", phrase.said) for phrase in phrases],
        "language": language,
        "engine": voice.engine,
        "voice": voice.name,
        "voice_version": voice.version,
        "rate": rate,
        "pipeline_version": pipeline_version,
    }
    canonical = json.dumps(source, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
