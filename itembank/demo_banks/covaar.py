"""A form of COVAAR: generated series and matrices, and figures of which one does not belong."""

from collections.abc import Iterator
from functools import cache

from itembank.banks import Bank
from itembank.bodies import Body, Choice
from itembank.demo_banks.banks import build_bank
from itembank.generators.difficulty import Difficulty
from itembank.generators.matrices import generate_matrix
from itembank.generators.series import generate_series
from itembank.item_types.figure_matrix import FigureMatrixBody
from itembank.item_types.figure_series import FigureSeriesBody
from itembank.item_types.select_one import SelectOneBody
from itembank.items import PRACTICE_PART, Item, ItemCode, ItemType, ReadAloud, Skill
from scoring.codes import ChoiceId, PartCode, RuleId

ITEMS_PER_PART = 15
WHICH_NEXT = "Welke figuur hoort op de plaats van het vraagteken?"
WHICH_ODD = "Welke figuur hoort er niet bij?"

_LEVELS = (Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)
_FILLED, _EMPTY = "●■▲◆★", "○□△◇☆"


@cache
def build_covaar_bank() -> Bank:
    """Build the bank; the same one every time."""
    return build_bank(
        [*_list_series(), *_list_matrices(), *_list_groups(), _build_practice()],
        code="covaar-demo",
        programme="covaar",
        title="COVAAR demotoets",
    )


def _list_series() -> Iterator[Item]:
    for number in range(1, ITEMS_PER_PART + 1):
        figures = generate_series(number, difficulty=_difficulty_of(number))
        yield _build_item("reeksen", number, FigureSeriesBody(figures=figures))


def _list_matrices() -> Iterator[Item]:
    for number in range(1, ITEMS_PER_PART + 1):
        figures = generate_matrix(number, difficulty=_difficulty_of(number))
        yield _build_item("matrices", number, FigureMatrixBody(figures=figures))


def _list_groups() -> Iterator[Item]:
    """Five shapes, of which one is filled, is empty, or is there once more than the others."""
    for number in range(1, ITEMS_PER_PART + 1):
        kind, odd = divmod(number - 1, len(_FILLED))
        shown = (_FILLED, _EMPTY, tuple(shape * 2 for shape in _FILLED))[kind]
        figures = list(shown)
        figures[odd] = (_EMPTY[odd], _FILLED[odd], _FILLED[odd] * 3)[kind]
        yield _build_item("indelen", number, _build_odd_one_out(figures, odd))


def _build_odd_one_out(figures: list[str], odd: int) -> SelectOneBody:
    ids = [ChoiceId(id) for id in "abcde"]
    return SelectOneBody(
        choices=tuple(
            Choice(id=id, text=text, image=None) for id, text in zip(ids, figures, strict=True)
        ),
        key=frozenset({ids[odd]}),
        rule=RuleId.SELECT_ONE,
    )


def _build_practice() -> Item:
    body = FigureSeriesBody(figures=generate_series(100, difficulty=Difficulty.EASY))
    return _build_item(PRACTICE_PART, 1, body)


def _build_item(part: str, number: int, body: Body) -> Item:
    item_type = {
        FigureSeriesBody: ItemType.FIGURE_SERIES,
        FigureMatrixBody: ItemType.FIGURE_MATRIX,
        SelectOneBody: ItemType.SELECT_ONE,
    }[type(body)]
    is_odd = item_type is ItemType.SELECT_ONE
    return Item(
        code=ItemCode(f"COVAAR-{part.upper()}-{number:02}"),
        item_type=item_type,
        part=PartCode(part),
        theme="figures",
        prompt=WHICH_ODD if is_odd else WHICH_NEXT,
        skill=Skill.REASONING,
        read_aloud=ReadAloud.INSTRUCTIONS if is_odd else ReadAloud.ALL,
        body=body,
    )


def _difficulty_of(number: int) -> Difficulty:
    """Easy ones first, hard ones last."""
    return _LEVELS[(number - 1) * len(_LEVELS) // ITEMS_PER_PART]
