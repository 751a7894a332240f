"""What a translator looks for, read from the address."""

from typing import Any

from flask import request

from itembank.languages import Language, LanguageTag, UnknownLanguage, get_language, list_languages
from itembank.translating import TextState
from itembank.translations import SOURCE_LANGUAGE
from testplatform.repositories.translations import MatrixSearch
from testplatform.web.staff.building import read_member

ALL_LANGUAGES = "all"
LONGEST_CODE = 64


def list_target_languages() -> tuple[Language, ...]:
    """The languages that texts are translated into, most participants first."""
    return tuple(one for one in list_languages() if one.tag != SOURCE_LANGUAGE and one.has_text)


def find_target_language(tag: str) -> Language | None:
    try:
        language = get_language(tag)
    except UnknownLanguage:
        return None
    return language if language in list_target_languages() else None


def read_matrix_search() -> MatrixSearch:
    """The filters of the matrix; an empty or unknown one filters nothing."""
    return MatrixSearch(
        tags=_read_tags(),
        programme=_code("programme"),
        part=_code("part"),
        form_id=request.args.get("form", type=int),
        state=read_member(TextState, "state"),
    )


def narrow_to(language: LanguageTag) -> MatrixSearch:
    """The same items in one language, whatever the state of their texts."""
    asked = read_matrix_search()
    return MatrixSearch(
        tags=(language,), programme=asked.programme, part=asked.part, form_id=asked.form_id
    )


def items_to_arguments(search: MatrixSearch) -> dict[str, Any]:
    """Which items, as the arguments of an address; what was not asked is left out."""
    arguments = {"programme": search.programme, "part": search.part, "form": search.form_id}
    return {name: value for name, value in arguments.items() if value is not None}


def search_to_arguments(search: MatrixSearch) -> dict[str, Any]:
    """The whole search as the arguments of an address."""
    arguments = items_to_arguments(search)
    if search.state is not None:
        arguments["state"] = search.state.value
    asked = request.args.get("language", "")
    if asked == ALL_LANGUAGES or find_target_language(asked):
        arguments["language"] = asked
    return arguments


def _read_tags() -> tuple[str, ...]:
    """One language, all of them, or else those in which the MO test is offered."""
    asked = request.args.get("language", "")
    if find_target_language(asked):
        return (asked,)
    return tuple(
        language.tag
        for language in list_target_languages()
        if asked == ALL_LANGUAGES or language.mo_test_offered
    )


def _code(name: str) -> str | None:
    """What was chosen, or None. PostgreSQL takes no NUL in a text, and no code has one."""
    return request.args.get(name, "").replace("\0", "").strip()[:LONGEST_CODE] or None
