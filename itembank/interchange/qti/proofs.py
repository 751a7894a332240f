"""The proof that an item scores here as it scores itself: every response that counts is tried."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from itembank.bodies import ResponseNotUnderstood
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.mapped import Document, Mapped
from itembank.interchange.qti.processing import Processing
from itembank.interchange.qti.trials import Trial, list_trials
from itembank.item_documents import read_item
from itembank.items import Item
from scoring.awards import Award
from scoring.marks import marks_to_text

MOST_KEYS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A response that was tried, and what the item itself gives for it."""

    trial: Trial
    marks: Fraction


def find_proven_item(mapped: Mapped, document: Document, processing: Processing) -> Item:
    """Give the item with the first key that awards every response as the item itself does.

    Raises:
        ItemRefused: with why the likeliest key does not.
    """
    if not mapped.keys:
        raise ItemRefused("has no key that one of our rules can use")
    judged = [
        _Judged(trial=trial, marks=processing.score(trial.values))
        for trial in list_trials(mapped, processing)
    ]
    reasons: list[str] = []
    for key in mapped.keys[:MOST_KEYS]:
        item, reason = _read(document | key)
        if item is not None:
            reason = next(_list_differences(item, judged), "")
            if not reason:
                return item
        reasons.append(reason)
    raise ItemRefused(reasons[0])


def read_unscored_item(document: Document) -> Item:
    """Give an item that no key scores.

    Raises:
        ItemRefused: with every problem of it.
    """
    item, reason = _read(document)
    if item is None:
        raise ItemRefused(reason)
    return item


def _read(document: Document) -> tuple[Item | None, str]:
    draft, problems = read_item(document)
    if problems:
        return None, "; ".join(str(problem) for problem in problems)
    return draft.to_item(), ""


def _list_differences(item: Item, judged: list[_Judged]) -> Iterator[str]:
    tried = [(one, _award(item, one)) for one in judged]
    awarded = [(one, award) for one, award in tried if award is not None]
    for one, award in awarded:
        yield from _compare(one, award)
    most = max((one.marks for one, _award_here in awarded if one.trial.is_within), default=0)
    out_of = awarded[0][1].out_of
    if most != out_of:
        yield f"gives {_say(most)} marks at most, which would be {_say(out_of)} here"


def _award(item: Item, one: _Judged) -> Award | None:
    try:
        return item.body.award(one.trial.raw)
    except ResponseNotUnderstood:
        return None


def _compare(one: _Judged, award: Award) -> Iterator[str]:
    if one.trial.is_within and one.marks != award.marks:
        yield (
            f"gives {_say(one.marks)} marks for {one.trial.raw}, "
            f"where rule {award.rule} gives {_say(award.marks)}"
        )
    if not one.trial.is_within and award.marks == award.out_of:
        yield "limits how many may be chosen, and here choosing more would get all marks"


def _say(marks: Fraction | int) -> str:
    return marks_to_text(Fraction(marks))
