"""Values of `scoring` with sound defaults; a test states only what it is about."""

from collections.abc import Iterable
from datetime import date

from scoring.awards import Award, Marks, PartPoints, Tally
from scoring.cefr import Level
from scoring.codes import (
    ChoiceId,
    CorrectionCode,
    CutScoreSetCode,
    FormCode,
    MomentCode,
    PartCode,
    ProgrammeCode,
    RuleId,
)
from scoring.corrections import (
    CutScoresReplaced,
    ItemCorrection,
    ItemCorrectionKind,
    ReplacingTable,
    TableReplaced,
)
from scoring.cut_scores import (
    AtLeastPercentage,
    CutScore,
    CutScoreSet,
    Joining,
    MoreThanPercentage,
    PartCutScore,
)
from scoring.decisions import PartResult, compare_part
from scoring.rules import ChoiceResponse, OrderResponse, PairsResponse

SOKKEL = PartCode("sokkel")
PRAKTISCH = PartCode("praktisch")


def choices(letters: str) -> frozenset[ChoiceId]:
    """Make choice ids of letters: "ac" is the choices a and c."""
    return frozenset(ChoiceId(letter) for letter in letters)


def a_response(chosen: str = "") -> ChoiceResponse:
    return ChoiceResponse(chosen=choices(chosen))


def an_order(letters: str = "") -> tuple[ChoiceId, ...]:
    """Make choice ids of letters, in their order."""
    return tuple(ChoiceId(letter) for letter in letters)


def an_order_response(letters: str = "") -> OrderResponse:
    return OrderResponse(order=an_order(letters))


def some_pairs(written: str = "") -> dict[ChoiceId, ChoiceId]:
    """Make pairs of what is written: "ax by" joins x to a and y to b."""
    return {ChoiceId(left): ChoiceId(right) for left, right in written.split()}


def a_pairs_response(written: str = "") -> PairsResponse:
    return PairsResponse(pairs=some_pairs(written))


def an_award(*, marks: Marks = 1, out_of: Marks = 1) -> Award:
    return Award(
        marks=marks,
        out_of=out_of,
        reason=Tally(hits=1, slips=0, missed=0),
        rule=RuleId.SELECT_ONE,
        rule_version=1,
    )


def points(reached: Marks, out_of: Marks) -> PartPoints:
    return PartPoints(points=reached, out_of=out_of)


def a_part_cut_score(
    part: str = "sokkel",
    *,
    cut_score: CutScore | None = None,
    assumed: bool = False,
    level: Level | None = None,
    form: str | None = None,
) -> PartCutScore:
    return PartCutScore(
        part=PartCode(part),
        cut_score=cut_score or AtLeastPercentage(percentage=80),
        assumed=assumed,
        level=level,
        form=None if form is None else FormCode(form),
    )


def a_part_result(
    reached: Marks, out_of: Marks, cut_score: CutScore | None = None, *, part: str = "sokkel"
) -> PartResult:
    return compare_part(points(reached, out_of), a_part_cut_score(part, cut_score=cut_score))


def a_cut_score_set(
    *,
    code: str = "mo-after-course-2023-03-01",
    version: int = 1,
    programme: str = "mo",
    moment: str = "after_course",
    effective_from: date = date(2023, 3, 1),
    joining: Joining = Joining.ALL_PARTS,
    parts: Iterable[PartCutScore] | None = None,
) -> CutScoreSet:
    usual = (
        a_part_cut_score("sokkel", cut_score=AtLeastPercentage(percentage=80)),
        a_part_cut_score("praktisch", cut_score=MoreThanPercentage(percentage=50), assumed=True),
    )
    return CutScoreSet(
        code=CutScoreSetCode(code),
        version=version,
        programme=ProgrammeCode(programme),
        moment=MomentCode(moment),
        effective_from=effective_from,
        joining=joining,
        parts=usual if parts is None else tuple(parts),
    )


def an_item_correction(
    *,
    code: str = "RS-1",
    kind: ItemCorrectionKind = ItemCorrectionKind.FULL_MARKS,
    item: str = "MO-S-01",
    item_version: int = 1,
    part: str = "sokkel",
) -> ItemCorrection:
    return ItemCorrection(
        code=CorrectionCode(code),
        kind=kind,
        item=item,
        item_version=item_version,
        part=PartCode(part),
    )


def a_replacement(
    *,
    code: str = "RS-1",
    cut_scores: CutScoreSet | None = None,
    first_day: date = date(2026, 1, 1),
    last_day: date = date(2026, 3, 31),
) -> CutScoresReplaced:
    return CutScoresReplaced(
        code=CorrectionCode(code),
        cut_scores=cut_scores or a_cut_score_set(),
        first_day=first_day,
        last_day=last_day,
    )


def a_table_replacement(
    table: ReplacingTable,
    *,
    code: str = "RS-1",
    moment: str = "intake",
    first_day: date = date(2026, 1, 1),
    last_day: date = date(2026, 3, 31),
) -> TableReplaced:
    return TableReplaced(
        code=CorrectionCode(code),
        table=table,
        moment=MomentCode(moment),
        first_day=first_day,
        last_day=last_day,
    )
