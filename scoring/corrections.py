"""Approved corrections of decided tests: of an item, or of the cut scores or table of a period.

A correction is a step of every decision that it touches, with the number of its rule. It is made
by people: one proposes it and another approves it. Its code names the case with their reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import assert_never

from scoring.bands import BandTable, band_table_from_document, band_table_to_document
from scoring.codes import CorrectionCode, MomentCode, PartCode, RuleId
from scoring.cut_scores import CutScoreSet, cut_score_set_from_document, cut_score_set_to_document
from scoring.documents import DocumentReader
from scoring.errors import ScoringError
from scoring.levels import LevelSet, level_set_from_document, level_set_to_document
from scoring.marks import Marks


class ItemCorrectionKind(StrEnum):
    """What is done with an item that was found wrong."""

    WRONG_KEY = "wrong_key"
    FULL_MARKS = "full_marks"
    LEFT_OUT = "left_out"

    @property
    def rule(self) -> RuleId:
        """The number of the rule that corrects so."""
        match self:
            case ItemCorrectionKind.WRONG_KEY:
                return RuleId.KEY_CORRECTED
            case ItemCorrectionKind.FULL_MARKS:
                return RuleId.FULL_MARKS_FOR_ALL
            case ItemCorrectionKind.LEFT_OUT:
                return RuleId.ITEM_LEFT_OUT
            case _:  # pragma: no cover
                assert_never(self)


class CutScoreCorrectionKind(StrEnum):
    """What is done with the cut scores of a period."""

    CUT_SCORES = "cut_scores"


class TableCorrectionKind(StrEnum):
    """What is done with the bands or levels of a period."""

    TABLE = "table"


class PeriodNotValid(ScoringError):
    """The last day of a period comes before its first day."""

    def __init__(self, first_day: date, last_day: date) -> None:
        super().__init__(f"a period cannot run from {first_day} to {last_day}")
        self.first_day = first_day
        self.last_day = last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCorrection:
    """One version of an item gets other marks, or none at all (rules 8.1 to 8.3)."""

    code: CorrectionCode
    kind: ItemCorrectionKind
    item: str
    item_version: int
    part: PartCode

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return self.kind.rule

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "correction": self.code,
            "item": self.item,
            "item_version": self.item_version,
            "part": self.part,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CutScoresReplaced:
    """Another set decides the sittings of a period, both days included (rule 8.4)."""

    code: CorrectionCode
    cut_scores: CutScoreSet
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        _check_period(self.first_day, self.last_day)

    @property
    def moment(self) -> MomentCode:
        """The moment of the sittings."""
        return self.cut_scores.moment

    @property
    def kind(self) -> CutScoreCorrectionKind:
        """What happened in this step."""
        return CutScoreCorrectionKind.CUT_SCORES

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.CUT_SCORES_REPLACED

    def covers(self, moment: MomentCode, on: date) -> bool:
        """Tell whether a sitting of that moment on that day is decided by it."""
        return self.moment == moment and self.first_day <= on <= self.last_day

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "correction": self.code,
            "code": self.cut_scores.code,
            "version": self.cut_scores.version,
            "moment": self.cut_scores.moment,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
        }


ReplacingTable = BandTable | LevelSet


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReplaced:
    """Other bands or levels decide the sittings of a period, both days included (rule 8.4)."""

    code: CorrectionCode
    table: ReplacingTable
    moment: MomentCode
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        _check_period(self.first_day, self.last_day)

    @property
    def kind(self) -> TableCorrectionKind:
        """What happened in this step."""
        return TableCorrectionKind.TABLE

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.CUT_SCORES_REPLACED

    def covers(self, moment: MomentCode, on: date) -> bool:
        """Tell whether a sitting of that moment on that day is decided by it."""
        return self.moment == moment and self.first_day <= on <= self.last_day

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "correction": self.code,
            "code": self.table.code,
            "version": self.table.version,
            "moment": self.moment,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
        }


class EarlierCorrectionKind(StrEnum):
    """What happened to a sitting of which a level counts in another one."""

    EARLIER_CORRECTED = "earlier_corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSittingCorrected:
    """A level of an earlier sitting is another one by a correction (rule 8.9).

    `code` is None where the rating of that sitting was corrected (rule 11.6).
    """

    code: CorrectionCode | None

    @property
    def kind(self) -> EarlierCorrectionKind:
        """What happened in this step."""
        return EarlierCorrectionKind.EARLIER_CORRECTED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.EARLIER_SITTING_CORRECTED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"correction": self.code}


Replacement = CutScoresReplaced | TableReplaced
Correction = ItemCorrection | Replacement
SchemeCorrection = ItemCorrection | TableReplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedItems:
    """The corrections of items that points were made with, and of the table to decide by.

    `left_out` is the maximum that items which count for nobody took from each part (rule 8.3).
    """

    corrections: tuple[SchemeCorrection, ...] = ()
    left_out: Mapping[PartCode, Marks] = field(default_factory=dict)

    @property
    def replacement(self) -> TableReplaced | None:
        """The table in the place of the one of the day (rule 8.4); None where that one stays."""
        return find_replaced_table(self.corrections)

    def full_maximum(self, part: PartCode, out_of: Marks) -> Marks:
        """Give the maximum of a part with the items that were left out of it."""
        return out_of + self.left_out.get(part, 0)


NOTHING_CORRECTED = CorrectedItems()


def keep_last(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Keep of each item, and of cut scores or table, the correction approved last (rule 8.5).

    They come in the order in which they were approved; what stays keeps that order.
    """
    kept: dict[object, Correction] = {}
    for one in corrections:
        kept.pop(_subject(one), None)
        kept[_subject(one)] = one
    return tuple(kept.values())


