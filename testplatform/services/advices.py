"""The advice on learning Dutch: the platform proposes, a consultant signs; a referral is apart.

What was signed is never changed. A correction is a new advice in the place of one that no other
came in the place of yet; the same goes for referrals.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from itembank.orientation import get_framework
from itembank.timing import brussels_date
from scoring.bands import band_table_in_force
from scoring.codes import StaffId
from scoring.explanations.orientation import proposal_sentences
from scoring.orientation import (
    AdviceChoice,
    AdviceProposal,
    AdviceType,
    IndicatorValues,
    proposal_to_document,
    propose_advice,
    sign_advice,
)
from scoring.programmes.covaar import COVAAR
from testplatform.db import hold_lock
from testplatform.errors import PlatformError
from testplatform.models.advices import OrientationAdvice, OrientationReferral, ProviderKind
from testplatform.repositories.advices import (
    find_correction,
    indicators_to_document,
    list_advices_of_dossier,
    list_referrals,
    to_signed_advice,
)
from testplatform.repositories.cut_scores import list_tables
from testplatform.services.audit import record_event

LONGEST_COMMENT = 4_000


class AdviceRefusal(StrEnum):
    """Why an advice or a referral is not taken, beside what the rules say."""

    PROPOSAL_CHANGED = "proposal_changed"
    COMMENT_MISSING = "comment_missing"
    OTHER_DOSSIER = "other_dossier"
    CORRECTED_ALREADY = "corrected_already"
    SIGNED_ALREADY = "signed_already"
    REFERRED_LATER = "referred_later"
    OTHER_ADVICE = "other_advice"


@dataclass(eq=False)
class AdviceRefused(PlatformError):
    """An advice or a referral that cannot be taken; nothing changed."""

    refusal: AdviceRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal with its reasons in Dutch; `seal` tells whether somebody saw just this one."""

    values: IndicatorValues
    proposal: AdviceProposal
    sentences: tuple[str, ...]

    @property
    def document(self) -> dict[str, Any]:
        """What is kept of it for ever."""
        return {**proposal_to_document(self.proposal), "sentences": list(self.sentences)}

    @property
    def seal(self) -> str:
        whole = {"indicators": indicators_to_document(self.values), "proposal": self.document}
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdvice:
    """What a consultant signs, and the seal of the proposal that they saw."""

    dossier: str
    values: IndicatorValues
    choice: AdviceChoice
    comment: str
    seal: str
    corrects_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """The real offer for somebody with an advice."""

    advice_id: int
    provider: ProviderKind
    offer: AdviceType
    hours: int
    referred_on: date
    corrects_id: int | None = None


def list_band_titles(session: Session, today: date) -> dict[str, str]:
    """Code → Dutch name of the bands of COVAAR that are in force, lowest first."""
    table = band_table_in_force(list_tables(session, COVAAR).bands, programme=COVAAR, on=today)
    return {band.code: band.title for band in table.bands}


def propose(values: IndicatorValues, *, titles: Mapping[str, str]) -> Proposed:
    """What the orientation framework proposes for these indicators, with its reasons.

    `titles` are the Dutch names of the bands.
    """
    framework = get_framework()
    proposal = propose_advice(values, framework)
    sentences = proposal_sentences(proposal, framework, titles)
    return Proposed(values=values, proposal=proposal, sentences=sentences)


def sign(session: Session, new: NewAdvice, *, signer_id: int, now: datetime) -> OrientationAdvice:
    """Sign an advice; from then on it never changes.

    Raises AdviceNotSound of the rules, and AdviceRefused.
    """
    hold_lock(session, f"orientation advice of {new.dossier}")
    proposed = propose(new.values, titles=list_band_titles(session, brussels_date(now)))
    if proposed.seal != new.seal:
        raise AdviceRefused(AdviceRefusal.PROPOSAL_CHANGED)
    signed = sign_advice(
        proposed.proposal,
        new.choice,
        get_framework(),
        signed_by=StaffId(str(signer_id)),
        signed_at_utc=now,
    )
    comment = _clean(new.comment)
    if not comment and (signed.is_deviation or new.corrects_id is not None):
        raise AdviceRefused(AdviceRefusal.COMMENT_MISSING)
    _check_place(session, new)
    advice = OrientationAdvice(
        dossier=new.dossier,
        indicators=indicators_to_document(new.values),
        proposal=proposed.document,
        proposed=proposed.proposal.advice,
        advice=new.choice.advice,
        hours=new.choice.hours,
        script_module=new.choice.script_module,
        deviation=new.choice.deviation,
        comment=comment,
        signed_by_id=signer_id,
        signed_at=now,
        corrects_id=new.corrects_id,
    )
    session.add(advice)
    session.flush()
    _record_advice(session, advice, now)
    return advice


