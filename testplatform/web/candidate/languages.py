"""The sentences of the candidate's screens and the way each language is written."""

from flask_babel import gettext

from itembank.languages import Direction, get_language


def say(message: str) -> str:
    """A sentence in the language of this request (imported as `_`, so that it is extracted)."""
    return str(gettext(message))


def direction_of(tag: str) -> Direction:
    return get_language(tag).direction
