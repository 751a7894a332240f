"""What the pages of advices print."""

from dataclasses import dataclass
from datetime import date, datetime

from testplatform.web.advice.forms import DossierForm, IndicatorsForm, ReferralForm, SigningForm
from testplatform.web.staff.pages import Badge, Link, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRow:
    """One advice in a list."""

    title: str
    url: str
    dossier: str
    advice: str
    state: Badge
    signed_by: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvicesPage:
    """The newest advices, or those of one dossier; without paging it is the latter."""

    rows: tuple[AdviceRow, ...]
    paging: Paging | None
    form: DossierForm
    problems: tuple[str, ...]
    new_url: str
    find_url: str
    list_url: str
    deviations_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposal with its reasons in the order in which they were weighed."""

    covaar: Badge
    about_covaar: str
    reasons: tuple[str, ...]
    conclusion: str
    has_assumed: bool
    framework_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFormPage:
    """Where indicators are written down, a proposal is read, and an advice is signed."""

    title: str
    dossier: str | None
    fields: IndicatorsForm
    known_band: str | None
    proposal: ProposalView | None
    signing: SigningForm
    problems: tuple[str, ...]
    earlier: tuple[AdviceRow, ...]
    corrected: Link | None
    send_url: str
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is known, by name."""

    title: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """One referral beside its advice."""

    title: str
    provider: str
    offer: str
    referred_on: date
    follows: Badge
    state: Badge
    corrects: str
    referred_by: str
    referred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvicePage:
    """One signed advice; without a form for a referral another advice came in its place."""

    title: str
    dossier: str
    state: Badge
    deviates: Badge
    advice: str
    script_module: str
    deviation: str
    comment: str
    signed_by: str
    signed_at: datetime
    indicators: tuple[Fact, ...]
    proposal: ProposalView
    corrects: Link | None
    corrected_by: Link | None
    referrals: tuple[ReferralRow, ...]
    referral_form: ReferralForm | None
    problems: tuple[str, ...]
    refer_url: str
    correct_url: str | None
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """How often a reason to deviate was given."""

    title: str
    number: int
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationCountRow:
    """How often one proposal became one other advice for one reason."""

    proposed: str
    signed: str
    reason: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationRow:
    """One deviation; without a dossier, for this is about reasons and not about people."""

    number: int
    url: str
    signed_at: datetime
    proposed: str
    signed: str
    reason: str
    framework_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationsPage:
    """How often and why consultants decided otherwise than was proposed, in a period.

    The days are those of its two fields; empty is without end.
    """

    since: str
    until: str
    problem: str | None
    is_filtered: bool
    page_url: str
    empty: str
    summary: str
    reasons: tuple[ReasonRow, ...]
    counts: tuple[DeviationCountRow, ...]
    rows: tuple[DeviationRow, ...]
    export_url: str
    export_counts_url: str
    list_url: str
