"""What is read aloud: segments of text, the key of their audio, and coverage per language."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import assert_never

from itembank.bodies import Texts
from itembank.errors import ItemBankError
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
class SpeechCoverage:
    """How much of a form can be heard in a language, counted in different texts."""

    language: str
    has_voice: bool
    wanted: int
    ready: int
    refused: int

    @property
    def is_complete(self) -> bool:
        """Whether every text can be heard; a form without texts is not complete."""
        return self.has_voice and self.wanted > 0 and self.ready == self.wanted

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is coming: each text is ready or refused, or nobody speaks it."""
        return not self.has_voice or self.ready + self.refused == self.wanted

    @property
    def percent(self) -> int:
        """Whole percents, rounded down: 100 is said only when nothing is missing."""
        return self.ready * 100 // self.wanted if self.wanted else 0


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
