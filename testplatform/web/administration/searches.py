"""What an administrator looks for, read from the address."""

from typing import Any

from flask import request

from testplatform.models.attempts import AttemptState
from testplatform.repositories.attempts import AttemptSearch
from testplatform.web.staff.building import read_member

LONGEST_TEXT = 80


def read_attempt_search() -> AttemptSearch:
    """The filters of the list of attempts; an empty or unknown one filters nothing."""
    return AttemptSearch(
        text=_text("q"),
        state=read_member(AttemptState, "state"),
        programme=_text("programme"),
        language=_text("language"),
    )


def search_to_arguments(search: AttemptSearch) -> dict[str, Any]:
    """The search as the arguments of an address; what was not asked is left out."""
    arguments = {
        "q": search.text,
        "state": None if search.state is None else search.state.value,
        "programme": search.programme,
        "language": search.language,
    }
    return {name: value for name, value in arguments.items() if value is not None}


def _text(name: str) -> str | None:
    """What was typed, or None. PostgreSQL takes no NUL in a text, and nobody types one."""
    typed = request.args.get(name, "").replace("\0", "")
    return typed.strip()[:LONGEST_TEXT] or None
