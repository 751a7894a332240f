"""Who speaks which language, in order of preference, and what the licence of a voice permits."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from itembank.errors import ItemBankError
from itembank.forms import Stakes
from itembank.languages import LanguageTag, get_language
from itembank.tables import read_toml
from scoring.documents import DocumentReader


class Permit(StrEnum):
    """What a licence lets an integration agency do with what a voice says."""

    ALL = "all"
    PRACTICE = "practice"
    NOTHING = "nothing"


class VoicesNotValid(ItemBankError):
    """The table of voices names a licence that it does not have."""

    def __init__(self, voice: str, licence: str) -> None:
        super().__init__(f"voice {voice} has the unknown licence {licence!r}")
        self.voice = voice
        self.licence = licence


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLicence:
    """The terms under which a voice may be used."""

    code: str
    name: str
    permits: Permit

    def allows(self, stakes: Stakes) -> bool:
        """Whether what the voice says may be played in forms of these stakes."""
        if self.permits is Permit.PRACTICE:
            return stakes is Stakes.PRACTICE
        return self.permits is Permit.ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVoice:
    """One voice of one engine that speaks a language; `name` is what the engine calls it."""

    language: LanguageTag
    engine: str
    name: str
    licence: VoiceLicence


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceTable:
    """The licences by code, and the voices by language, the preferred one first."""

    licences: Mapping[str, VoiceLicence]
    voices: Mapping[str, tuple[ListedVoice, ...]]


def list_voices(language: str) -> tuple[ListedVoice, ...]:
    """The voices of a language, the preferred one first; empty where only people speak it."""
    return _table().voices.get(language, ())


def find_licence(code: str) -> VoiceLicence | None:
    """The licence with that code, or None."""
    return _table().licences.get(code)


@cache
def _table() -> VoiceTable:
    return read_voices(read_toml(resources.files("itembank") / "voices.toml"))


def read_voices(document: object) -> VoiceTable:
    """Read a table of voices.

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        UnknownLanguage: for a voice of no course language.
        VoicesNotValid: for a licence that is not in the table.
    """
    reader = DocumentReader(document)
    licences = {one.code: one for one in map(_read_licence, reader.rows("licence"))}
    voices: dict[str, tuple[ListedVoice, ...]] = {}
    for row in reader.rows("voice"):
        voice = _read_voice(row, licences)
        voices[voice.language] = (*voices.get(voice.language, ()), voice)
    reader.finish()
    return VoiceTable(licences=licences, voices=voices)


def _read_licence(row: object) -> VoiceLicence:
    reader = DocumentReader(row)
    licence = VoiceLicence(
        code=reader.text("code"), name=reader.text("name"), permits=reader.member("permits", Permit)
    )
    reader.finish()
    return licence


def _read_voice(row: object, licences: Mapping[str, VoiceLicence]) -> ListedVoice:
    reader = DocumentReader(row)
    language, engine, name = reader.text("language"), reader.text("engine"), reader.text("name")
    licence = reader.text("licence")
    reader.finish()
    if licence not in licences:
        raise VoicesNotValid(name, licence)
    return ListedVoice(
        language=get_language(language).tag, engine=engine, name=name, licence=licences[licence]
    )
