"""Which appeals an administrator looks for: from the address, but the dossier from the session.

A dossier is personal data: it never stands in an address, which others see in logs and histories.
"""

from typing import Any

from flask import request, session

from testplatform.models.appeals import AppealState
from testplatform.repositories.appeals import AppealSearch
from testplatform.web.appeals.wording import Timeliness
from testplatform.web.staff.building import read_member

LONGEST_TEXT = 64
KEPT_AS, BY, BY_DOSSIER = "appeals_dossier", "by", "dossier"


def read_appeal_search() -> AppealSearch:
    """The filters of the list; an empty or unknown one filters nothing."""
    timeliness = read_member(Timeliness, "timeliness")
    dossier = session.get(KEPT_AS, "") if request.args.get(BY) == BY_DOSSIER else ""
    return AppealSearch(
        state=read_member(AppealState, "state"),
        is_late=None if timeliness is None else timeliness is Timeliness.LATE,
        dossier=dossier or None,
    )


def keep_dossier(typed: str) -> dict[str, str]:
    """Keep what somebody typed for this session; gives the arguments that ask for it."""
    dossier = typed.replace("\0", "").strip()[:LONGEST_TEXT]
    session[KEPT_AS] = dossier
    return {BY: BY_DOSSIER} if dossier else {}


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
        BY: None if search.dossier is None else BY_DOSSIER,
    }
    return {name: value for name, value in arguments.items() if value is not None}
