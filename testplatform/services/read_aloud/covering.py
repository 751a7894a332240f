"""Ask for what cannot be heard any more, or not yet, after an engine was turned on or off."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from testplatform.models.forms import Form
from testplatform.repositories.forms import PlannedSegment, get_form_plan, list_newest_forms
from testplatform.services.read_aloud.choosing import list_available
from testplatform.services.read_aloud.production import Requested
from testplatform.services.read_aloud.requesting import request_speech
from testplatform.services.read_aloud.screens import list_screen_segments
from testplatform.speech.synthesis import SpeechUnavailable


def request_uncovered(session: Session, *, now: datetime) -> Requested:
    """Ask the voices that speak now for every text of the newest forms that nobody says.

    What can be heard stays as it is, whoever says it; a language whose engine is not there is
    named and holds up no other.
    """
    number = 0
    unavailable = set()
    for form in list_newest_forms(session):
        for tag in get_form_plan(session, form.id).languages:
            try:
                number += _request_language(session, form, tag, now)
            except SpeechUnavailable:
                unavailable.add(tag)
    return Requested(number=number, unavailable=tuple(sorted(unavailable)))


def _request_language(session: Session, form: Form, language: str, now: datetime) -> int:
    planned = get_form_plan(session, form.id).segments_in(language)
    screens = list_screen_segments(language)
    heard = list_available(
        session, {one.text_hash for one in (*planned, *screens)}, language, form.stakes
    )

    def request(segments: Iterable[PlannedSegment], *, is_public: bool) -> int:
        texts = [one.text for one in segments if one.text_hash not in heard]
        if not texts:
            return 0
        return request_speech(
            session, texts, language, is_public=is_public, stakes=form.stakes, now=now
        )

    return request(planned, is_public=False) + request(screens, is_public=True)
