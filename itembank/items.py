"""Items as they are asked in the source language, with their key.

An `Item` holds the key and stays on the server; a candidate gets a `LocalisedItem`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import NewType

from itembank.bodies import Body, Scoring
from itembank.errors import ItemBankError
from itembank.media import MediaUse
from itembank.stimuli import Stimulus
from itembank.texts import PROMPT, ItemText, TextId, find_text_problem
from scoring.codes import PartCode
from scoring.documents import Problem
from scoring.marks import Marks

ItemCode = NewType("ItemCode", str)

PRACTICE_PART = PartCode("oefening")

_ITEM_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", re.ASCII)
_THEME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class ItemType(StrEnum):
    """The kinds of question that the bank knows."""

    SELECT_ONE = "select_one"
    TRUE_FALSE = "true_false"
    TRUE_FALSE_UNKNOWN = "true_false_unknown"
    IMAGE_CHOICE = "image_choice"
    SELECT_SEVERAL = "select_several"
    HOTSPOT = "hotspot"
    HOT_TEXT = "hot_text"
    ORDER = "order"
    MATCH_PAIRS = "match_pairs"
    CATEGORISE = "categorise"
    GAP_TEXT = "gap_text"
    GAP_CHOICE = "gap_choice"
    INLINE_CHOICE = "inline_choice"
    NUMBER = "number"
    SHORT_TEXT = "short_text"
    LONG_WRITING = "long_writing"
    FIGURE_SERIES = "figure_series"
    FIGURE_MATRIX = "figure_matrix"
    INFORMATION = "information"
    STIMULUS_GROUP = "stimulus_group"
    LISTENING = "listening"
    SPEAKING = "speaking"


class LearningEnvironment(StrEnum):
    """The eleven learning environments (leeromgevingen) of civic orientation."""

    CITY_AND_COUNTRY = "city_and_country"
    PUBLIC_SERVICES = "public_services"
    LEISURE = "leisure"
    FAMILY = "family"
    WORK = "work"
    CONSUMPTION = "consumption"
    MOBILITY = "mobility"
    HOUSING = "housing"
    HEALTH = "health"
    EDUCATION = "education"
    RESIDENCE = "residence"


class Skill(StrEnum):
    """What an item of a language or ability test asks of a candidate."""

    READING = "reading"
    LISTENING = "listening"
    WRITING = "writing"
    SPEAKING = "speaking"
    ORAL_INTERACTION = "oral_interaction"
    REASONING = "reasoning"


class Level(StrEnum):
    """The levels of the Common European Framework of Reference (CEFR, in Dutch ERK)."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"


class ReadAloud(StrEnum):
    """What of an item may be read aloud; where reading is what is tested, it is not."""

    NONE = "none"
    INSTRUCTIONS = "instructions"  # prompts alone
    ALL = "all"


class ItemNotValid(ItemBankError):
    """An item cannot be asked; `problems` says why, field by field."""

    def __init__(self, code: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"item {code}: {'; '.join(str(problem) for problem in problems)}")
        self.code = code
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """What was read of an item, sound or not: only there to find all that is wrong with it."""

    code: ItemCode
    item_type: ItemType
    part: PartCode
    theme: str
    prompt: str
    body: Body
    learning_environment: LearningEnvironment | None = None
    skill: Skill | None = None
    level: Level | None = None
    read_aloud: ReadAloud = ReadAloud.ALL
    stimulus: Stimulus | None = None
    enemies: tuple[ItemCode, ...] = ()

    @property
    def scoring(self) -> Scoring:
        """Who awards the marks."""
        return self.body.scoring

    @property
    def most_marks(self) -> Marks | None:
        """The most that its key gives; None where people rate it."""
        if self.scoring is Scoring.NOBODY:
            return 0
        award = self.body.award(self.body.empty_response())
        return None if award is None else award.out_of

    def list_texts(self) -> tuple[ItemText, ...]:
        """List every text in the order of reading: stimulus, prompt, body."""
        stimulus = () if self.stimulus is None else self.stimulus.list_texts()
        return (*stimulus, ItemText(id=PROMPT, text=self.prompt), *self.body.list_texts())

    def list_media(self) -> tuple[MediaUse, ...]:
        """List every media file that it names."""
        stimulus = () if self.stimulus is None else self.stimulus.list_media()
        return (*stimulus, *self.body.list_media())

    def to_item(self) -> "Item":
        """Make an item of a sound draft.

        Raises:
            ItemNotValid: with every problem of a draft that is not.
        """
        return Item(**{field.name: getattr(self, field.name) for field in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(ItemDraft):
    """One question in the source language with its key.

    Raises:
        ItemNotValid: for an empty or unclean text, or a body that its type does not allow.
    """

    def __post_init__(self) -> None:
        problems = tuple(list_item_problems(self))
        if problems:
            raise ItemNotValid(self.code, problems)


def source_texts(item: ItemDraft) -> dict[TextId, str]:
    """Give the texts of an item in its source language by their names."""
    return {one.id: one.text for one in item.list_texts()}


def list_item_problems(item: ItemDraft) -> Iterator[Problem]:
    """List what is wrong with an item: common facts first, then stimulus and body."""
    if not _ITEM_CODE.fullmatch(item.code):
        yield Problem(field="code", message="must be like MO-S-01")
    if not _THEME.fullmatch(item.theme):
        yield Problem(field="theme", message="must be like equality-of-men-and-women")
    if item.code in item.enemies:
        yield Problem(field="enemies", message="must not hold the item itself")
    for enemy in item.enemies:
        if not _ITEM_CODE.fullmatch(enemy):
            yield Problem(field="enemies", message="must be codes like MO-S-01")
    prompt_problem = find_text_problem(item.prompt)
    if prompt_problem:
        yield Problem(field="prompt", message=prompt_problem)
    if item.stimulus is not None:
        yield from item.stimulus.list_problems()
    yield from _list_missing_material(item)
    yield from item.body.list_problems()


def _list_missing_material(item: ItemDraft) -> Iterator[Problem]:
    if item.item_type is ItemType.STIMULUS_GROUP and item.stimulus is None:
        yield Problem(field="stimulus", message="is missing")
    if item.item_type is ItemType.LISTENING and not (item.stimulus and item.stimulus.audio):
        yield Problem(field="stimulus.audio", message="is missing")
