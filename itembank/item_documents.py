"""Items as documents (JSON, TOML): common facts and the fields of the body in one table."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from itembank.item_types import read_body
from itembank.items import (
    Item,
    ItemCode,
    ItemDraft,
    ItemNotValid,
    ItemType,
    LearningEnvironment,
    Level,
    ReadAloud,
    Skill,
    list_item_problems,
)
from itembank.stimuli import read_stimulus
from scoring.codes import PartCode
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

Member = TypeVar("Member", bound=StrEnum)

_COMMON = frozenset({"code", "part", "theme", "prompt", "stimulus", "enemies"})


def item_to_document(item: ItemDraft) -> dict[str, object]:
    """Write an item, its key included, for storage on the server."""
    optional: dict[str, object] = {
        "learning_environment": item.learning_environment and item.learning_environment.value,
        "skill": item.skill and item.skill.value,
        "level": item.level and item.level.value,
        "stimulus": item.stimulus and item.stimulus.to_document(),
        "enemies": list(item.enemies),
        "read_aloud": None if item.read_aloud is ReadAloud.ALL else item.read_aloud.value,
    }
    return {
        "code": item.code,
        "part": item.part,
        "type": item.item_type.value,
        "theme": item.theme,
        "prompt": item.prompt,
        **{name: value for name, value in optional.items() if value},
        **item.body.to_document(),
    }


def item_from_document(document: object) -> Item:
    """Read an item strictly.

    Raises:
        ItemNotValid: with every problem and its field.
    """
    draft, problems = read_item(document)
    if problems:
        raise ItemNotValid(draft.code, problems)
    return draft.to_item()


def read_item(document: object) -> tuple[ItemDraft, tuple[Problem, ...]]:
    """Read what can be read of an item, with everything that is wrong with it."""
    draft, unreadable = _read_draft(document)
    return draft, unreadable + _leave_out_unreadable(list_item_problems(draft), unreadable)


def _read_draft(document: object) -> tuple[ItemDraft, tuple[Problem, ...]]:
    reader = DocumentReader(document)
    item_type = reader.member("type", ItemType)
    draft = ItemDraft(
        code=ItemCode(reader.text("code")),
        item_type=item_type,
        part=PartCode(reader.text("part")),
        learning_environment=_optional(reader, "learning_environment", LearningEnvironment),
        skill=_optional(reader, "skill", Skill),
        level=_optional(reader, "level", Level),
        read_aloud=_optional(reader, "read_aloud", ReadAloud) or ReadAloud.ALL,
        theme=reader.text("theme"),
        prompt=reader.text("prompt"),
        stimulus=read_stimulus(reader),
        enemies=tuple(ItemCode(code) for code in reader.texts("enemies"))
        if reader.has("enemies")
        else (),
        body=read_body(item_type, reader),
    )
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        return draft, error.problems
    return draft, ()


def _optional(reader: DocumentReader, name: str, members: type[Member]) -> Member | None:
    return reader.member(name, members) if reader.has(name) else None


def _leave_out_unreadable(
    problems: Iterable[Problem], unreadable: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Leave out problems with fields that could not be read: those are only stand-ins.

    The fields of a body hang together, and all of them on the type: when one of them cannot be
    read, what is said of the others may be wrong.
    """
    fields = {_top_field(problem) for problem in unreadable}
    if not fields:
        return tuple(problems)
    is_body_readable = fields <= _COMMON | {"learning_environment", "skill", "level", "read_aloud"}
    return tuple(
        problem
        for problem in problems
        if _top_field(problem) not in fields
        and (is_body_readable or _top_field(problem) in _COMMON)
    )


def _top_field(problem: Problem) -> str:
    return problem.field.partition("[")[0].partition(".")[0]
