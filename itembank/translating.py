"""What a translator and a native reviewer do to the texts of a sheet, and what they may not do.

A text that somebody writes is translated, whatever it was; only who did not write it last makes it
reviewed.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from itembank.errors import ItemBankError
from itembank.items import Item
from itembank.sheets import Sheet, SheetText, hash_source
from itembank.texts import ItemText, TextId, find_problem
from itembank.translations import TranslationState
from scoring.documents import Problem


class TextState(StrEnum):
    """How far a text of an item is in a language, what asks for work first."""

    MISSING = "missing"
    OUTDATED = "outdated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWork:
    """What somebody did to a sheet: texts written, left as they are on purpose, and reviewed."""

    written: Mapping[TextId, str]
    confirmed: AbstractSet[TextId] = frozenset()
    reviewed: AbstractSet[TextId] = frozenset()


class SheetWorkRefused(ItemBankError):
    """Work on a sheet cannot be kept; `problems` says why, text by text."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


def find_text_state(sheet: Sheet, text_id: TextId) -> TextState:
    """Say how far one text is."""
    one = sheet.texts.get(text_id)
    return TextState.MISSING if one is None else TextState(one.state.value)


def work_on_sheet(sheet: Sheet, item: Item, work: SheetWork, *, by: int) -> Sheet:
    """Give the sheet after the work of staff member `by`; the same texts again change nothing.

    Raises:
        SheetWorkRefused: with every text that is not what it must be, or not theirs to review.
    """
    wanted = {one.id: one for one in item.list_texts()}
    texts = dict(sheet.texts)
    problems: list[Problem] = []
    for text_id, text in work.written.items():
        if text_id not in wanted:
            problems.append(Problem(field=text_id, message="is not a text of the item"))
        else:
            _write_text(texts, wanted[text_id], text, by, problems)
    for text_id in work.confirmed & wanted.keys():
        _confirm_text(texts, wanted[text_id], by, problems)
    for text_id in work.reviewed & wanted.keys():
        _review_text(texts, wanted[text_id], by, problems)
    if problems:
        raise SheetWorkRefused(tuple(problems))
    return Sheet(language=sheet.language, texts=texts)


def _write_text(
    texts: dict[TextId, SheetText], wanted: ItemText, text: str, by: int, problems: list[Problem]
) -> None:
    stored = texts.get(wanted.id)
    if text == ("" if stored is None else stored.text):
        return
    problem = find_problem(wanted, text)
    if problem is None:
        texts[wanted.id] = _translated(wanted, text, by)
    else:
        problems.append(Problem(field=wanted.id, message=problem))


def _confirm_text(
    texts: dict[TextId, SheetText], wanted: ItemText, by: int, problems: list[Problem]
) -> None:
    stored = texts.get(wanted.id)
    if stored is None:
        problems.append(Problem(field=wanted.id, message="is missing"))
        return
    if stored.state not in (TranslationState.DRAFT, TranslationState.OUTDATED):
        return
    problem = find_problem(wanted, stored.text)
    if problem is None:
        texts[wanted.id] = _translated(wanted, stored.text, by)
    else:
        problems.append(Problem(field=wanted.id, message=problem))


def _translated(wanted: ItemText, text: str, by: int) -> SheetText:
    return SheetText(
        text=text,
        state=TranslationState.TRANSLATED,
        source_hash=hash_source(wanted.text),
        by=by,
    )


def _review_text(
    texts: dict[TextId, SheetText], wanted: ItemText, by: int, problems: list[Problem]
) -> None:
    problem = _find_review_problem(texts.get(wanted.id), wanted, by)
    if problem is None:
        texts[wanted.id] = replace(texts[wanted.id], state=TranslationState.REVIEWED)
    else:
        problems.append(Problem(field=wanted.id, message=problem))


def _find_review_problem(stored: SheetText | None, wanted: ItemText, by: int) -> str | None:
    if stored is None:
        return "is missing"
    if stored.by == by:
        return "must be reviewed by somebody who did not write it"
    if stored.state is TranslationState.OUTDATED:
        return "has another source now"
    return find_problem(wanted, stored.text)
