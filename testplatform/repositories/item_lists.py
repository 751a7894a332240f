"""The list of items: the newest version of each that a search finds, page by page.

However many rows a page has, it is made of the same few queries: first the numbers of its versions,
from indexes alone, then what is shown of those.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from itembank.items import ItemType, Level, Skill
from itembank.lifecycle import ItemState
from testplatform.models.forms import Form, FormItem
from testplatform.models.items import Item, ItemTranslation, ItemVersion, SavedView
from testplatform.models.staff import Staff


class Coverage(StrEnum):
    """Whether an item can be asked in a language."""

    COMPLETE = "complete"
    LACKING = "lacking"


class FormUse(StrEnum):
    """When a form last asked an item, in whichever version."""

    NEVER = "never"
    RECENTLY = "recently"
    LONG_AGO = "long_ago"


class ItemOrder(StrEnum):
    """What a list is sorted by."""

    UPDATED = "updated"
    CODE = "code"
    TYPE = "type"
    PART = "part"
    THEME = "theme"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSearch:
    """What is looked for; None filters nothing. `recent_since` is what "recently" means."""

    recent_since: datetime
    text: str | None = None
    programme: str | None = None
    part: str | None = None
    item_type: ItemType | None = None
    skill: Skill | None = None
    level: Level | None = None
    theme: str | None = None
    state: ItemState | None = None
    language: str | None = None
    coverage: Coverage | None = None
    form_use: FormUse | None = None
    order: ItemOrder = ItemOrder.UPDATED
    is_descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSummary:
    """One item as a list shows it."""

    version_id: int
    item_id: int
    code: str
    programme: str
    version: int
    edits: int
    prompt: str
    item_type: ItemType
    part: str
    theme: str
    skill: Skill | None
    level: Level | None
    state: ItemState
    author: str | None
    updated_at: datetime
    whole_languages: int
    last_form: str | None
    last_form_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _LastForm:
    title: str
    published_at: datetime


def count_items(session: Session, search: ItemSearch) -> int:
    found = _select_ids(search).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(found)) or 0


def list_items(
    session: Session, search: ItemSearch, *, limit: int | None = None, offset: int = 0
) -> list[ItemSummary]:
    """What a search finds, in its order."""
    ids = session.scalars(_ordered(_select_ids(search), search).limit(limit).offset(offset)).all()
    rows = {row.id: row for chunk in _chunks(ids) for row in _list_rows(session, chunk)}
    languages = _count_whole_languages(session, ids)
    forms = _find_last_forms(session, {row.item_id for row in rows.values()})
    return [_summary(rows[one], languages, forms) for one in ids]


def list_saved_views(session: Session, staff_id: int) -> list[SavedView]:
    """The searches that somebody keeps, by name."""
    return list(
        session.scalars(
            sa.select(SavedView)
            .where(SavedView.staff_id == staff_id)
            .order_by(SavedView.name, SavedView.id)
        )
    )


def _select_ids(search: ItemSearch) -> sa.Select[int]:
    found = sa.select(ItemVersion.id).where(ItemVersion.is_newest)
    if search.programme is not None or search.order is ItemOrder.CODE:
        found = found.join(Item, Item.id == ItemVersion.item_id)
    if search.programme is not None:
        found = found.where(Item.programme == search.programme)
    wanted: Mapping[InstrumentedAttribute[Any], object] = {
        ItemVersion.part: search.part,
        ItemVersion.item_type: search.item_type,
        ItemVersion.skill: search.skill,
        ItemVersion.level: search.level,
        ItemVersion.state: search.state,
    }
    for column, value in wanted.items():
        if value is not None:
            found = found.where(column == value)
    return _filter_further(found, search)


def _filter_further(found: sa.Select[int], search: ItemSearch) -> sa.Select[int]:
    if search.theme is not None:
        found = found.where(ItemVersion.theme.startswith(search.theme, autoescape=True))
    if search.text is not None:
        for word in search.text.lower().split():
            found = found.where(ItemVersion.search_text.contains(word, autoescape=True))
    if search.language is not None and search.coverage is not None:
        found = found.where(_has_coverage(search.language, search.coverage))
    if search.form_use is not None:
        found = found.where(_has_use(search.form_use, search.recent_since))
    return found


def _has_coverage(language: str, coverage: Coverage) -> sa.ColumnElement[bool]:
    whole = sa.select(ItemTranslation.item_version_id).where(
        ItemTranslation.language == language,
        ItemTranslation.missing == 0,
        ItemTranslation.outdated == 0,
    )
    match coverage:
        case Coverage.COMPLETE:
            return ItemVersion.id.in_(whole)
        case Coverage.LACKING:
            return ItemVersion.id.not_in(whole)
        case _:  # pragma: no cover
            assert_never(coverage)


def _has_use(use: FormUse, recent_since: datetime) -> sa.ColumnElement[bool]:
    asked = _select_asked_items()
    recently = asked.join(Form, Form.id == FormItem.form_id).where(
        Form.published_at >= recent_since
    )
    match use:
        case FormUse.NEVER:
            return ItemVersion.item_id.not_in(asked)
        case FormUse.RECENTLY:
            return ItemVersion.item_id.in_(recently)
        case FormUse.LONG_AGO:
            return sa.and_(ItemVersion.item_id.in_(asked), ItemVersion.item_id.not_in(recently))
        case _:  # pragma: no cover
            assert_never(use)


def _select_asked_items() -> sa.Select[int]:
    asked = aliased(ItemVersion)
    return sa.select(asked.item_id).join(FormItem, FormItem.item_version_id == asked.id)


def _ordered(found: sa.Select[int], search: ItemSearch) -> sa.Select[int]:
    columns: Mapping[ItemOrder, InstrumentedAttribute[Any]] = {
        ItemOrder.UPDATED: ItemVersion.updated_at,
        ItemOrder.CODE: Item.code,
        ItemOrder.TYPE: ItemVersion.item_type,
        ItemOrder.PART: ItemVersion.part,
        ItemOrder.THEME: ItemVersion.theme,
        ItemOrder.STATE: ItemVersion.state,
    }
    both = (columns[search.order], ItemVersion.id)
    return found.order_by(*(one.desc() if search.is_descending else one.asc() for one in both))


def _list_rows(session: Session, ids: Collection[int]) -> Sequence[sa.Row[Any]]:
    statement = (
        sa.select(
            ItemVersion.id,
            ItemVersion.item_id,
            Item.code,
            Item.programme,
            ItemVersion.version,
            ItemVersion.edits,
            ItemVersion.document["prompt"].as_string().label("prompt"),
            ItemVersion.item_type,
            ItemVersion.part,
            ItemVersion.theme,
            ItemVersion.skill,
            ItemVersion.level,
            ItemVersion.state,
            Staff.display_name.label("author"),
            ItemVersion.updated_at,
        )
        .join(Item, Item.id == ItemVersion.item_id)
        .outerjoin(Staff, Staff.id == ItemVersion.author_id)
        .where(ItemVersion.id.in_(ids))
    )
    return session.execute(statement).all()


def _count_whole_languages(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Version → the number of languages beside the source in which it can be asked."""
    counts: dict[int, int] = {}
    for chunk in _chunks(ids):
        rows = session.execute(
            sa.select(ItemTranslation.item_version_id, sa.func.count())
            .where(
                ItemTranslation.item_version_id.in_(chunk),
                ItemTranslation.missing == 0,
                ItemTranslation.outdated == 0,
            )
            .group_by(ItemTranslation.item_version_id)
        )
        counts.update((row[0], row[1]) for row in rows)
    return counts


