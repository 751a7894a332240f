"""Dated sets of cut scores, and the one function that chooses the set of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.codes import CutScoreSetCode, MomentCode, PartCode, ProgrammeCode, RuleId
from scoring.dates import find_in_force, find_same_start
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.errors import ScoringError
from scoring.thresholds import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    CutScoreAboveMaximum,
    CutScoreKind,
    CutScoreNotValid,
    MoreThanPercentage,
    cut_score_from_document,
    cut_score_to_document,
)

__all__ = [
    "AtLeastPercentage",
    "AtLeastPoints",
    "CutScore",
    "CutScoreAboveMaximum",
    "CutScoreKind",
    "CutScoreNotValid",
    "CutScoreSet",
    "CutScoreSetNotValid",
    "CutScoreSetsOverlap",
    "Joining",
    "MoreThanPercentage",
    "NoCutScoreInForce",
    "PartCutScore",
    "cut_score_from_document",
    "cut_score_set_from_document",
    "cut_score_set_in_force",
    "cut_score_set_to_document",
    "cut_score_to_document",
]


class Joining(StrEnum):
    """How the parts of a test lead to one outcome."""

    ALL_PARTS = "all_parts"
    ANY_PART = "any_part"

    @property
    def rule(self) -> RuleId:
        """The number of the rule that joins so."""
        return RuleId.ALL_PARTS if self is Joining.ALL_PARTS else RuleId.ANY_PART


class CutScoreSetNotValid(ScoringError):
    """A set needs a version from 1 on and one cut score for each of its different parts."""

    def __init__(self, code: CutScoreSetCode) -> None:
        super().__init__(f"cut-score set {code} needs a version and one cut score per part")
        self.code = code


class CutScoreSetsOverlap(ScoringError):
    """Two sets want to start on the same day for the same moment."""

    def __init__(self, first: CutScoreSetCode, second: CutScoreSetCode, day: date) -> None:
        super().__init__(f"cut-score sets {first} and {second} both start on {day.isoformat()}")
        self.first = first
        self.second = second
        self.day = day


class NoCutScoreInForce(ScoringError):
    """No set was in force for that programme and moment on that day."""

    def __init__(self, programme: ProgrammeCode, moment: MomentCode, on: date) -> None:
        super().__init__(
            f"no cut scores were in force for {programme} {moment} on {on.isoformat()}"
        )
        self.programme = programme
        self.moment = moment
        self.on = on


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCutScore:
    """The cut score of one part; `assumed` when no public source gives it."""

    part: PartCode
    cut_score: CutScore
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CutScoreSet:
    """The cut scores of all parts for one moment, from one day on; frozen once published."""

    code: CutScoreSetCode
    version: int
    programme: ProgrammeCode
    moment: MomentCode
    effective_from: date
    joining: Joining
    joining_assumed: bool = False
    parts: tuple[PartCutScore, ...]

    def __post_init__(self) -> None:
        codes = {part.part for part in self.parts}
        if not codes or len(codes) != len(self.parts) or self.version < 1:
            raise CutScoreSetNotValid(self.code)


def cut_score_set_in_force(
    sets: Iterable[CutScoreSet], *, programme: ProgrammeCode, moment: MomentCode, on: date
) -> CutScoreSet:
    """Choose the set that started last, on or before the day of the sitting (rule 2.4).

    Raises:
        NoCutScoreInForce: when none had started yet.
        CutScoreSetsOverlap: when two sets of this moment start on one day, whatever that day.
    """
    own = [one for one in sets if (one.programme, one.moment) == (programme, moment)]
    if (same := find_same_start(own)) is not None:
        raise CutScoreSetsOverlap(same[0].code, same[1].code, same[0].effective_from)
    found = find_in_force(own, on)
    if found is None:
        raise NoCutScoreInForce(programme, moment, on)
    return found


def cut_score_set_to_document(cut_scores: CutScoreSet) -> dict[str, object]:
    """Write a set for storage."""
    return {
        "code": cut_scores.code,
        "version": cut_scores.version,
        "programme": cut_scores.programme,
        "moment": cut_scores.moment,
        "effective_from": cut_scores.effective_from.isoformat(),
        "joining": cut_scores.joining.value,
        "joining_assumed": cut_scores.joining_assumed,
        "parts": [
            {
                "part": part.part,
                "assumed": part.assumed,
                "cut_score": cut_score_to_document(part.cut_score),
            }
            for part in cut_scores.parts
        ],
    }


def cut_score_set_from_document(document: object) -> CutScoreSet:
    """Read what `cut_score_set_to_document` wrote, or a table of a cut-scores file.

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        CutScoreSetNotValid: when the parts are not different ones.
    """
    reader = DocumentReader(document)
    code = CutScoreSetCode(reader.text("code"))
    version = reader.whole_number("version", minimum=1)
    programme = ProgrammeCode(reader.text("programme"))
    moment = MomentCode(reader.text("moment"))
    effective_from = reader.day("effective_from")
    joining = reader.member("joining", Joining)
    joining_assumed = reader.flag("joining_assumed", default=False)
    parts = _read_parts(reader)
    reader.finish()
    return CutScoreSet(
        code=code,
        version=version,
        programme=programme,
        moment=moment,
        effective_from=effective_from,
        joining=joining,
        joining_assumed=joining_assumed,
        parts=parts,
    )


def _read_parts(reader: DocumentReader) -> tuple[PartCutScore, ...]:
    parts = []
    for number, row in enumerate(reader.rows("parts")):
        try:
            parts.append(_read_part(row, reader.place(f"parts[{number}]")))
        except DocumentNotUnderstood as error:
            reader.adopt(error.problems)
    return tuple(parts)


def _read_part(row: object, at: str) -> PartCutScore:
    reader = DocumentReader(row, at=at)
    part = PartCode(reader.text("part"))
    assumed = reader.flag("assumed", default=False)
    table = reader.table("cut_score")
    reader.finish()
    try:
        cut_score = cut_score_from_document(table)
    except (DocumentNotUnderstood, CutScoreNotValid) as error:
        place = reader.place("cut_score")
        raise DocumentNotUnderstood((Problem(field=place, message=str(error)),)) from error
    return PartCutScore(part=part, cut_score=cut_score, assumed=assumed)
