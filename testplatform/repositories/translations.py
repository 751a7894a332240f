"""Items beside their languages: the matrix, its totals, and what still asks for work."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from itembank.lifecycle import ItemState
from itembank.sheets import SheetCounts
from itembank.translating import TextState
from itembank.translations import TranslationState
from testplatform.models.forms import FormItem
from testplatform.models.items import Item, ItemComment, ItemTranslation, ItemVersion

_COLUMNS = {
    TextState.MISSING: ItemTranslation.missing,
    TextState.OUTDATED: ItemTranslation.outdated,
    TextState.DRAFT: ItemTranslation.drafts,
    TextState.TRANSLATED: ItemTranslation.translated,
    TextState.REVIEWED: ItemTranslation.reviewed,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSearch:
    """Which items are looked at, in which languages; None filters nothing.

    Without a form it is the newest version of each item that is not retired; with one the versions
    that the form was made of. `state` keeps the items that have a text in it in one of `tags`.
    """

    tags: tuple[str, ...]
    programme: str | None = None
    part: str | None = None
    form_id: int | None = None
    state: TextState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The items before and after another that still ask for work, by version."""

    previous_id: int | None
    next_id: int | None


def count_versions(session: Session, search: MatrixSearch) -> int:
    found = _select_ids(search).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(found)) or 0


def list_versions(
    session: Session, search: MatrixSearch, *, limit: int | None = None, offset: int = 0
) -> list[ItemVersion]:
    """The versions that a search finds, by the code of their item."""
    rows = session.scalars(
        sa.select(ItemVersion)
        .join(ItemVersion.item)
        .where(ItemVersion.id.in_(_select_ids(search)))
        .order_by(Item.code, ItemVersion.id)
        .limit(limit)
        .offset(offset)
        .options(joinedload(ItemVersion.item))
    )
    return list(rows)


def list_counts(
    session: Session, version_ids: Collection[int], tags: Collection[str]
) -> dict[tuple[int, str], SheetCounts]:
    """(Version id, language) → texts per state; what nobody began is not in it (one query)."""
    rows = session.execute(
        sa.select(
            ItemTranslation.item_version_id,
            ItemTranslation.language,
            ItemTranslation.missing,
            ItemTranslation.drafts,
            ItemTranslation.translated,
            ItemTranslation.reviewed,
            ItemTranslation.outdated,
        ).where(
            ItemTranslation.item_version_id.in_(version_ids), ItemTranslation.language.in_(tags)
        )
    )
    return {
        (row.item_version_id, row.language): SheetCounts(
            missing=row.missing,
            drafts=row.drafts,
            translated=row.translated,
            reviewed=row.reviewed,
            outdated=row.outdated,
        )
        for row in rows
    }


def count_items_by_state(
    session: Session, search: MatrixSearch
) -> dict[tuple[str, TextState], int]:
    """(Language, state of the least finished text) → items, without those that nobody began."""
    state = sa.case(
        (ItemTranslation.missing > 0, TextState.MISSING.value),
        *((ItemTranslation.state == one, TextState(one.value).value) for one in TranslationState),
    )
    rows = session.execute(
        sa.select(ItemTranslation.language, state, sa.func.count())
        .where(
            ItemTranslation.item_version_id.in_(_select_ids(search)),
            ItemTranslation.language.in_(search.tags),
        )
        .group_by(ItemTranslation.language, state)
    )
    return {(language, TextState(found)): number for language, found, number in rows}


def find_neighbours(
    session: Session, search: MatrixSearch, version: ItemVersion, states: Sequence[TextState]
) -> Neighbours:
    """The nearest items with a text in one of the states, in the order of the matrix."""
    place = sa.tuple_(Item.code, ItemVersion.id)
    here = sa.tuple_(sa.literal(version.item.code), sa.literal(version.id))
    asked = (
        sa.select(ItemVersion.id)
        .join(ItemVersion.item)
        .where(
            ItemVersion.id.in_(_select_ids(search)),
            sa.or_(*(_has_text_in(state, search.tags) for state in states)),
        )
        .limit(1)
    )
    earlier = asked.where(place < here).order_by(Item.code.desc(), ItemVersion.id.desc())
    later = asked.where(place > here).order_by(Item.code, ItemVersion.id)
    return Neighbours(previous_id=session.scalar(earlier), next_id=session.scalar(later))


def list_sheets_in(
    session: Session, version_ids: Collection[int], language: str
) -> dict[int, ItemTranslation]:
    """Version id → its sheet in one language."""
    rows = session.scalars(
        sa.select(ItemTranslation).where(
            ItemTranslation.item_version_id.in_(version_ids), ItemTranslation.language == language
        )
    )
    return {row.item_version_id: row for row in rows}


def list_newest_versions(
    session: Session, codes: Collection[str], *, locked: bool = False
) -> list[ItemVersion]:
    """The newest versions of items that are not retired, by their numbers.

    Locked ones are held until the transaction ends; their order keeps two imports from waiting for
    each other.
    """
    asked = (
        sa.select(ItemVersion)
        .join(ItemVersion.item)
        .where(Item.code.in_(codes), ItemVersion.is_newest, ItemVersion.state != ItemState.RETIRED)
        .order_by(ItemVersion.id)
        .options(contains_eager(ItemVersion.item))
    )
    return list(session.scalars(asked.with_for_update(of=ItemVersion) if locked else asked))


def find_version(session: Session, version_id: int) -> ItemVersion | None:
    return session.scalars(
        sa.select(ItemVersion)
        .where(ItemVersion.id == version_id)
        .options(joinedload(ItemVersion.item))
    ).one_or_none()


def list_comments(session: Session, version_id: int, language: str) -> list[ItemComment]:
    """The remarks about a version in a language, oldest first."""
    rows = session.scalars(
        sa.select(ItemComment)
        .where(ItemComment.item_version_id == version_id, ItemComment.language == language)
        .order_by(ItemComment.written_at, ItemComment.id)
        .options(joinedload(ItemComment.author))
    )
    return list(rows)


def _select_ids(search: MatrixSearch) -> sa.Select[int]:
    found = sa.select(ItemVersion.id).join(ItemVersion.item)
    found = found.where(ItemVersion.state != ItemState.RETIRED)
    if search.form_id is None:
        found = found.where(ItemVersion.is_newest)
    else:
        places = sa.select(FormItem.item_version_id).where(FormItem.form_id == search.form_id)
        found = found.where(ItemVersion.id.in_(places))
    if search.programme is not None:
        found = found.where(Item.programme == search.programme)
    if search.part is not None:
        found = found.where(ItemVersion.part == search.part)
    if search.state is not None:
        found = found.where(_has_text_in(search.state, search.tags))
    return found


def _has_text_in(state: TextState, tags: Sequence[str]) -> sa.ColumnElement[bool]:
    """Whether an item has a text in the state in one of the languages.

    What nobody began has no row: something is missing when fewer sheets are whole than there are
    languages.
    """
    sheets = sa.select(sa.func.count(ItemTranslation.id)).where(
        ItemTranslation.item_version_id == ItemVersion.id, ItemTranslation.language.in_(tags)
    )
    if state is TextState.MISSING:
        whole = sheets.where(ItemTranslation.missing == 0).scalar_subquery()
        return whole < len(tags)
    return sheets.where(_COLUMNS[state] > 0).scalar_subquery() > 0