def _find_last_forms(session: Session, item_ids: Collection[int]) -> dict[int, _LastForm]:
    """Item → the form that was published last of those that ask it."""
    last: dict[int, _LastForm] = {}
    for chunk in _chunks(item_ids):
        rows = session.execute(
            sa.select(ItemVersion.item_id, Form.title, Form.version, Form.published_at)
            .join(FormItem, FormItem.item_version_id == ItemVersion.id)
            .join(Form, Form.id == FormItem.form_id)
            .where(ItemVersion.item_id.in_(chunk))
            .order_by(Form.published_at, Form.id)
        )
        last |= {
            row.item_id: _LastForm(
                title=f"{row.title}, versie {row.version}", published_at=row.published_at
            )
            for row in rows
        }
    return last


def _summary(
    row: sa.Row[Any], languages: Mapping[int, int], forms: Mapping[int, _LastForm]
) -> ItemSummary:
    form = forms.get(row.item_id)
    return ItemSummary(
        version_id=row.id,
        item_id=row.item_id,
        code=row.code,
        programme=row.programme,
        version=row.version,
        edits=row.edits,
        prompt=row.prompt or "",
        item_type=row.item_type,
        part=row.part,
        theme=row.theme,
        skill=row.skill,
        level=row.level,
        state=row.state,
        author=row.author,
        updated_at=row.updated_at,
        whole_languages=languages.get(row.id, 0),
        last_form=None if form is None else form.title,
        last_form_at=None if form is None else form.published_at,
    )


def _chunks(ids: Collection[int], size: int = 5_000) -> list[list[int]]:
    """Numbers in lists that a statement of either database can name."""
    ordered = list(ids)
    return [ordered[start : start + size] for start in range(0, len(ordered), size)]
