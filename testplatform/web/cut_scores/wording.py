"""Cut scores, their proposals and what is wrong with those, in Dutch."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scoring.cut_scores import CutScoreKind, PartCutScore
from testplatform.models.cut_scores import ProposalState
from testplatform.services.cut_score_checks import Fault, ProposalFault
from testplatform.web.staff.pages import Badge, Tone
from testplatform.web.staff.wording import describe_part

PROPOSAL_STATES: Mapping[ProposalState, Badge] = MappingProxyType(
    {
        ProposalState.PROPOSED: Badge(word="wacht op een tweede beheerder", tone=Tone.WARNING),
        ProposalState.APPROVED: Badge(word="goedgekeurd", tone=Tone.GOOD),
        ProposalState.REJECTED: Badge(word="afgekeurd", tone=Tone.BAD),
        ProposalState.WITHDRAWN: Badge(word="ingetrokken", tone=Tone.NEUTRAL),
    }
)
IN_FORCE = Badge(word="vandaag van kracht", tone=Tone.GOOD)
COMING = Badge(word="komt eraan", tone=Tone.ACTIVE)
PAST = Badge(word="voorbij", tone=Tone.NEUTRAL)

KINDS: Mapping[CutScoreKind, str] = MappingProxyType(
    {
        CutScoreKind.AT_LEAST_PERCENTAGE: "minstens een percentage",
        CutScoreKind.MORE_THAN_PERCENTAGE: "meer dan een percentage",
        CutScoreKind.AT_LEAST_POINTS: "minstens een aantal punten",
    }
)

NEEDS_ANOTHER = (
    "Wie een cesuur voorstelt, beslist er niet zelf over: dat doet een andere beheerder."
)
DECIDED_ALREADY = "Over dit voorstel is al beslist."
COMMENT_MISSING = "Schrijf waarom u het voorstel afkeurt."
ONLY_PROPOSER = "Alleen wie het voorstelde, kan een voorstel intrekken."

_SENTENCES: Mapping[Fault, Callable[[str, str, str], str]] = MappingProxyType(
    {
        Fault.NO_CUT_SCORES: lambda _part, _form, _other: "Dit testprogramma heeft geen cesuren.",
        Fault.MOMENT_UNKNOWN: lambda _part, _form, _other: (
            "Dit testmoment hoort niet bij het testprogramma."
        ),
        Fault.DATE_TOO_EARLY: lambda _part, _form, _other: (
            "Een cesuur begint ten vroegste morgen. Wat al beslist is, verandert alleen door "
            "opnieuw te scoren."
        ),
        Fault.DATE_TAKEN: lambda _part, _form, other: (
            f"Op die dag begint al cesuur {other}. Kies een andere dag."
        ),
        Fault.DATE_PROPOSED: lambda _part, _form, other: (
            f"Voor die dag wacht voorstel {other} al op een beslissing."
        ),
        Fault.PARTS_DIFFER: lambda part, _form, _other: (
            f"Elk deel van het testprogramma heeft een cesuur nodig, en geen ander deel: {part}."
        ),
        Fault.FORM_UNKNOWN: lambda _part, form, _other: f"Er is geen testversie {form} in gebruik.",
        Fault.ABOVE_MAXIMUM: lambda part, form, _other: (
            f"{part}: dit is meer dan het aantal punten in {form}. Niemand zou slagen."
        ),
        Fault.LEVELS_OUT_OF_ORDER: lambda part, form, _other: (
            f"{part}: een hoger niveau moet meer punten vragen dan een lager, ook in {form}."
        ),
        Fault.LIMIT_ABOVE_MAXIMUM: lambda part, _form, _other: (
            f"{part}: dit is meer dan het aantal punten dat er is. Niemand zou het halen."
        ),
        Fault.LIMIT_NOT_HIGHER: lambda part, _form, _other: (
            f"{part}: dit moet meer vragen dan de grens eronder."
        ),
        Fault.ROUTE_NEVER_TAKEN: lambda part, _form, _other: (
            f"{part}: niemand zou deze route ooit nemen, want een vorige route vraagt evenveel of "
            "minder."
        ),
        Fault.NOTHING_TO_REPLACE: lambda _part, _form, _other: (
            "Op die dag zijn er nog geen grenzen om te wijzigen. Kies een latere dag."
        ),
        Fault.TABLE_DIFFERS: lambda _part, _form, _other: (
            "Wat er op die dag geldt, is intussen anders opgebouwd of gewijzigd. Trek het voorstel "
            "in en maak een nieuw."
        ),
        Fault.NOTHING_CHANGES: lambda _part, _form, other: (
            f"Dit is precies wat cesuur {other} al vraagt."
        ),
        Fault.REASON_MISSING: lambda _part, _form, _other: "Schrijf waarom u dit voorstelt.",
    }
)


def describe_fault(fault: ProposalFault, programme: str, limit: str | None = None) -> str:
    """What is wrong and what would put it right; `limit` is the name of the limit concerned."""
    part = limit or fault.limit or ""
    if fault.part is not None:
        part = describe_part(programme, fault.part)
    form = "een testversie" if fault.form is None else fault.form
    return _SENTENCES[fault.fault](part, form, fault.other or "")


def describe_row(programme: str, one: PartCutScore) -> str:
    """The part of a cut score, with its level and form."""
    said = [describe_part(programme, one.part)]
    if one.level is not None:
        said.append(f"niveau {one.level.value}")
    if one.form is not None:
        said.append(f"alleen testversie {one.form}")
    return ", ".join(said)
