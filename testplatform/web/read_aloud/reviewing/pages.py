"""What the page where native reviewers listen prints."""

from dataclasses import dataclass

from testplatform.web.candidate.pages import ClipView
from testplatform.web.staff.pages import Badge, LanguageName, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """A language of a form with what is to be listened to."""

    language: LanguageName
    is_own: bool
    texts: int
    approved: int
    todo: int
    rejected: int
    waiting: int
    unheard: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The languages of a form, somebody's own first."""

    sections: tuple[Link, ...]
    forms: tuple[Option, ...]
    form_title: str
    stakes: str
    rows: tuple[LanguageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """A piece of the text on the screen, and when it is heard, where that is known."""

    text: str
    from_ms: int | None = None
    to_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """Where a text stands: the item, which text of it, and the Dutch text there."""

    item: str
    label: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """What somebody said of a recording."""

    reviewer: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingView:
    """One recording with all that a reviewer needs to judge it.

    `clip` is its video where it is signed: then nothing is heard.
    `doubt` says what a recogniser heard, where that is another language.
    `refusal` says why the person at the screen may only listen; `may_correct` whether a machine
    speaks, so that a word or the whole text can be said otherwise.
    """

    key: str
    sha256: str
    audio_url: str
    clip: ClipView | None
    pieces: tuple[TextPiece, ...]
    text: str
    said: str
    places: tuple[PlaceView, ...]
    origin: Badge
    voice: str
    licence: str
    seconds: str
    standing: Badge
    reviews: tuple[ReviewView, ...]
    own_verdict: str | None
    own_kind: str
    own_note: str
    refusal: str | None
    doubt: str | None
    may_correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a queue stands; `position` is None where nothing is shown."""

    position: int | None
    entries: int
    texts: int
    approved: int
    todo: int
    waiting: int
    unheard: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """One recording of the queue of a form in a language, or none."""

    sections: tuple[Link, ...]
    form_title: str
    language: LanguageName
    shows: tuple[Link, ...]
    progress: Progress
    recording: RecordingView | None
    kinds: tuple[Option, ...]
    verdict_url: str
    previous_url: str | None
    next_url: str | None
    overview_url: str
    problem: str | None = None
    typed_word: str = ""
    typed_spoken: str = ""
    typed_text: str = ""
