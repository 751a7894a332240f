"""Figural items for the bank: generated, proved, and added as drafts for somebody to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from sqlalchemy.orm import Session

from itembank.bodies import Body
from itembank.generators.difficulty import Difficulty
from itembank.generators.matrices import generate_matrix
from itembank.generators.series import generate_series
from itembank.item_types.figure_matrix import FigureMatrixBody
from itembank.item_types.figure_series import FigureSeriesBody
from itembank.items import Item, ItemCode, ItemType, ReadAloud, Skill
from itembank.lifecycle import ItemState
from scoring.codes import PartCode
from testplatform.repositories.items import find_item
from testplatform.services.item_versions import add_item, add_version

PROMPT = "Welke figuur hoort op de plaats van het vraagteken?"


class FigureKind(StrEnum):
    """What can be generated."""

    SERIES = "series"
    MATRIX = "matrix"

    @property
    def part(self) -> PartCode:
        """The part of COVAAR that asks it."""
        return PartCode({FigureKind.SERIES: "reeksen", FigureKind.MATRIX: "matrices"}[self])

    @property
    def item_type(self) -> ItemType:
        """The type of its items."""
        return {
            FigureKind.SERIES: ItemType.FIGURE_SERIES,
            FigureKind.MATRIX: ItemType.FIGURE_MATRIX,
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFigures:
    """The codes of items that were added, and of those that were there already."""

    added: tuple[ItemCode, ...]
    known: tuple[ItemCode, ...]


def build_figure_item(kind: FigureKind, seed: int, difficulty: Difficulty) -> Item:
    """Build the item of a seed; its code says which it is, so that none is added twice."""
    return Item(
        code=ItemCode(f"FIGURE-{kind.upper()}-{difficulty.upper()}-{seed}"),
        item_type=kind.item_type,
        part=kind.part,
        theme=f"figure-{kind.value}",
        prompt=PROMPT,
        skill=Skill.REASONING,
        read_aloud=ReadAloud.ALL,
        body=_generate(kind, seed, difficulty),
    )


def add_figure_items(
    session: Session, items: Sequence[Item], *, programme: str, now: datetime
) -> AddedFigures:
    """Add each item whose code is new as a draft, and leave the others as they are."""
    known = find_known(session, items)
    new = [item for item in items if item.code not in known]
    for item in new:
        row = add_item(session, item.code, programme=programme, now=now)
        add_version(session, row, item, state=ItemState.DRAFT, author_id=None, now=now)
    return AddedFigures(added=tuple(item.code for item in new), known=known)


def find_known(session: Session, items: Sequence[Item]) -> tuple[ItemCode, ...]:
    """Find which of these codes the bank has, in the order of the items."""
    return tuple(item.code for item in items if find_item(session, item.code) is not None)


def _generate(kind: FigureKind, seed: int, difficulty: Difficulty) -> Body:
    match kind:
        case FigureKind.SERIES:
            return FigureSeriesBody(figures=generate_series(seed, difficulty=difficulty))
        case FigureKind.MATRIX:
            return FigureMatrixBody(figures=generate_matrix(seed, difficulty=difficulty))
        case _:  # pragma: no cover
            assert_never(kind)
