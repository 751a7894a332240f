"""Advices as consultants sign them, and referrals."""

from datetime import UTC, date, datetime

from itembank.schemes import list_band_tables
from scoring.codes import DeviationCode
from scoring.orientation import AdviceChoice, AdviceType, IndicatorValues
from testplatform.db import unit_of_work
from testplatform.models.advices import ProviderKind
from testplatform.services.advices import NewAdvice, NewReferral, propose, refer, sign
from tests.builders.cut_scores import staff_id
from tests.builders.orientation import some_indicators

KIM = "consulent@example.org"
SIGNED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _band_titles() -> dict[str, str]:
    return {band.code: band.title for band in list_band_tables("covaar")[0].bands}


def a_new_advice(
    *,
    dossier: str = "D-2026-1",
    values: IndicatorValues | None = None,
    advice: AdviceType = AdviceType.CVO_STANDARD,
    hours: int | None = 240,
    script_module: AdviceType | None = None,
    deviation: str | None = None,
    comment: str = "",
    seal: str | None = None,
    corrects_id: int | None = None,
) -> NewAdvice:
    """The standard track, as is proposed for an average band."""
    indicators = values or some_indicators()
    return NewAdvice(
        dossier=dossier,
        values=indicators,
        choice=AdviceChoice(
            advice=advice,
            hours=hours,
            script_module=script_module,
            deviation=None if deviation is None else DeviationCode(deviation),
        ),
        comment=comment,
        seal=propose(indicators, titles=_band_titles()).seal if seal is None else seal,
        corrects_id=corrects_id,
    )


def a_deviation(
    *,
    dossier: str = "D-2026-2",
    deviation: str = "own_choice",
    comment: str = "Wil sneller gaan werken.",
    corrects_id: int | None = None,
) -> NewAdvice:
    """The short track where the standard one is proposed."""
    return a_new_advice(
        dossier=dossier,
        advice=AdviceType.SHORT_TRACK,
        hours=160,
        deviation=deviation,
        comment=comment,
        corrects_id=corrects_id,
    )


def a_new_referral(
    advice_id: int,
    *,
    offer: AdviceType = AdviceType.CVO_EXTENDED,
    hours: int = 360,
    referred_on: date = date(2026, 3, 2),
    corrects_id: int | None = None,
) -> NewReferral:
    return NewReferral(
        advice_id=advice_id,
        provider=ProviderKind.CVO,
        offer=offer,
        hours=hours,
        referred_on=referred_on,
        corrects_id=corrects_id,
    )


def signed(new: NewAdvice | None = None, *, by: str = KIM, now: datetime = SIGNED_AT) -> int:
    """The id of a stored advice of Kim."""
    with unit_of_work() as session:
        person = staff_id(session, by)
        return sign(session, new or a_new_advice(), signer_id=person, now=now).id


def referred(new: NewReferral, *, by: str = KIM, now: datetime = SIGNED_AT) -> int:
    """The id of a stored referral of Kim."""
    with unit_of_work() as session:
        return refer(session, new, referrer_id=staff_id(session, by), now=now).id
