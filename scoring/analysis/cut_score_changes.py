"""What other cut scores would have changed for people who were decided before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.awards import PartPoints
from scoring.codes import FormCode, PartCode
from scoring.cut_scores import CutScoreAboveMaximum, CutScoreSet
from scoring.decisions import Outcome, join_parts
from scoring.errors import ScoringError
from scoring.marks import Marks
from scoring.programmes.parts import PartsDoNotMatch, compare_parts

Points = tuple[tuple[PartCode, Marks, Marks], ...]  # part, points, maximum


class NegativeNumber(ScoringError):
    """There cannot be fewer than no people."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} people cannot have the same result")
        self.number = number


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedResult:
    """How many people of one language and centre have these very points and this outcome."""

    language: str
    centre: str
    form: FormCode
    points: Points
    outcome: Outcome
    number: int

    def __post_init__(self) -> None:
        if self.number < 0:
            raise NegativeNumber(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCounts:
    """Who passed, who would pass, and who changes sides.

    `left_out` are those whom the proposed cut scores cannot decide; they are in no other number.
    """

    number: int = 0
    passed: int = 0
    would_pass: int = 0
    gained: int = 0
    lost: int = 0
    left_out: int = 0

    @property
    def difference(self) -> int:
        """How many more would pass; negative when fewer would."""
        return self.would_pass - self.passed

    def __add__(self, other: "ChangeCounts") -> "ChangeCounts":
        """Count two groups together."""
        return ChangeCounts(
            number=self.number + other.number,
            passed=self.passed + other.passed,
            would_pass=self.would_pass + other.would_pass,
            gained=self.gained + other.gained,
            lost=self.lost + other.lost,
            left_out=self.left_out + other.left_out,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How many people have how many whole points in one part of a form, rounded down."""

    part: PartCode
    form: FormCode
    out_of: Marks
    numbers: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePreview:
    """What would have changed, in all, per language and per centre, with the points they had."""

    total: ChangeCounts
    by_language: Mapping[str, ChangeCounts]
    by_centre: Mapping[str, ChangeCounts]
    distributions: tuple[Distribution, ...]


def preview_change(results: Iterable[CountedResult], proposed: CutScoreSet) -> ChangePreview:
    """Decide everybody once more with the proposed cut scores, and count (rule 9.10)."""
    known: dict[tuple[FormCode, Points], Outcome | None] = {}
    by_language: dict[str, ChangeCounts] = {}
    by_centre: dict[str, ChangeCounts] = {}
    numbers: dict[tuple[PartCode, FormCode, Marks], dict[int, int]] = {}
    for result in results:
        key = (result.form, result.points)
        if key not in known:
            known[key] = _find_outcome(result, proposed)
        counts = _count(result, known[key])
        nobody = ChangeCounts()
        by_language[result.language] = by_language.get(result.language, nobody) + counts
        by_centre[result.centre] = by_centre.get(result.centre, nobody) + counts
        for part, points, out_of in result.points:
            bins = numbers.setdefault((part, result.form, out_of), {})
            bins[int(points)] = bins.get(int(points), 0) + result.number
    return ChangePreview(
        total=sum(by_language.values(), ChangeCounts()),
        by_language=by_language,
        by_centre=by_centre,
        distributions=_list_distributions(numbers, proposed),
    )


def _find_outcome(result: CountedResult, proposed: CutScoreSet) -> Outcome | None:
    points = {
        part: PartPoints(points=reached, out_of=out_of) for part, reached, out_of in result.points
    }
    try:
        return join_parts(compare_parts(points, proposed, form=result.form), proposed.joining)
    except (PartsDoNotMatch, CutScoreAboveMaximum):
        return None


def _count(result: CountedResult, after: Outcome | None) -> ChangeCounts:
    if after is None:
        return ChangeCounts(left_out=result.number)
    passed = result.outcome is Outcome.PASSED
    would_pass = after is Outcome.PASSED
    return ChangeCounts(
        number=result.number,
        passed=result.number * passed,
        would_pass=result.number * would_pass,
        gained=result.number * (would_pass and not passed),
        lost=result.number * (passed and not would_pass),
    )


def _list_distributions(
    numbers: Mapping[tuple[PartCode, FormCode, Marks], Mapping[int, int]], proposed: CutScoreSet
) -> tuple[Distribution, ...]:
    """The parts of the set in its order, the forms by code; other parts have no cut score."""
    return tuple(
        Distribution(part=part, form=form, out_of=out_of, numbers=numbers[part, form, out_of])
        for wanted in proposed.part_codes
        for part, form, out_of in sorted(numbers)
        if part == wanted
    )
