"""Dated sets of cut scores, and the one function that chooses the set of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from scoring.cefr import Level, rank_of
from scoring.codes import (
    CutScoreSetCode,
    FormCode,
    MomentCode,
    PartCode,
    ProgrammeCode,
    RuleId,
)
from scoring.dates import find_in_force, find_same_start
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.errors import ScoringError
from scoring.marks import Marks
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
    "LevelsOutOfOrder",
    "MoreThanPercentage",
    "NoCutScoreInForce",
    "PartCutScore",
    "check_levels",
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
    """A set contradicts itself, or lacks a version or a part."""

    def __init__(
        self, code: CutScoreSetCode, *, reason: str = "a version and one cut score per part"
    ) -> None:
        super().__init__(f"cut-score set {code} needs {reason}")
        self.code = code
        self.reason = reason


class LevelsOutOfOrder(ScoringError):
    """A higher level of a part asks no more points than a lower one."""

    def __init__(self, part: PartCode, lower: Level | None, higher: Level | None) -> None:
        super().__init__(f"level {higher} of {part} must ask more points than {lower}")
        self.part = part
        self.lower = lower
        self.higher = higher


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
    """The cut score of one part; `assumed` when no public source gives it.

    With a level it is where that level begins, with a form it counts for that form alone; without
    them it is that of the whole part, in every form.
    """

    part: PartCode
    cut_score: CutScore
    assumed: bool = False
    level: Level | None = None
    form: FormCode | None = None


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
        keys = {(part.part, part.level, part.form) for part in self.parts}
        if not keys or len(keys) != len(self.parts) or self.version < 1:
            raise CutScoreSetNotValid(self.code)
        general = {(part.part, part.level) for part in self.parts if part.form is None}
        if {(part.part, part.level) for part in self.parts} != general:
            raise CutScoreSetNotValid(self.code, reason="a general cut score beside one of a form")
        for code in self.part_codes:
            levels = [level for part, level in general if part == code]
            if None in levels and len(levels) > 1:
                raise CutScoreSetNotValid(
                    self.code, reason=f"a level for every cut score of {code}"
                )

    @property
    def part_codes(self) -> tuple[PartCode, ...]:
        """The parts in their order, each once."""
        return tuple(dict.fromkeys(part.part for part in self.parts))

    @property
    def form_codes(self) -> tuple[FormCode, ...]:
        """The forms that have a cut score of their own, in their order."""
        return tuple(dict.fromkeys(part.form for part in self.parts if part.form is not None))

    def cut_scores_of(self, part: PartCode, form: FormCode | None) -> tuple[PartCutScore, ...]:
        """List the cut scores of a part, the lowest level first.

        The cut score of the form takes the place of the general one (rule 2.5).
        """
        by_level = {one.level: one for one in self.parts if (one.part, one.form) == (part, None)}
        if form is not None:
            own = [one for one in self.parts if (one.part, one.form) == (part, form)]
            by_level |= {one.level: one for one in own}
        return tuple(sorted(by_level.values(), key=lambda one: rank_of(one.level)))


def check_levels(cut_scores: Sequence[PartCutScore], out_of: Marks) -> None:
    """Check that a part of so many points can reach each, and a higher level asks more (rule 2.6).

    Raises:
        CutScoreAboveMaximum: when one asks more points than there are.
        LevelsOutOfOrder: when a higher level does not ask more than a lower one.
    """
    limits = [one.cut_score.limit(out_of) for one in cut_scores]
    for (lower, lower_limit), (higher, higher_limit) in pairwise(
        zip(cut_scores, limits, strict=True)
    ):
        if lower_limit >= higher_limit:
            raise LevelsOutOfOrder(higher.part, lower.level, higher.level)


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
        "parts": [_part_to_document(part) for part in cut_scores.parts],
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


def _part_to_document(part: PartCutScore) -> dict[str, object]:
    # What a set without levels or forms says is written as it was before there were any: its hash
    # is in the manifests of forms.
    document: dict[str, object] = {
        "part": part.part,
        "assumed": part.assumed,
        "cut_score": cut_score_to_document(part.cut_score),
    }
    if part.level is not None:
        document["level"] = part.level.value
    if part.form is not None:
        document["form"] = part.form
    return document


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
    level = reader.member("level", Level) if reader.has("level") else None
    form = FormCode(reader.text("form")) if reader.has("form") else None
    table = reader.table("cut_score")
    reader.finish()
    try:
        cut_score = cut_score_from_document(table)
    except (DocumentNotUnderstood, CutScoreNotValid) as error:
        place = reader.place("cut_score")
        raise DocumentNotUnderstood((Problem(field=place, message=str(error)),)) from error
    return PartCutScore(part=part, cut_score=cut_score, assumed=assumed, level=level, form=form)
