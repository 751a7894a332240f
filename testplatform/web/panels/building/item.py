"""One item of a panel for its administrator: who said what, and what was discussed."""

from fractions import Fraction

from flask import url_for
from sqlalchemy.orm import Session

from testplatform.models.panels import Panel, PanelItem, PanelState
from testplatform.repositories.panels import list_notes, list_ratings
from testplatform.services.corrections import item_that_counts
from testplatform.services.panels.results import measure_rounds
from testplatform.services.panels.setting_up import list_panel_items
from testplatform.web.authoring.building.previews import describe_key
from testplatform.web.panels.building.rounds import describe_difficulty
from testplatform.web.panels.drawing import draw_strip
from testplatform.web.panels.forms import NoteForm
from testplatform.web.panels.pages import Note, PanelItemPage, PersonRow
from testplatform.web.panels.wording import say_level
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.pages import Link


def build_item_page(
    session: Session, panel: Panel, item: PanelItem, form: NoteForm
) -> PanelItemPage:
    planned = next(one for at, one in list_panel_items(session, panel) if at is item)
    ratings = list_ratings(session, panel.id)
    rounds = tuple(range(1, panel.round + 1))
    measured = measure_rounds(session, panel)
    counted = item_that_counts(session, planned, panel.form.code)
    spread = measured[-1].spreads.get(item.id) if measured else None
    return PanelItemPage(
        title=f"Vraag {item.position} van {len(panel.items)}: {planned.item.code}",
        preview_url=url_for("panels.preview", panel_id=panel.id, position=item.position),
        key=describe_key(counted, None),
        difficulty=describe_difficulty(item),
        rounds=rounds,
        people=tuple(
            PersonRow(
                name=one.staff.display_name,
                percents=tuple(
                    _say(panel, ratings.get(number, {}).get(one.id, {}).get(item.id))
                    for number in rounds
                ),
            )
            for one in panel.panellists
        ),
        strip=None if spread is None else draw_strip(spread, panel.scale),
        notes=tuple(
            Note(round=one.round, body=one.body, by=one.written_by.display_name)
            for one in list_notes(session, panel.id).get(item.id, ())
        ),
        note_form=form,
        note_url=url_for("panels.note", panel_id=panel.id, position=item.position)
        if panel.state is PanelState.DISCUSSING
        else None,
        panel=Link(label=f"Panel {panel.code}", url=url_for("panels.panel", panel_id=panel.id)),
        previous_url=_address(panel, item.position - 1),
        next_url=_address(panel, item.position + 1),
    )


def _say(panel: Panel, said: int | None) -> str:
    return NOTHING if said is None else say_level(panel.scale, Fraction(said))


def _address(panel: Panel, position: int) -> str | None:
    if not 1 <= position <= len(panel.items):
        return None
    return url_for("panels.item", panel_id=panel.id, position=position)
