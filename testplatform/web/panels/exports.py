"""Every judgement of a panel as a file for a spreadsheet; panellists have numbers, not names."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from testplatform.models.panels import Panel
from testplatform.repositories.panels import list_opinions, list_ratings
from testplatform.services.panels.setting_up import list_panel_items
from testplatform.web.panels.wording import say_number, say_opinion
from testplatform.web.staff.spreadsheets import write_rows

HEADINGS = (
    "panel",
    "ronde",
    "panellid",
    "vraag",
    "item",
    "oordeel in procent",
    "juist bij kandidaten in procent",
    "afnames",
    "oordeel over het geheel",
)


def export_panel(session: Session, panel: Panel) -> bytes:
    """A row for each judgement: rounds, panellists and items in order."""
    return write_rows(HEADINGS, _list_rows(session, panel))


def _list_rows(session: Session, panel: Panel) -> Iterator[tuple[str, ...]]:
    ratings = list_ratings(session, panel.id)
    opinions = list_opinions(session, panel.id)
    items = list_panel_items(session, panel)
    for number in range(1, panel.round + 1):
        for seat, panellist in enumerate(panel.panellists, start=1):
            rated = ratings.get(number, {}).get(panellist.id, {})
            for one, planned in items:
                if one.id in rated:
                    share = "" if one.share is None else say_number(100 * one.share, 1)
                    place = (panel.code, str(number), str(seat), str(one.position))
                    said = (planned.item.code, str(rated[one.id]), share, str(one.attempts))
                    yield (*place, *said, "")
            if panellist.id in opinions.get(number, {}):
                whole = say_opinion(opinions[number][panellist.id])
                yield (panel.code, str(number), str(seat), "", "", "", "", "", whole)
