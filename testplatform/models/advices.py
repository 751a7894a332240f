"""Advices on learning Dutch that consultants signed, and the referrals that came of them.

Neither is ever changed: a correction is a new row that names the one in whose place it comes.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scoring.orientation import AdviceType
from testplatform.db import Base, ClosedSet, code_text, long_text, primary_key
from testplatform.models.staff import Staff


class ProviderKind(StrEnum):
    """The kinds of provision that somebody can be referred to."""

    CBE = "cbe"
    CVO = "cvo"
    UTC = "utc"
    OTHER = "other"


class OrientationAdvice(Base):
    """One signed advice: the ideal track, beside what was proposed and from which indicators."""

    __tablename__ = "orientation_advices"
    __table_args__ = (
        sa.CheckConstraint(
            "(deviation IS NULL AND corrects_id IS NULL) OR comment <> ''",
            name="explained",
        ),
    )

    id: Mapped[primary_key]
    dossier: Mapped[code_text] = mapped_column(index=True)
    indicators: Mapped[dict[str, Any]] = mapped_column(
        comment="code of each indicator; null: not known"
    )
    proposal: Mapped[dict[str, Any]] = mapped_column(
        comment="scoring.orientation proposal with its sentences"
    )
    proposed: Mapped[AdviceType | None] = mapped_column(
        ClosedSet(AdviceType), comment="null: COVAAR was to be taken first"
    )
    advice: Mapped[AdviceType] = mapped_column(ClosedSet(AdviceType))
    hours: Mapped[int | None] = mapped_column(comment="null: this kind of advice has no hours")
    script_module: Mapped[AdviceType | None] = mapped_column(
        ClosedSet(AdviceType), comment="null: no module for the Latin script goes before"
    )
    deviation: Mapped[str | None] = mapped_column(
        sa.String(64), comment="code of the framework; null: as proposed"
    )
    comment: Mapped[long_text] = mapped_column(comment="may be empty where nothing is explained")
    signed_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    signed_at: Mapped[datetime]
    corrects_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("orientation_advices.id"), unique=True, comment="null: corrects none"
    )

    signed_by: Mapped[Staff] = relationship()


class OrientationReferral(Base):
    """The real offer that somebody was referred to; it never changes the advice."""

    __tablename__ = "orientation_referrals"
    __table_args__ = (sa.CheckConstraint("hours >= 0", name="hours_not_negative"),)

    id: Mapped[primary_key]
    advice_id: Mapped[int] = mapped_column(sa.ForeignKey(OrientationAdvice.id), index=True)
    provider: Mapped[ProviderKind] = mapped_column(ClosedSet(ProviderKind))
    offer: Mapped[AdviceType] = mapped_column(ClosedSet(AdviceType))
    hours: Mapped[int]
    referred_on: Mapped[date] = mapped_column(comment="the day of the referral, in Brussels")
    referred_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    referred_at: Mapped[datetime] = mapped_column(comment="when it was written down")
    corrects_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("orientation_referrals.id"), unique=True, comment="null: corrects none"
    )

    referred_by: Mapped[Staff] = relationship()
