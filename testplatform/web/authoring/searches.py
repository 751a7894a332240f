"""What somebody looks for in the list of items, read from the address."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import request

from itembank.items import ItemType, Level, Skill
from itembank.lifecycle import ItemState
from testplatform.repositories.item_lists import Coverage, FormUse, ItemOrder, ItemSearch
from testplatform.web.staff.building import read_member

LONGEST_TEXT = 80
LONGEST_QUERY = 1_000
RECENTLY = timedelta(days=365)
NAMES = (
    "q",
    "programme",
    "part",
    "type",
    "skill",
    "level",
    "theme",
    "state",
    "language",
    "coverage",
    "form",
    "sort",
)
DESCENDING = "-"


def read_item_search(now: datetime) -> ItemSearch:
    """The filters of the list; an empty or unknown one filters nothing."""
    sort = request.args.get("sort", "")
    order = next((one for one in ItemOrder if one.value == sort.removeprefix(DESCENDING)), None)
    return ItemSearch(
        recent_since=now - RECENTLY,
        text=_text("q"),
        programme=_text("programme"),
        part=_text("part"),
        item_type=read_member(ItemType, "type"),
        skill=read_member(Skill, "skill"),
        level=read_member(Level, "level"),
        theme=_text("theme"),
        state=read_member(ItemState, "state"),
        language=_text("language"),
        coverage=read_member(Coverage, "coverage"),
        form_use=read_member(FormUse, "form"),
        order=order or ItemOrder.UPDATED,
        is_descending=order is None or sort.startswith(DESCENDING),
    )


def search_to_arguments(search: ItemSearch) -> dict[str, Any]:
    """The search as the arguments of an address; what was not asked is left out."""
    is_usual = search.order is ItemOrder.UPDATED and search.is_descending
    arguments = {
        "q": search.text,
        "programme": search.programme,
        "part": search.part,
        "type": search.item_type,
        "skill": search.skill,
        "level": search.level,
        "theme": search.theme,
        "state": search.state,
        "language": search.language,
        "coverage": search.coverage,
        "form": search.form_use,
        "sort": None if is_usual else write_sort(search.order, search.is_descending),
    }
    return {name: str(value) for name, value in arguments.items() if value is not None}


def write_sort(order: ItemOrder, is_descending: bool) -> str:
    return f"{DESCENDING if is_descending else ''}{order.value}"


def clean_query(query: str) -> str:
    """A query string of the list with nothing in it but our own names."""
    return urlencode(_own(parse_qsl(query[:LONGEST_QUERY])))


def _own(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in pairs if name in NAMES and "\0" not in value]


def _text(name: str) -> str | None:
    """What was typed, or None. PostgreSQL takes no NUL in a text, and nobody types one."""
    typed = request.args.get(name, "").replace("\0", "")
    return typed.strip()[:LONGEST_TEXT] or None
