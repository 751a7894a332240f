"""Items as they are asked in the source language, with their key.

An `Item` holds the key and stays on the server; a candidate gets a `LocalisedItem`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from itembank.errors import ItemBankError
from scoring.codes import ChoiceId, PartCode, RuleId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

ItemCode = NewType("ItemCode", str)

PRACTICE_PART = PartCode("oefening")

_ITEM_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", re.ASCII)
_CHOICE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_IMAGE_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*\.(?:svg|png|webp|jpg)", re.ASCII)


class ItemType(StrEnum):
    """The kinds of question that the bank knows."""

    SELECT_ONE = "select_one"
    TRUE_FALSE = "true_false"
    SELECT_SEVERAL = "select_several"

    @property
    def usual_rule(self) -> RuleId:
        """The scoring rule of an item that does not name one."""
        if self is ItemType.SELECT_SEVERAL:
            return RuleId.SELECT_EXACTLY
        return RuleId.SELECT_ONE


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


class ItemNotValid(ItemBankError):
    """An item cannot be asked; `problems` says why, field by field."""

    def __init__(self, code: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"item {code}: {'; '.join(str(problem) for problem in problems)}")
        self.code = code
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice; with an image (a media file name) the text is its text alternative."""

    id: ChoiceId
    text: str
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """What was read of an item, sound or not: only there to find all that is wrong with it."""

    code: ItemCode
    item_type: ItemType
    part: PartCode
    learning_environment: LearningEnvironment
    theme: str
    prompt: str
    choices: tuple[Choice, ...]
    key: frozenset[ChoiceId]
    rule: RuleId

    def to_item(self) -> "Item":
        """Make an item of a sound draft.

        Raises:
            ItemNotValid: with every problem of a draft that is not.
        """
        return Item(
            code=self.code,
            item_type=self.item_type,
            part=self.part,
            learning_environment=self.learning_environment,
            theme=self.theme,
            prompt=self.prompt,
            choices=self.choices,
            key=self.key,
            rule=self.rule,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(ItemDraft):
    """One question in the source language with its key. Its type has rules of its own.

    Raises:
        ItemNotValid: for an empty or unclean text, a choice named twice, a key that is no choice.
    """

    def __post_init__(self) -> None:
        problems = tuple(list_item_problems(self))
        if problems:
            raise ItemNotValid(self.code, problems)


def find_text_problem(text: str) -> str | None:
    """Say what is wrong with a text for candidates, or give None."""
    if not text.strip():
        return "must not be empty"
    if text != text.strip():
        return "must not begin or end with white space"
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co") for letter in text):
        return "must not hold control characters"
    return None


def item_to_document(item: Item) -> dict[str, object]:
    """Write an item, its key included, for storage on the server."""
    return {
        "code": item.code,
        "part": item.part,
        "type": item.item_type.value,
        "learning_environment": item.learning_environment.value,
        "theme": item.theme,
        "prompt": item.prompt,
        "key": sorted(item.key),
        "rule": item.rule.value,
        "choices": [
            {"id": choice.id, "text": choice.text}
            | ({} if choice.image is None else {"image": choice.image})
            for choice in item.choices
        ],
    }


def item_from_document(document: object) -> Item:
    """Read an item strictly; `rule` may be left out and is then the usual one of the type.

    Raises:
        ItemNotValid: with every problem and its field. The rules of its type are not checked
            here but by `itembank.item_types.check`.
    """
    draft, unreadable = read_item_draft(document)
    problems = unreadable + leave_out_unreadable(list_item_problems(draft), unreadable)
    if problems:
        raise ItemNotValid(draft.code, problems)
    return draft.to_item()


def read_item_draft(document: object) -> tuple[ItemDraft, tuple[Problem, ...]]:
    """Read what can be read of an item, with the problems of fields that cannot be read."""
    reader = DocumentReader(document)
    item_type = reader.member("type", ItemType)
    draft = ItemDraft(
        code=ItemCode(reader.text("code")),
        item_type=item_type,
        part=PartCode(reader.text("part")),
        learning_environment=reader.member("learning_environment", LearningEnvironment),
        theme=reader.text("theme"),
        prompt=reader.text("prompt"),
        choices=_read_choices(reader),
        key=frozenset(ChoiceId(choice) for choice in reader.texts("key")),
        rule=reader.member("rule", RuleId) if reader.has("rule") else item_type.usual_rule,
    )
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        return draft, error.problems
    return draft, ()


def leave_out_unreadable(
    problems: Iterable[Problem], unreadable: Iterable[Problem]
) -> tuple[Problem, ...]:
    """Leave out problems with fields that could not be read: those are only stand-ins.

    What the key and the rule should be hangs on the choices and the type.
    """
    fields = {_top_field(problem) for problem in unreadable}
    if fields & {"choices", "type"}:
        fields |= {"choices", "key", "rule"}
    return tuple(problem for problem in problems if _top_field(problem) not in fields)


def _top_field(problem: Problem) -> str:
    return problem.field.partition("[")[0].partition(".")[0]


def _read_choices(reader: DocumentReader) -> tuple[Choice, ...]:
    choices = []
    for number, row in enumerate(reader.rows("choices")):
        choice = DocumentReader(row, at=f"choices[{number}]")
        choices.append(
            Choice(
                id=ChoiceId(choice.text("id")),
                text=choice.text("text"),
                image=choice.text("image") if choice.has("image") else None,
            )
        )
        try:
            choice.finish()
        except DocumentNotUnderstood as error:
            reader.adopt(error.problems)
    return tuple(choices)


def list_item_problems(item: ItemDraft) -> Iterator[Problem]:
    """List what is wrong with an item whatever its type."""
    if not _ITEM_CODE.fullmatch(item.code):
        yield Problem(field="code", message="must be like MO-S-01")
    if not _CHOICE_ID.fullmatch(item.theme):
        yield Problem(field="theme", message="must be like equality-of-men-and-women")
    text_problem = find_text_problem(item.prompt)
    if text_problem:
        yield Problem(field="prompt", message=text_problem)
    ids = [choice.id for choice in item.choices]
    if len(set(ids)) != len(ids):
        yield Problem(field="choices", message="have an id twice")
    for number, choice in enumerate(item.choices):
        yield from _list_choice_problems(choice, f"choices[{number}]")
    if not item.key:
        yield Problem(field="key", message="must not be empty")
    for unknown in sorted(item.key - set(ids)):
        yield Problem(field="key", message=f"{unknown} is not a choice")


def _list_choice_problems(choice: Choice, at: str) -> Iterator[Problem]:
    if not _CHOICE_ID.fullmatch(choice.id):
        yield Problem(field=f"{at}.id", message="must be like a or true")
    text_problem = find_text_problem(choice.text)
    if text_problem:
        yield Problem(field=f"{at}.text", message=text_problem)
    if choice.image is not None and not _IMAGE_NAME.fullmatch(choice.image):
        yield Problem(field=f"{at}.image", message="must be a file name like bag-paper.svg")
