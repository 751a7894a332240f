"""What the recording studio prints."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.candidate.pages import ClipView
from testplatform.web.read_aloud.studio.forms import SentSpeaker
from testplatform.web.staff.pages import Badge, LanguageName, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """A speaker with what they agreed to; without `withdraw_url` the consent has ended."""

    name: str
    terms: str
    consented_at: datetime
    withdrawn_at: datetime | None
    withdraw_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPage:
    """Where form, language and speaker are chosen."""

    forms: tuple[Option, ...]
    languages: tuple[Option, ...]
    speakers: tuple[Option, ...]
    rows: tuple[SpeakerRow, ...]
    terms: tuple[Option, ...]
    sent: SentSpeaker
    problem: str | None
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptRow:
    """One text to record; without `audio_url` or, in a sign language, `clip` nobody did."""

    number: int
    text: str
    text_hash: str
    said: str | None
    place: str
    state: Badge
    reasons: tuple[str, ...]
    audio_url: str | None
    upload_url: str | None
    clip: ClipView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioPage:
    """The prompt sheet of a form in a language; without a speaker it is only read and printed."""

    form_title: str
    language: LanguageName
    text_language: LanguageName
    is_signed: bool
    speaker: str | None
    store_name: str
    prompts: tuple[PromptRow, ...]
    first: PromptRow | None
    texts: int
    recorded: int
    approved: int
    shown: tuple[Link, ...]
    take_url: str
    door: Link
    sheet_url: str
    upload_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """Where the files of a speaker are chosen; with a `text`, one file for that text."""

    language: LanguageName
    text_language: LanguageName
    text: str | None
    is_signed: bool
    speaker: str
    upload_url: str
    most_files: int
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRow:
    """A file with the text it is of; without a `text_hash` it cannot be taken.

    What would take the place of an approved voice is not ticked: somebody must want that.
    """

    name: str
    text: str
    seconds: str
    verdict: Badge
    text_hash: str | None
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPreviewPage:
    """Every file with what would become of it; nothing is stored yet."""

    language: LanguageName
    text_language: LanguageName
    speaker: str
    rows: tuple[UploadRow, ...]
    takeable: int
    take_url: str
    back: Link
