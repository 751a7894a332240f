"""Marks awarded for one item with the reason, and their sum over a part."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.codes import RuleId
from scoring.documents import DocumentReader
from scoring.errors import ScoringError
from scoring.marks import Marks, check_marks, marks_to_text

__all__ = [
    "Award",
    "Judged",
    "Marks",
    "MarksOutOfRange",
    "NothingToSum",
    "PartPoints",
    "Tally",
    "award_from_document",
    "award_to_document",
    "sum_awards",
]


class MarksOutOfRange(ScoringError):
    """More marks than the maximum, or a maximum of nothing."""

    def __init__(self, marks: Marks, out_of: Marks) -> None:
        reason = f"{marks} is more than the maximum {out_of}" if out_of else "the maximum is 0"
        super().__init__(reason)
        self.marks = marks
        self.out_of = out_of


class NothingToSum(ScoringError):
    """A part without a single award has no points, not even zero."""

    def __init__(self) -> None:
        super().__init__("there are no awards to sum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Why a response was awarded so: what is right in it, what is wrong, what was left.

    Of choices: right ones made, wrong ones made, right ones not made. Of places, pairs, gaps and
    texts: filled rightly, filled wrongly, left empty.
    """

    hits: int
    slips: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Why assessors gave these marks: the points of each rating in its order, and the most.

    There are none where there was nothing to rate.
    """

    points: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Marks for the response to one item, with the reason and the rule that gave them."""

    marks: Marks
    out_of: Marks
    reason: Tally | Judged
    rule: RuleId
    rule_version: int

    def __post_init__(self) -> None:
        _check_range(self.marks, self.out_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPoints:
    """Points reached in one part of a test, out of its maximum."""

    points: Marks
    out_of: Marks

    def __post_init__(self) -> None:
        _check_range(self.points, self.out_of)

    @property
    def percentage(self) -> Fraction:
        """The exact percentage; only `scoring.explanations` rounds it."""
        return Fraction(self.points) * 100 / Fraction(self.out_of)


def sum_awards(awards: Iterable[Award]) -> PartPoints:
    """Add up the awards of the items of one part.

    Raises:
        NothingToSum: when there are no awards.
    """
    counted = tuple(awards)
    if not counted:
        raise NothingToSum
    return PartPoints(
        points=sum(award.marks for award in counted),
        out_of=sum(award.out_of for award in counted),
    )


def award_to_document(award: Award) -> dict[str, object]:
    """Write an award for storage; marks are exact texts such as "1" and "1/2"."""
    return {
        "marks": marks_to_text(award.marks),
        "out_of": marks_to_text(award.out_of),
        "reason": _reason_to_document(award.reason),
        "rule": award.rule.value,
        "rule_version": award.rule_version,
    }


def award_from_document(document: object) -> Award:
    """Read what `award_to_document` wrote.

    Raises:
        DocumentNotUnderstood: when the document is not an award.
        MarksOutOfRange: when its marks cannot be.
    """
    reader = DocumentReader(document)
    reason = DocumentReader(reader.table("reason"), at="reason")
    why = _read_reason(reason)
    marks, out_of = reader.marks("marks"), reader.marks("out_of")
    rule = reader.member("rule", RuleId)
    rule_version = reader.whole_number("rule_version", minimum=1)
    reader.finish()
    reason.finish()
    return Award(marks=marks, out_of=out_of, reason=why, rule=rule, rule_version=rule_version)


def _reason_to_document(reason: Tally | Judged) -> dict[str, object]:
    if isinstance(reason, Judged):
        return {"points": list(reason.points), "most": reason.most}
    return {"hits": reason.hits, "slips": reason.slips, "missed": reason.missed}


def _read_reason(reader: DocumentReader) -> Tally | Judged:
    if reader.has("points"):
        return Judged(points=reader.whole_numbers("points"), most=reader.whole_number("most"))
    return Tally(
        hits=reader.whole_number("hits"),
        slips=reader.whole_number("slips"),
        missed=reader.whole_number("missed"),
    )


def _check_range(marks: Marks, out_of: Marks) -> None:
    if not 0 <= check_marks(marks) <= check_marks(out_of) or out_of == 0:
        raise MarksOutOfRange(marks, out_of)
