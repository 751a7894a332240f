"""The language of the candidate's screens, and the way each is written."""

from sqlalchemy.orm import Session

from itembank.languages import Direction, get_language
from testplatform.models.attempts import Attempt
from testplatform.repositories.forms import get_form_plan


def screen_language(session: Session, attempt: Attempt) -> str:
    """The language in which the candidate reads: of who watches signs, that of the source."""
    return get_form_plan(session, attempt.form_id).text_language(attempt.language)


def direction_of(tag: str) -> Direction:
    return get_language(tag).direction
