"""Which appeals an administrator looks for, read from the address."""

from typing import Any

from flask import request

from testplatform.models.appeals import AppealState
from testplatform.repositories.appeals import AppealSearch
from testplatform.web.appeals.wording import Timeliness
from testplatform.web.staff.building import read_member

LONGEST_TEXT = 64


def read_appeal_search() -> AppealSearch:
    """The filters of the list; an empty or unknown one filters nothing."""
    timeliness = read_member(Timeliness, "timeliness")
    dossier = request.args.get("dossier", "").replace("\0", "").strip()[:LONGEST_TEXT]
    return AppealSearch(
        state=read_member(AppealState, "state"),
        is_late=None if timeliness is None else timeliness is Timeliness.LATE,
        dossier=dossier or None,
    )


def find_timeliness(search: AppealSearch) -> Timeliness | None:
    if search.is_late is None:
        return None
    return Timeliness.LATE if search.is_late else Timeliness.IN_TIME


def search_to_arguments(search: AppealSearch) -> dict[str, Any]:
    """The search as the arguments of an address; what was not asked is left out."""
    timeliness = find_timeliness(search)
    arguments = {
        "state": None if search.state is None else search.state.value,
        "timeliness": None if timeliness is None else timeliness.value,
        "dossier": search.dossier,
    }
    return {name: value for name, value in arguments.items() if value is not None}
