"""Every judgement of a panel as a file for a spreadsheet; panellists have numbers, not names."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from testplatform.models.panels import Panel, PanelItem, PanelOpinion
from testplatform.repositories.forms import PlannedItem
from testplatform.repositories.panel_attempts import NOTHING_SEEN, Seen, list_seen
from testplatform.repositories.panels import list_opinions, list_ratings
from testplatform.services.panels.setting_up import list_panel_items
from testplatform.web.panels.wording import VERDICTS_SAID, say_number, say_opinion
from testplatform.web.staff.spreadsheets import write_rows

HEADINGS = (
    "panel",
    "ronde",
    "panellid",
    "vraag",
    "item",
    "oordeel in procent, of in tienden van een punt",
    "juist bij kandidaten in procent",
    "afnames",
    "oordeel over het geheel",
    "afname",
    "punten van de afname",
    "oordeel over de afname",
)
NO_ITEM, NO_ATTEMPT = ("", "", "", "", ""), ("", "", "")


def export_panel(session: Session, panel: Panel) -> bytes:
    """A row for each judgement: rounds, panellists and items in order."""
    return write_rows(HEADINGS, _list_rows(session, panel))


def _list_rows(session: Session, panel: Panel) -> Iterator[tuple[str, ...]]:
    ratings = list_ratings(session, panel.id)
    opinions = list_opinions(session, panel.id)
    seen = list_seen(session, panel.id)
    items = list_panel_items(session, panel)
    for number in range(1, panel.round + 1):
        for seat, panellist in enumerate(panel.panellists, start=1):
            place = (panel.code, str(number), str(seat))
            who = panellist.id
            rated = ratings.get(number, {}).get(who, {})
            said = [
                *_list_ratings(items, rated),
                *_list_opinions(opinions.get(number, {}).get(who)),
                *_list_verdicts(panel, seen.get(number, {}).get(who, NOTHING_SEEN)),
            ]
            yield from ((*place, *one) for one in said)


def _list_ratings(
    items: Sequence[tuple[PanelItem, PlannedItem]], rated: Mapping[int, int]
) -> Iterator[tuple[str, ...]]:
    for one, planned in items:
        if one.id in rated:
            share = "" if one.share is None else say_number(100 * one.share, 1)
            said = (str(rated[one.id]), share, str(one.attempts))
            yield (str(one.position), planned.item.code, *said, "", *NO_ATTEMPT)


def _list_opinions(opinion: PanelOpinion | None) -> Iterator[tuple[str, ...]]:
    if opinion is not None:
        yield (*NO_ITEM, say_opinion(opinion), *NO_ATTEMPT)


def _list_verdicts(panel: Panel, seen: Seen) -> Iterator[tuple[str, ...]]:
    given = seen.given
    for one in panel.attempts:
        if one.id in given:
            said = VERDICTS_SAID[given[one.id]]
            yield (*NO_ITEM, "", str(one.position), str(one.points), said)