def refer(
    session: Session, new: NewReferral, *, referrer_id: int, now: datetime
) -> OrientationReferral:
    """Write down a referral beside an advice, which stays as it is. Raises AdviceRefused."""
    advice = session.get_one(OrientationAdvice, new.advice_id)
    hold_lock(session, f"orientation advice of {advice.dossier}")
    if find_correction(session, advice.id) is not None:
        raise AdviceRefused(AdviceRefusal.CORRECTED_ALREADY)
    if new.referred_on > brussels_date(now):
        raise AdviceRefused(AdviceRefusal.REFERRED_LATER)
    _check_corrected_referral(list_referrals(session, advice.id), new)
    referral = OrientationReferral(
        advice_id=advice.id,
        provider=new.provider,
        offer=new.offer,
        hours=new.hours,
        referred_on=new.referred_on,
        referred_by_id=referrer_id,
        referred_at=now,
        corrects_id=new.corrects_id,
    )
    session.add(referral)
    session.flush()
    _record_referral(session, referral, now)
    return referral


def _check_place(session: Session, new: NewAdvice) -> None:
    """Refuse a second correction of one advice, and the same advice signed twice."""
    if new.corrects_id is not None:
        corrected = session.get_one(OrientationAdvice, new.corrects_id)
        if corrected.dossier != new.dossier:
            raise AdviceRefused(AdviceRefusal.OTHER_DOSSIER)
        if find_correction(session, corrected.id) is not None:
            raise AdviceRefused(AdviceRefusal.CORRECTED_ALREADY)
    newest = next(iter(list_advices_of_dossier(session, new.dossier)), None)
    if newest is not None and _is_same(newest, new):
        raise AdviceRefused(AdviceRefusal.SIGNED_ALREADY)


def _is_same(stored: OrientationAdvice, new: NewAdvice) -> bool:
    return (
        stored.indicators == indicators_to_document(new.values)
        and to_signed_advice(stored).choice == new.choice
        and stored.comment == _clean(new.comment)
    )


def _check_corrected_referral(known: list[OrientationReferral], new: NewReferral) -> None:
    if new.corrects_id is None:
        return
    if new.corrects_id not in [one.id for one in known]:
        raise AdviceRefused(AdviceRefusal.OTHER_ADVICE)
    if new.corrects_id in [one.corrects_id for one in known]:
        raise AdviceRefused(AdviceRefusal.CORRECTED_ALREADY)


def _record_advice(session: Session, advice: OrientationAdvice, now: datetime) -> None:
    details: dict[str, str | int] = {"advice": advice.advice.value}
    if advice.deviation is not None:
        details["reason"] = advice.deviation
    if advice.corrects_id is not None:
        details["corrects"] = advice.corrects_id
    record_event(
        session,
        actor=f"staff:{advice.signed_by_id}",
        action="advice signed" if advice.corrects_id is None else "advice corrected",
        subject=f"advice:{advice.id}",
        now=now,
        details=details,
    )


def _record_referral(session: Session, referral: OrientationReferral, now: datetime) -> None:
    details: dict[str, str | int] = {"advice": referral.advice_id, "offer": referral.offer.value}
    if referral.corrects_id is not None:
        details["corrects"] = referral.corrects_id
    record_event(
        session,
        actor=f"staff:{referral.referred_by_id}",
        action="referral made" if referral.corrects_id is None else "referral corrected",
        subject=f"referral:{referral.id}",
        now=now,
        details=details,
    )


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_COMMENT]
