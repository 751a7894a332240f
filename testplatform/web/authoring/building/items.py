"""The list of items, and the plan of a step with many of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import list_languages
from itembank.lifecycle import ItemEvent
from itembank.programmes import get_programme, list_programmes
from testplatform.repositories.item_lists import (
    ItemOrder,
    ItemSearch,
    ItemSummary,
    count_items,
    list_items,
    list_saved_views,
)
from testplatform.services.item_rights import Colleague, needs_comment
from testplatform.services.item_steps import PlannedStep
from testplatform.web.authoring.pages.items import (
    Heading,
    ItemFilter,
    ItemRow,
    ItemsPage,
    PlanRow,
    SavedViewLink,
    StepPlanPage,
)
from testplatform.web.authoring.searches import search_to_arguments, write_sort
from testplatform.web.authoring.wording import (
    COVERAGES,
    FORM_USES,
    ITEM_STATES,
    LEVELS,
    ORDERS,
    STEP_REFUSALS,
    STEPS,
)
from testplatform.web.staff.building import ROWS_PER_PAGE, build_options, build_paging
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.pages import Link, Option
from testplatform.web.staff.wording import ITEM_TYPES, SKILLS, describe_part

LONGEST_PROMPT = 120
BULK_EVENTS = (ItemEvent.SUBMIT, ItemEvent.APPROVE, ItemEvent.RETIRE)
MORE_NAMES = frozenset({"part", "skill", "level", "theme", "language", "coverage", "form"})
SIGNS: Mapping[str, str] = {"ascending": "▲", "descending": "▼", "none": ""}


def build_items_page(
    session: Session, search: ItemSearch, colleague: Colleague, *, number: int
) -> ItemsPage:
    arguments = search_to_arguments(search)
    paging = build_paging(
        count_items(session, search),
        number,
        lambda page: url_for("authoring.items", page=page, **arguments),
    )
    rows = list_items(session, search, limit=ROWS_PER_PAGE, offset=paging.offset)
    asked = {name: value for name, value in arguments.items() if name != "sort"}
    return ItemsPage(
        text=search.text or "",
        theme=search.theme or "",
        filters=_list_filters(search),
        more_filters=_list_more_filters(search),
        is_more_open=not MORE_NAMES.isdisjoint(asked),
        sort=arguments.get("sort", ""),
        headings=tuple(_heading(order, label, search) for order, label in ORDERS.items()),
        rows=tuple(_row(summary) for summary in rows),
        paging=paging,
        steps=tuple(
            Option(value=event.value, label=STEPS[event])
            for event in BULK_EVENTS
            if colleague.may_take(event)
        ),
        views=_list_views(session, colleague, arguments),
        query=urlencode(arguments),
        export_url=url_for("authoring.export", **arguments),
        all_url=url_for("authoring.items"),
        new_url=url_for("authoring.new") if colleague.may_write else None,
        import_url=url_for("importing.choose_file") if colleague.may_write else None,
        media_url=url_for("authoring.media_library"),
        is_filtered=bool(asked),
    )


def build_plan_page(planned: Sequence[PlannedStep], event: ItemEvent, query: str) -> StepPlanPage:
    """What a step would do; the items that cannot take it stand apart, each with the reason."""
    rows = [(step.refusal, _plan_row(step)) for step in planned]
    return StepPlanPage(
        step=STEPS[event],
        event=event.value,
        taken=tuple(row for refusal, row in rows if refusal is None),
        refused=tuple(row for refusal, row in rows if refusal is not None),
        query=query,
        back=Link(label="Terug naar de lijst", url=list_url(query)),
        is_comment_needed=needs_comment(event),
    )


def list_url(query: str) -> str:
    """The address of the list with a search of before."""
    address = url_for("authoring.items")
    return f"{address}?{query}" if query else address


def _list_filters(search: ItemSearch) -> tuple[ItemFilter, ...]:
    return (
        _filter(
            "programme",
            "Testprogramma",
            {one.code: one.title for one in list_programmes()},
            search.programme,
        ),
        _filter("type", "Type", ITEM_TYPES, search.item_type),
        _filter(
            "state",
            "Toestand",
            {state: badge.word for state, badge in ITEM_STATES.items()},
            search.state,
        ),
    )


def _list_more_filters(search: ItemSearch) -> tuple[ItemFilter, ...]:
    languages = {one.tag: one.dutch_name for one in list_languages()}
    return (
        _filter("part", "Deel", _list_parts(search.programme), search.part),
        _filter("skill", "Vaardigheid", SKILLS, search.skill),
        _filter("level", "Niveau", LEVELS, search.level),
        _filter("language", "Taal", languages, search.language),
        _filter("coverage", "In die taal", COVERAGES, search.coverage),
        _filter("form", "Laatst in een testversie", FORM_USES, search.form_use),
    )


def _list_parts(programme: str | None) -> dict[str, str]:
    """The parts of one programme, or of all."""
    programmes = [one for one in list_programmes() if programme is None or one.code == programme]
    parts = {str(part.code): part.title for one in programmes for part in one.parts}
    return {**parts, "oefening": "oefenvragen"}


def _filter(name: str, label: str, labels: Mapping[Any, str], chosen: str | None) -> ItemFilter:
    options = build_options({str(value): word for value, word in labels.items()}, chosen)
    return ItemFilter(name=name, label=label, options=options)


def _heading(order: ItemOrder, label: str, search: ItemSearch) -> Heading:
    is_current = order is search.order
    is_descending = not search.is_descending if is_current else order is ItemOrder.UPDATED
    there = search_to_arguments(replace(search, order=order, is_descending=is_descending))
    there.setdefault("sort", write_sort(order, is_descending))
    now = "descending" if search.is_descending else "ascending"
    sorted_as = now if is_current else "none"
    return Heading(
        label=label,
        url=url_for("authoring.items", **there),
        sorted_as=sorted_as,
        sign=SIGNS[sorted_as],
    )


def _list_views(
    session: Session, colleague: Colleague, arguments: Mapping[str, str]
) -> tuple[SavedViewLink, ...]:
    query = urlencode(arguments)
    return tuple(
        SavedViewLink(
            name=view.name,
            url=list_url(view.query),
            remove_url=url_for("authoring.remove_saved_view", view_id=view.id),
            is_current=view.query == query,
        )
        for view in list_saved_views(session, colleague.staff_id)
    )


def _row(summary: ItemSummary) -> ItemRow:
    return ItemRow(
        url=url_for("authoring.version", version_id=summary.version_id),
        code=summary.code,
        version=summary.version,
        prompt=shorten(summary.prompt),
        item_type=ITEM_TYPES.get(summary.item_type, summary.item_type.value),
        part=describe_part(get_programme(summary.programme).code, summary.part),
        theme=summary.theme,
        skill="" if summary.skill is None else SKILLS[summary.skill],
        level=summary.level or "",
        state=ITEM_STATES[summary.state],
        author=summary.author or "uit een bestand",
        updated_at=summary.updated_at,
        languages=summary.whole_languages,
        last_form=summary.last_form or NOTHING,
        seen=f"{summary.version_id}:{summary.edits}",
    )


def _plan_row(step: PlannedStep) -> PlanRow:
    version = step.version
    return PlanRow(
        code=version.item.code,
        version=version.version,
        prompt=shorten(str(version.document.get("prompt", ""))),
        reason="" if step.refusal is None else STEP_REFUSALS[step.refusal],
        seen=f"{version.id}:{version.edits}",
    )


def shorten(text: str) -> str:
    """The beginning of a text, long enough to recognise it."""
    return text if len(text) <= LONGEST_PROMPT else f"{text[:LONGEST_PROMPT].rstrip()}…"
