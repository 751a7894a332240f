"""Rescoring: what two people agree to correct, what it changes, and what was written of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scoring.codes import CorrectionCode
from scoring.decisions import Outcome
from testplatform.db import Base, ClosedSet, code_text, long_text, primary_key
from testplatform.models.attempts import Attempt
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.decisions import Decision
from testplatform.models.items import ItemVersion
from testplatform.models.staff import Staff


class RescoringKind(StrEnum):
    """What a case corrects for many attempts."""

    WRONG_KEY = "wrong_key"
    FULL_MARKS = "full_marks"
    LEFT_OUT = "left_out"
    CUT_SCORES = "cut_scores"


class RescoringState(StrEnum):
    """The life of a case; docs/state-machines/rescoring-case.md draws it."""

    CALCULATING = "calculating"
    PROPOSED = "proposed"
    APPROVED = "approved"
    WRITTEN = "written"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


def name_case(case_id: int) -> CorrectionCode:
    """The name of a case by its number."""
    return CorrectionCode(f"RS-{case_id}")


class RescoringCase(Base):
    """A correction that one person proposes, with the reason, and another judges."""

    __tablename__ = "rescoring_cases"
    __table_args__ = (
        sa.CheckConstraint(
            "(item_version_id IS NULL) <> (cut_score_set_id IS NULL)", name="corrects_one_thing"
        ),
        sa.CheckConstraint(
            "(cut_score_set_id IS NULL) = (first_day IS NULL)"
            " AND (first_day IS NULL) = (last_day IS NULL)",
            name="has_a_period_with_cut_scores",
        ),
        sa.CheckConstraint(
            "judged_by_id IS NULL OR judged_by_id <> proposed_by_id", name="judged_by_another"
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'written', 'rejected') OR judged_by_id IS NOT NULL",
            name="judged_by_somebody",
        ),
    )

    id: Mapped[primary_key]
    kind: Mapped[RescoringKind] = mapped_column(ClosedSet(RescoringKind))
    programme: Mapped[code_text]
    item_version_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(ItemVersion.id), index=True, comment="null: the cut scores are corrected"
    )
    form_code: Mapped[str | None] = mapped_column(
        sa.String(64), comment="null: every form that has the item, or no item is corrected"
    )
    key: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON(none_as_null=True), comment="the fields of a corrected key; null: no key is"
    )
    cut_score_set_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(CutScoreSet.id), comment="null: an item is corrected"
    )
    first_day: Mapped[date | None] = mapped_column(comment="of the sittings; null: of all days")
    last_day: Mapped[date | None] = mapped_column(comment="of the sittings; null: of all days")
    reason: Mapped[long_text]
    state: Mapped[RescoringState] = mapped_column(ClosedSet(RescoringState), index=True)
    counts: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON(none_as_null=True), comment="totals of the dry run; null: not calculated yet"
    )
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    proposed_at: Mapped[datetime]
    judged_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="who approved or rejected; null: nobody yet"
    )
    judged_at: Mapped[datetime | None] = mapped_column(comment="null: not judged")
    approval_number: Mapped[int | None] = mapped_column(
        unique=True, comment="the order in which corrections count; null: not approved"
    )
    judgement: Mapped[long_text] = mapped_column(comment="why it was rejected; may be empty")
    finished_at: Mapped[datetime | None] = mapped_column(comment="null: still open")

    item_version: Mapped[ItemVersion | None] = relationship()
    cut_score_set: Mapped[CutScoreSet | None] = relationship()
    proposed_by: Mapped[Staff] = relationship(foreign_keys=[proposed_by_id])
    judged_by: Mapped[Staff | None] = relationship(foreign_keys=[judged_by_id])

    @property
    def code(self) -> CorrectionCode:
        """The name of the case in decisions and in the steps that explain them."""
        return name_case(self.id)


class RescoringChange(Base):
    """What the dry run of a case found: an attempt that changes, and how. Never changes itself."""

    __tablename__ = "rescoring_changes"
    __table_args__ = ({"sqlite_with_rowid": False},)

    case_id: Mapped[int] = mapped_column(sa.ForeignKey(RescoringCase.id), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id), primary_key=True)
    outcome_before: Mapped[Outcome | None] = mapped_column(
        ClosedSet(Outcome), comment="null: the test passes or fails nobody"
    )
    outcome_after: Mapped[Outcome | None] = mapped_column(
        ClosedSet(Outcome), comment="null: the test passes or fails nobody"
    )
    is_result_changed: Mapped[bool | None] = mapped_column(
        comment="whether the outcome or what was found is another; null: the outcomes tell"
    )
    document: Mapped[dict[str, Any]] = mapped_column(
        comment="scoring.rescoring.difference_to_document"
    )


class RescoringResult(Base):
    """An attempt that an approved case concerns; written once, together with its decision."""

    __tablename__ = "rescoring_results"
    __table_args__ = (
        sa.Index(None, "case_id", "written_at", "attempt_id"),
        {"sqlite_with_rowid": False},
    )

    case_id: Mapped[int] = mapped_column(sa.ForeignKey(RescoringCase.id), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id), primary_key=True, index=True)
    written_at: Mapped[datetime | None] = mapped_column(comment="null: still to be written")
    decision_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Decision.id), unique=True, comment="null: nothing changed, or not yet written"
    )
    problem: Mapped[str | None] = mapped_column(
        comment="why it could not be decided again; null: it could"
    )
