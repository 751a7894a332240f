"""The approved corrections as they count for an attempt, at its first decision and afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from itembank.corrected_keys import correct_key
from itembank.item_documents import item_from_document
from itembank.items import Item
from itembank.programmes import Scheme, get_programme
from itembank.scheme_tables import read_tables
from scoring.codes import CorrectionCode, MomentCode, PartCode
from scoring.corrections import (
    Correction,
    CutScoresReplaced,
    ItemCorrection,
    ItemCorrectionKind,
    Replacement,
    ReplacingTable,
    TableReplaced,
    keep_last,
)
from scoring.cut_scores import cut_score_set_from_document
from testplatform.db import hold_lock
from testplatform.errors import PlatformError
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.items import ItemVersion
from testplatform.models.rescoring import RescoringCase, RescoringKind
from testplatform.repositories.forms import FormPlan, PlannedItem
from testplatform.repositories.rescoring import list_cases_in_force


@dataclass(eq=False)
class CaseNotSound(PlatformError):
    """A case that corrects nothing; the database refuses it."""

    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCorrection:
    """A correction beside the rows it is about; `item` has the key that counts."""

    correction: Correction
    programme: str
    item_version_id: int | None = None
    form_code: str | None = None
    item: Item | None = None

    @property
    def part(self) -> PartCode | None:
        """The part of the corrected item; None when cut scores or a table are replaced."""
        return self.correction.part if isinstance(self.correction, ItemCorrection) else None

    @property
    def is_key_corrected(self) -> bool:
        """Whether responses have to be marked by another key."""
        return self.correction.kind is ItemCorrectionKind.WRONG_KEY

    def concerns(self, plan: FormPlan, moment: str, on: date) -> bool:
        """Whether it counts for a sitting of a form: of a moment, on a day."""
        if isinstance(self.correction, Replacement):
            is_same = plan.programme.code == self.programme
            return is_same and self.correction.covers(MomentCode(moment), on)
        return self.form_code in (None, plan.code) and any(
            planned.item_version_id == self.item_version_id for planned in plan.scored_items
        )


def hold_corrections(session: Session, *, to_approve: bool = False) -> None:
    """Decide with the corrections there are: an approval waits for it, and it for an approval.

    So every decision either was there when a correction was approved, or was made with it.
    """
    hold_lock(session, "corrections", is_shared=not to_approve)


def list_in_force(session: Session, *, up_to: int | None = None) -> tuple[StoredCorrection, ...]:
    """Every approved correction in the order of approval, at most up to a number of that order."""
    return tuple(stored_correction(case) for case in list_cases_in_force(session, up_to=up_to))


def keep_concerning(
    stored: Iterable[StoredCorrection], plan: FormPlan, moment: str, on: date
) -> tuple[StoredCorrection, ...]:
    """Those that count for a sitting of a form, in their order."""
    return tuple(one for one in stored if one.concerns(plan, moment, on))


def keep_effective(stored: Sequence[StoredCorrection]) -> tuple[StoredCorrection, ...]:
    """Of each item, and of the cut scores, the correction that was approved last (rule 8.5)."""
    kept = set(map(id, keep_last(one.correction for one in stored)))
    return tuple(one for one in stored if id(one.correction) in kept)


def item_that_counts(session: Session, planned: PlannedItem, form_code: str) -> Item:
    """An item of a form with the key that counts today: a corrected one where there is one."""
    about_it = [
        one
        for one in list_in_force(session)
        if one.item_version_id == planned.item_version_id and one.form_code in (None, form_code)
    ]
    corrected = [one.item for one in keep_effective(about_it) if one.is_key_corrected and one.item]
    return corrected[0] if corrected else planned.item


def list_left_out(session: Session, plan: FormPlan) -> frozenset[int]:
    """The item versions of a form that an approved correction leaves out (rules 8.3 and 8.5)."""
    of_form = [one for one in list_in_force(session) if one.form_code in (None, plan.code)]
    return frozenset(
        one.item_version_id
        for one in keep_effective(of_form)
        if one.correction.kind is ItemCorrectionKind.LEFT_OUT and one.item_version_id is not None
    )


def stored_correction(case: RescoringCase) -> StoredCorrection:
    """The correction of a case. Raises CaseNotSound."""
    if case.item_version is not None:
        return build_item_correction(
            code=case.code,
            kind=case.kind,
            version=case.item_version,
            form_code=case.form_code,
            key=case.key,
        )
    if case.cut_score_set is None or case.first_day is None or case.last_day is None:
        raise CaseNotSound(case.id)
    return build_replacement(
        code=case.code,
        cut_scores=case.cut_score_set,
        first_day=case.first_day,
        last_day=case.last_day,
    )


def build_item_correction(
    *,
    code: CorrectionCode,
    kind: RescoringKind,
    version: ItemVersion,
    form_code: str | None,
    key: Mapping[str, Any] | None,
) -> StoredCorrection:
    """The correction of a version of an item; `key` has the fields of a corrected key.

    Raises KeyNotSound.
    """
    item = item_from_document(version.document)
    correction = ItemCorrection(
        code=code,
        kind=ItemCorrectionKind(kind.value),
        item=version.item.code,
        item_version=version.version,
        part=PartCode(version.part),
    )
    return StoredCorrection(
        correction=correction,
        programme=version.item.programme,
        item_version_id=version.id,
        form_code=form_code,
        item=item if key is None else correct_key(item, key),
    )


def build_replacement(
    *, code: CorrectionCode, cut_scores: CutScoreSet, first_day: date, last_day: date
) -> StoredCorrection:
    """The correction of the cut scores, bands or levels of a period. Raises PeriodNotValid."""
    table = _read_table(cut_scores)
    replaced = (
        CutScoresReplaced(
            code=code,
            cut_scores=cut_score_set_from_document(cut_scores.document),
            first_day=first_day,
            last_day=last_day,
        )
        if table is None
        else TableReplaced(
            code=code,
            table=table,
            moment=MomentCode(cut_scores.moment),
            first_day=first_day,
            last_day=last_day,
        )
    )
    return StoredCorrection(correction=replaced, programme=cut_scores.programme)


def _read_table(row: CutScoreSet) -> ReplacingTable | None:
    """The bands or levels of a row; None where cut scores decide. A routing replaces none."""
    scheme = get_programme(row.programme).scheme
    if scheme is Scheme.CUT_SCORES:
        return None
    tables = read_tables(scheme, [row.document])
    return tables.bands[0] if tables.bands else tables.levels[0]