def find_replacement(corrections: Iterable[Correction]) -> CutScoresReplaced | None:
    """Find the cut scores that take the place of those of the day; the last counts (rule 8.5)."""
    replaced = [one for one in corrections if isinstance(one, CutScoresReplaced)]
    return replaced[-1] if replaced else None


def find_replaced_table(corrections: Iterable[Correction]) -> TableReplaced | None:
    """Find the table that takes the place of the one of the day; the last counts (rule 8.5)."""
    replaced = [one for one in corrections if isinstance(one, TableReplaced)]
    return replaced[-1] if replaced else None


def correction_to_document(correction: Correction) -> dict[str, object]:
    """Write a correction for storage."""
    match correction:
        case ItemCorrection():
            return {
                "code": correction.code,
                "kind": correction.kind.value,
                "item": correction.item,
                "item_version": correction.item_version,
                "part": correction.part,
            }
        case CutScoresReplaced():
            return {
                "code": correction.code,
                "kind": correction.kind.value,
                "cut_scores": cut_score_set_to_document(correction.cut_scores),
                "first_day": correction.first_day.isoformat(),
                "last_day": correction.last_day.isoformat(),
            }
        case TableReplaced():
            return {
                "code": correction.code,
                "kind": correction.kind.value,
                "moment": correction.moment,
                **_table_to_document(correction.table),
                "first_day": correction.first_day.isoformat(),
                "last_day": correction.last_day.isoformat(),
            }
        case _:  # pragma: no cover
            assert_never(correction)


def correction_from_document(document: object) -> Correction:
    """Read what `correction_to_document` wrote.

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        ScoringError: when the cut scores, the table or the period cannot be.
    """
    reader = DocumentReader(document)
    code = CorrectionCode(reader.text("code"))
    if reader.has("cut_scores"):
        return _read_replacement(reader, code)
    if reader.has("bands") or reader.has("levels"):
        return _read_table(reader, code)
    correction = ItemCorrection(
        code=code,
        kind=reader.member("kind", ItemCorrectionKind),
        item=reader.text("item"),
        item_version=reader.whole_number("item_version", minimum=1),
        part=PartCode(reader.text("part")),
    )
    reader.finish()
    return correction


def correction_versions_to_document(
    corrections: Sequence[Correction | EarlierSittingCorrected],
) -> list[dict[str, object]]:
    """Write which corrections a decision was made with, and by which version of their rule."""
    return [
        {"code": one.code, "rule": one.rule.value, "rule_version": one.rule.version}
        for one in corrections
        if one.code is not None
    ]


def corrections_in_versions(
    corrections: Sequence[Correction | EarlierSittingCorrected],
) -> dict[str, object]:
    """Write what a decision says of corrections among its versions; without any nothing."""
    written = correction_versions_to_document(corrections)
    return {"corrections": written} if written else {}


def _read_replacement(reader: DocumentReader, code: CorrectionCode) -> CutScoresReplaced:
    reader.member("kind", CutScoreCorrectionKind)
    table = reader.table("cut_scores")
    first_day, last_day = reader.day("first_day"), reader.day("last_day")
    reader.finish()
    return CutScoresReplaced(
        code=code,
        cut_scores=cut_score_set_from_document(table),
        first_day=first_day,
        last_day=last_day,
    )


def _table_to_document(table: ReplacingTable) -> dict[str, object]:
    if isinstance(table, BandTable):
        return {"bands": band_table_to_document(table)}
    return {"levels": level_set_to_document(table)}


def _read_table(reader: DocumentReader, code: CorrectionCode) -> TableReplaced:
    reader.member("kind", TableCorrectionKind)
    moment = MomentCode(reader.text("moment"))
    is_bands = reader.has("bands")
    document = reader.table("bands" if is_bands else "levels")
    first_day, last_day = reader.day("first_day"), reader.day("last_day")
    reader.finish()
    return TableReplaced(
        code=code,
        table=band_table_from_document(document) if is_bands else level_set_from_document(document),
        moment=moment,
        first_day=first_day,
        last_day=last_day,
    )


def _check_period(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise PeriodNotValid(first_day, last_day)


def _subject(correction: Correction) -> object:
    match correction:
        case ItemCorrection(item=item, item_version=version):
            return item, version
        case CutScoresReplaced():
            return CutScoresReplaced
        case TableReplaced():
            return TableReplaced
        case _:  # pragma: no cover
            assert_never(correction)
