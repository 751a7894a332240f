"""What a text said before it was changed: audio of those words makes the new text stale."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.readaloud import SegmentCoverage, SegmentState
from testplatform.models.audio import AudioAsset
from testplatform.models.forms import FormItem
from testplatform.models.items import ItemVersion
from testplatform.repositories.forms import PlannedSegment, get_form_plan

EARLIER_FORMS = 5
"""How many earlier forms with the same items are looked at, the newest first."""

SegmentName = tuple[str, str]  # the ref of an item in its form, the id of a segment in it


def mark_changed_texts(
    session: Session,
    form_id: int,
    language: str,
    planned: Sequence[PlannedSegment],
    found: Sequence[SegmentCoverage],
) -> list[SegmentCoverage]:
    """Call what is missing stale where an earlier version of the same segment could be heard.

    Only items with something missing are looked up, so that a form that is complete costs nothing.
    """
    missing = [
        one
        for one, covered in zip(planned, found, strict=True)
        if covered.state is SegmentState.MISSING
    ]
    earlier = _list_earlier_hashes(session, form_id, language, {one.ref for one in missing})
    if not earlier:
        return list(found)
    heard = _find_heard(session, language, frozenset().union(*earlier.values()))
    changed = {
        (one.ref, one.segment_id)
        for one in missing
        if earlier.get((one.ref, one.segment_id), frozenset()) & heard
    }
    return [
        replace(covered, state=SegmentState.STALE)
        if (one.ref, one.segment_id) in changed
        else covered
        for one, covered in zip(planned, found, strict=True)
    ]


def _list_earlier_hashes(
    session: Session, form_id: int, language: str, refs: Collection[str]
) -> Mapping[SegmentName, frozenset[str]]:
    """Segment of this form → the hashes of what it said in earlier forms that have the language."""
    if not refs:
        return {}
    refs_of_items = _list_items(session, form_id, refs)
    places = _list_earlier_places(session, form_id, refs_of_items.keys())
    hashes: dict[SegmentName, frozenset[str]] = {}
    for earlier_id in sorted({one for one, _ref in places}, reverse=True)[:EARLIER_FORMS]:
        for segment in get_form_plan(session, earlier_id).segments_in(language):
            item_id = places.get((earlier_id, segment.ref))
            if item_id is not None:
                name = (refs_of_items[item_id], segment.segment_id)
                hashes[name] = hashes.get(name, frozenset()) | {segment.text_hash}
    return hashes


def _list_items(session: Session, form_id: int, refs: Collection[str]) -> Mapping[int, str]:
    rows = session.execute(
        sa.select(FormItem.ref, ItemVersion.item_id)
        .join(FormItem.item_version)
        .where(FormItem.form_id == form_id, FormItem.ref.in_(sorted(refs)))
    )
    return {row.item_id: row.ref for row in rows}


def _list_earlier_places(
    session: Session, form_id: int, item_ids: Collection[int]
) -> Mapping[tuple[int, str], int]:
    """Earlier form and ref → the item that stands there."""
    rows = session.execute(
        sa.select(FormItem.form_id, FormItem.ref, ItemVersion.item_id)
        .join(FormItem.item_version)
        .where(FormItem.form_id < form_id, ItemVersion.item_id.in_(list(item_ids)))
    )
    return {(row.form_id, row.ref): row.item_id for row in rows}


def _find_heard(session: Session, language: str, hashes: Collection[str]) -> frozenset[str]:
    return frozenset(
        session.scalars(
            sa.select(AudioAsset.text_hash)
            .where(
                AudioAsset.language == language,
                AudioAsset.text_hash.in_(sorted(hashes)),
                AudioAsset.sha256.is_not(None),
            )
            .distinct()
        )
    )
