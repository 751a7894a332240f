"""Who hears a test, and what is known of each recording while it plays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.languages import is_signed
from itembank.programmes import AUDIO_FIRST, get_programme
from testplatform.models.attempts import Attempt
from testplatform.models.audio import AudioAsset
from testplatform.models.bookings import Booking
from testplatform.models.forms import Form
from testplatform.services.read_aloud.coverage import measure_coverage

FEWEST_MARKS = 2
"""With one mark the whole text is marked as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """When each piece of a text is heard: [start, end, from ms, to ms], counted in code points."""

    text: str
    marks: tuple[tuple[int, int, int, int], ...]

    def to_document(self) -> dict[str, object]:
        """Write as the player reads it."""
        return {"text": self.text, "marks": [list(one) for one in self.marks]}


def may_hear(booking: Booking) -> bool:
    """Whether the test is read aloud to somebody; what an item forbids stays forbidden."""
    return get_programme(booking.programme).may_hear(booking.needs)


def is_read_to(attempt: Attempt) -> bool:
    """The same for who sits it; who watches signs has asked for them with the language."""
    return is_signed(attempt.language) or may_hear(attempt.booking)


def is_audio_first(booking: Booking) -> bool:
    """Whether somebody cannot read, so that every screen has to speak by itself."""
    return AUDIO_FIRST in booking.needs


def count_silent(session: Session, form_id: int, language: str) -> tuple[int, int]:
    """How many texts of a form and of its screens are not heard in a sitting, and of how many."""
    coverage = measure_coverage(session, form_id, language)
    is_high = session.get_one(Form, form_id).stakes is Stakes.HIGH
    heard = coverage.approved if is_high else coverage.made
    return coverage.segments - heard, coverage.segments


def list_marked_texts(session: Session, keys: Collection[str]) -> Mapping[str, MarkedText]:
    """Audio key → its text with marks; recordings of which nobody knows marks are not in it."""
    rows = session.execute(
        sa.select(AudioAsset.key, AudioAsset.text, AudioAsset.marks).where(
            AudioAsset.key.in_(sorted(keys)), AudioAsset.marks.is_not(None)
        )
    )
    return {
        row.key: MarkedText(text=row.text, marks=tuple(tuple(one) for one in row.marks))
        for row in rows
        if row.marks and len(row.marks) >= FEWEST_MARKS
    }
