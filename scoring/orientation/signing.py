"""What the consultant decides and signs, apart from what was really found for the candidate."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scoring.codes import DeviationCode, StaffId
from scoring.errors import ScoringError
from scoring.orientation.framework import AdviceType, OrientationFramework
from scoring.orientation.proposals import AdviceProposal


class AdviceFault(StrEnum):
    """What keeps an advice from being signed."""

    NO_TIME_ZONE = "no_time_zone"
    HOURS_UNKNOWN = "hours_unknown"
    HOURS_NEEDLESS = "hours_needless"
    DEVIATION_MISSING = "deviation_missing"
    DEVIATION_NEEDLESS = "deviation_needless"
    DEVIATION_UNKNOWN = "deviation_unknown"


class AdviceNotSound(ScoringError):
    """An advice that must not be signed so."""

    def __init__(self, fault: AdviceFault, *, reason: str) -> None:
        super().__init__(reason)
        self.fault = fault
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceChoice:
    """What the consultant chooses: the track, its hours, and why it is not the proposed one."""

    advice: AdviceType
    hours: int | None
    script_module: AdviceType | None = None
    deviation: DeviationCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAdvice:
    """The ideal track as a consultant signed it, beside what was proposed (rule 6.8)."""

    proposal: AdviceProposal
    choice: AdviceChoice
    signed_by: StaffId
    signed_at_utc: datetime

    @property
    def is_deviation(self) -> bool:
        """Whether the consultant decided otherwise than was proposed."""
        return self.choice.deviation is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """The real offer that a candidate was referred to; it never changes the advice (rule 6.9)."""

    advice: SignedAdvice
    offer: AdviceType
    provider: str
    hours: int
    referred_by: StaffId
    referred_at_utc: datetime

    def __post_init__(self) -> None:
        _check_instant(self.referred_at_utc)

    @property
    def follows_advice(self) -> bool:
        """Whether the real offer is the ideal track."""
        return self.offer is self.advice.choice.advice


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationCount:
    """How often one proposal became one other advice for one reason."""

    proposed: AdviceType | None
    signed: AdviceType
    reason: DeviationCode
    count: int


def sign_advice(
    proposal: AdviceProposal,
    choice: AdviceChoice,
    framework: OrientationFramework,
    *,
    signed_by: StaffId,
    signed_at_utc: datetime,
) -> SignedAdvice:
    """Sign an advice; another one than proposed needs a reason, the same one has none (rule 6.8).

    Raises:
        AdviceNotSound: for a deviation without a known reason, a reason without a deviation,
            or hours that this kind of advice does not have.
    """
    _check_instant(signed_at_utc)
    _check_hours(framework.track(choice.advice).hours, choice.hours)
    _check_deviation(proposal, choice, framework)
    return SignedAdvice(
        proposal=proposal, choice=choice, signed_by=signed_by, signed_at_utc=signed_at_utc
    )


def count_deviations(signed: Iterable[SignedAdvice]) -> tuple[DeviationCount, ...]:
    """Count the deviations by what was proposed, what was signed and why; most frequent first."""
    counts = Counter(
        (one.proposal.advice, one.choice.advice, one.choice.deviation)
        for one in signed
        if one.choice.deviation is not None
    )
    rows = [
        DeviationCount(proposed=proposed, signed=advice, reason=reason, count=count)
        for (proposed, advice, reason), count in counts.items()
    ]
    return tuple(
        sorted(rows, key=lambda row: (-row.count, str(row.proposed), row.signed, row.reason))
    )


def _check_instant(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise AdviceNotSound(
            AdviceFault.NO_TIME_ZONE, reason="the moment of signing has no time zone"
        )


def _check_hours(known: tuple[int, ...], hours: int | None) -> None:
    if known and hours not in known:
        choices = ", ".join(str(one) for one in known)
        raise AdviceNotSound(
            AdviceFault.HOURS_UNKNOWN, reason=f"{hours} hours are not among {choices}"
        )
    if not known and hours is not None:
        raise AdviceNotSound(AdviceFault.HOURS_NEEDLESS, reason="this kind of advice has no hours")


def _check_deviation(
    proposal: AdviceProposal, choice: AdviceChoice, framework: OrientationFramework
) -> None:
    proposed = (proposal.advice, proposal.script_module)
    differs = (choice.advice, choice.script_module) != proposed
    if differs and choice.deviation is None:
        raise AdviceNotSound(
            AdviceFault.DEVIATION_MISSING,
            reason="another advice than the proposed one needs a reason",
        )
    if not differs and choice.deviation is not None:
        raise AdviceNotSound(
            AdviceFault.DEVIATION_NEEDLESS,
            reason="the proposed advice needs no reason to deviate",
        )
    known = [reason.code for reason in framework.deviations]
    if choice.deviation is not None and choice.deviation not in known:
        raise AdviceNotSound(
            AdviceFault.DEVIATION_UNKNOWN, reason=f"{choice.deviation!r} is no reason to deviate"
        )
