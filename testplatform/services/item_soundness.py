"""What the bank asks of an item beside what its type asks: its programme, its media."""

from collections.abc import Mapping

from itembank.items import PRACTICE_PART, ItemDraft
from itembank.media import MediaKind
from itembank.programmes import get_programme
from scoring.documents import Problem


def list_media_problems(draft: ItemDraft, media: Mapping[str, MediaKind]) -> tuple[Problem, ...]:
    """The media files that an item names and the library does not have, or not as that kind."""
    return tuple(
        Problem(field=use.field, message="is not in the media library")
        for use in draft.list_media()
        if use.problem is None and media.get(use.name) is not use.kind
    )


def list_part_problems(draft: ItemDraft, programme: str) -> tuple[Problem, ...]:
    """What is wrong with the part of an item: it must be one of its programme, or practice."""
    parts = {PRACTICE_PART, *(part.code for part in get_programme(programme).parts)}
    return () if draft.part in parts else (Problem(field="part", message="is not a part"),)
