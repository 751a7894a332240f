"""Which language the candidate's screens speak."""

from flask import Request, g
from flask_babel import gettext, refresh

from itembank.languages import Direction, get_language

DEFAULT_LANGUAGE = "nl"


def use_language(tag: str) -> None:
    """Let the rest of this request speak the language."""
    g.interface_language = tag
    refresh()


def current_interface_language(_request: Request) -> str:
    """The language chosen for this request; Dutch where nobody chose."""
    tag: str = g.get("interface_language", DEFAULT_LANGUAGE)
    return tag


def say(message: str) -> str:
    """A sentence in the language of this request (imported as `_`, so that it is extracted)."""
    return str(gettext(message))


def direction_of(tag: str) -> Direction:
    return get_language(tag).direction
