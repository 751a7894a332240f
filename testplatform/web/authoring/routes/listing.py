"""The list of items: searching, keeping a search, exporting, and a step with many at once."""

from collections.abc import Iterator

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from itembank.lifecycle import ItemEvent
from testplatform.clock import now_utc, today_in_brussels
from testplatform.db import db, unit_of_work
from testplatform.repositories.item_lists import list_items
from testplatform.services.item_steps import PlannedStep, SeenVersion, plan_steps, take_steps
from testplatform.services.saved_views import keep_view, remove_view
from testplatform.web.access import Access, access
from testplatform.web.authoring.blueprint import blueprint
from testplatform.web.authoring.building.items import (
    build_items_page,
    build_plan_page,
    list_url,
)
from testplatform.web.authoring.exports import export_items
from testplatform.web.authoring.people import current_colleague
from testplatform.web.authoring.searches import clean_query, read_item_search
from testplatform.web.authoring.wording import STEPS_DONE
from testplatform.web.staff.building import read_page_number
from testplatform.web.staff.spreadsheets import answer_with_file

MOST_AT_ONCE = 200
LARGEST_NUMBER = 2**31 - 1


@blueprint.get("/")
@access(Access.ITEM_BANK)
def items() -> ResponseReturnValue:
    """Look for items."""
    page = build_items_page(
        db.session, read_item_search(now_utc()), current_colleague(), number=read_page_number()
    )
    return render_template("authoring/items.html", page=page)


@blueprint.get("/export.csv")
@access(Access.ITEM_BANK)
def export() -> ResponseReturnValue:
    """Everything that the same search finds, as a file without keys."""
    data = export_items(list_items(db.session, read_item_search(now_utc())))
    return answer_with_file(data, f"items-{today_in_brussels().isoformat()}.csv")


@blueprint.post("/steps/plan")
@access(Access.ITEM_BANK)
def plan() -> ResponseReturnValue:
    """Show what a step with many items would do, and what not and why; nothing is done yet."""
    event, query = _read_event(), clean_query(request.form.get("query", ""))
    chosen = _read_seen()
    if event is None or not chosen:
        flash("Duid eerst een of meer items aan.", "warning")
        return redirect(list_url(query), code=303)
    planned = plan_steps(
        db.session, chosen, event, colleague=current_colleague(), comment="nog te schrijven"
    )
    return render_template("authoring/step_plan.html", page=build_plan_page(planned, event, query))


@blueprint.post("/steps")
@access(Access.ITEM_BANK)
def take_many() -> ResponseReturnValue:
    """Take a step with many items at once; what cannot take it stays as it is."""
    event, query = _read_event(), clean_query(request.form.get("query", ""))
    chosen = _read_seen()
    if event is not None and chosen:
        with unit_of_work() as session:
            planned = take_steps(
                session,
                chosen,
                event,
                colleague=current_colleague(),
                comment=request.form.get("comment", ""),
                now=now_utc(),
            )
        _tell(planned, event)
    return redirect(list_url(query), code=303)


@blueprint.post("/views")
@access(Access.ITEM_BANK)
def save_view() -> ResponseReturnValue:
    """Keep a search under a name."""
    query = clean_query(request.form.get("query", ""))
    name = request.form.get("name", "").replace("\0", "").strip()
    if not name:
        flash("Geef de weergave een naam.", "error")
        return redirect(list_url(query), code=303)
    with unit_of_work() as session:
        is_kept = keep_view(session, current_colleague().staff_id, name=name, query=query)
    if is_kept:
        flash("De weergave is bewaard.", "success")
    else:
        flash("U bewaarde al 20 weergaven. Verwijder er eerst een.", "error")
    return redirect(list_url(query), code=303)


@blueprint.post("/views/<int:view_id>/remove")
@access(Access.ITEM_BANK)
def remove_saved_view(view_id: int) -> ResponseReturnValue:
    """Forget a search; a second click changes nothing."""
    with unit_of_work() as session:
        if remove_view(session, current_colleague().staff_id, min(view_id, LARGEST_NUMBER)):
            flash("De weergave is verwijderd.", "success")
    return redirect(list_url(clean_query(request.form.get("query", ""))), code=303)


def _read_event() -> ItemEvent | None:
    asked = request.form.get("event", "")
    return next((event for event in ItemEvent if event.value == asked), None)


def _read_seen() -> list[SeenVersion]:
    """The versions that somebody ticked, as they saw them; anything unreadable is left out."""
    return list(_parse_seen(request.form.getlist("seen")[:MOST_AT_ONCE]))


def _parse_seen(values: list[str]) -> Iterator[SeenVersion]:
    for value in values:
        version_id, _, edits = value.partition(":")
        if _is_number(version_id) and _is_number(edits):
            yield SeenVersion(version_id=int(version_id), edits=int(edits))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _tell(planned: list[PlannedStep], event: ItemEvent) -> None:
    taken = sum(step.refusal is None for step in planned)
    if taken:
        flash(f"{_count(taken)} {STEPS_DONE[event]}.", "success")
    if taken < len(planned):
        flash(f"{_count(len(planned) - taken)} niet gewijzigd: dat kon niet meer.", "warning")


def _count(number: int) -> str:
    return "1 item is" if number == 1 else f"{number} items zijn"
