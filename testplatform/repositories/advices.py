"""Signed advices and referrals as they are stored, and as the values that rules count."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from scoring.codes import BandCode, DeviationCode, StaffId
from scoring.orientation import (
    AdviceChoice,
    AdviceProposal,
    AdviceType,
    Education,
    IndicatorValues,
    LanguageKnowledge,
    Literacy,
    OtherInformation,
    Referral,
    SignedAdvice,
)
from testplatform.models.advices import OrientationAdvice, OrientationReferral


def find_advice(session: Session, advice_id: int) -> OrientationAdvice | None:
    """The advice with who signed it."""
    return session.scalars(_with_people().where(OrientationAdvice.id == advice_id)).one_or_none()


def find_correction(session: Session, advice_id: int) -> OrientationAdvice | None:
    """The advice that came in the place of this one."""
    return session.scalars(
        sa.select(OrientationAdvice).where(OrientationAdvice.corrects_id == advice_id)
    ).one_or_none()


def count_advices(session: Session) -> int:
    """How many advices were ever signed, corrected ones included."""
    return session.scalars(sa.select(sa.func.count(OrientationAdvice.id))).one()


def list_advices(session: Session, *, limit: int, offset: int = 0) -> list[OrientationAdvice]:
    """The newest advices with who signed them, corrected ones included."""
    return list(
        session.scalars(
            _with_people().order_by(OrientationAdvice.id.desc()).limit(limit).offset(offset)
        )
    )


def list_advices_of_dossier(session: Session, dossier: str) -> list[OrientationAdvice]:
    """The advices of one person, newest first, corrected ones included."""
    return list(
        session.scalars(
            _with_people()
            .where(OrientationAdvice.dossier == dossier)
            .order_by(OrientationAdvice.id.desc())
        )
    )


def list_advices_in_force(
    session: Session, *, since: datetime | None = None, until: datetime | None = None
) -> list[OrientationAdvice]:
    """Every advice that no other came in the place of, newest first.

    With `since` only those that were signed then or later, with `until` only before it.
    """
    signed_at = OrientationAdvice.signed_at
    corrected = sa.select(OrientationAdvice.corrects_id).where(
        OrientationAdvice.corrects_id.is_not(None)
    )
    return list(
        session.scalars(
            _with_people()
            .where(
                OrientationAdvice.id.not_in(corrected),
                *([] if since is None else [signed_at >= since]),
                *([] if until is None else [signed_at < until]),
            )
            .order_by(OrientationAdvice.id.desc())
        )
    )


def find_corrected_ids(session: Session, advice_ids: Collection[int]) -> frozenset[int]:
    """Which of these advices another one came in the place of."""
    found = session.scalars(
        sa.select(OrientationAdvice.corrects_id).where(
            OrientationAdvice.corrects_id.in_(advice_ids)
        )
    )
    return frozenset(one for one in found if one is not None)


def list_referrals(session: Session, advice_id: int) -> list[OrientationReferral]:
    """The referrals of an advice with who made them, newest first, corrected ones included."""
    return list(
        session.scalars(
            sa.select(OrientationReferral)
            .options(joinedload(OrientationReferral.referred_by))
            .where(OrientationReferral.advice_id == advice_id)
            .order_by(OrientationReferral.id.desc())
        )
    )


def indicators_to_document(values: IndicatorValues) -> dict[str, str | bool | None]:
    """Write the indicators for storage."""
    return {
        "literacy": values.literacy.value,
        "education": None if values.education is None else values.education.value,
        "covaar": values.band,
        "languages": None if values.languages is None else values.languages.value,
        "other": None if values.other is None else values.other.value,
        "in_doubt": values.in_doubt,
    }


def to_indicators(row: OrientationAdvice) -> IndicatorValues:
    """The indicators that an advice was made from."""
    stored = row.indicators
    education, languages, other = (stored[one] for one in ("education", "languages", "other"))
    return IndicatorValues(
        literacy=Literacy(stored["literacy"]),
        education=None if education is None else Education(education),
        band=None if stored["covaar"] is None else BandCode(stored["covaar"]),
        languages=None if languages is None else LanguageKnowledge(languages),
        other=None if other is None else OtherInformation(other),
        in_doubt=stored["in_doubt"],
    )


def to_signed_advice(row: OrientationAdvice) -> SignedAdvice:
    """The advice as a value; the steps of its proposal stay in the document."""
    document = row.proposal
    module = document["script_module"]
    return SignedAdvice(
        proposal=AdviceProposal(
            advice=row.proposed,
            hours=tuple(document["hours"]),
            script_module=None if module is None else AdviceType(module),
            steps=(),
            framework_version=document["versions"]["framework"]["version"],
        ),
        choice=AdviceChoice(
            advice=row.advice,
            hours=row.hours,
            script_module=row.script_module,
            deviation=None if row.deviation is None else DeviationCode(row.deviation),
        ),
        signed_by=StaffId(str(row.signed_by_id)),
        signed_at_utc=row.signed_at,
    )


def to_referral(row: OrientationReferral, advice: OrientationAdvice) -> Referral:
    """The referral as a value beside its advice."""
    return Referral(
        advice=to_signed_advice(advice),
        offer=row.offer,
        provider=row.provider.value,
        hours=row.hours,
        referred_by=StaffId(str(row.referred_by_id)),
        referred_at_utc=row.referred_at,
    )


def _with_people() -> sa.Select[OrientationAdvice]:
    return sa.select(OrientationAdvice).options(joinedload(OrientationAdvice.signed_by))
