"""Advices, referrals and what is wrong with them, in Dutch."""

from collections.abc import Mapping
from types import MappingProxyType

from itembank.orientation import get_framework
from scoring.orientation import AdviceFault, AdviceType
from testplatform.models.advices import ProviderKind
from testplatform.services.advices import AdviceRefusal
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.pages import Badge, Tone

SIGNED = Badge(word="getekend", tone=Tone.GOOD)
CORRECTED = Badge(word="vervangen", tone=Tone.NEUTRAL)
DEVIATES = Badge(word="wijkt af van het voorstel", tone=Tone.WARNING)
AS_PROPOSED = Badge(word="zoals voorgesteld", tone=Tone.GOOD)
FOLLOWS = Badge(word="volgt het advies", tone=Tone.GOOD)
DIFFERS = Badge(word="ander aanbod dan het advies", tone=Tone.WARNING)

COVAAR_NEEDLESS = Badge(word="COVAAR hoeft niet", tone=Tone.INFORMING)
COVAAR_TAKEN = Badge(word="COVAAR is afgenomen", tone=Tone.GOOD)
COVAAR_FIRST = Badge(word="neem eerst COVAAR af", tone=Tone.WARNING)

PROVIDERS: Mapping[ProviderKind, str] = MappingProxyType(
    {
        ProviderKind.CBE: "centrum voor basiseducatie (CBE)",
        ProviderKind.CVO: "centrum voor volwassenenonderwijs (CVO)",
        ProviderKind.UTC: "universitair talencentrum (UTC)",
        ProviderKind.OTHER: "ander aanbod",
    }
)
NOTHING_PROPOSED = "nog geen voorstel: eerst COVAAR"

FAULTS: Mapping[AdviceFault, str] = MappingProxyType(
    {
        AdviceFault.NO_TIME_ZONE: "Het moment van ondertekenen klopt niet.",
        AdviceFault.HOURS_UNKNOWN: "Dit aantal uren hoort niet bij dit advies.",
        AdviceFault.HOURS_NEEDLESS: "Bij dit advies horen geen uren.",
        AdviceFault.DEVIATION_MISSING: (
            "Uw advies wijkt af van het voorstel. Kies waarom, en schrijf het erbij."
        ),
        AdviceFault.DEVIATION_NEEDLESS: (
            "Uw advies is precies het voorstel. Kies dan geen reden om af te wijken."
        ),
        AdviceFault.DEVIATION_UNKNOWN: "Kies een van de redenen om af te wijken.",
    }
)
REFUSALS: Mapping[AdviceRefusal, str] = MappingProxyType(
    {
        AdviceRefusal.PROPOSAL_CHANGED: (
            "De indicatoren of het denkkader zijn veranderd. "
            "Kijk het nieuwe voorstel na en teken dan."
        ),
        AdviceRefusal.COMMENT_MISSING: (
            "Schrijf een opmerking: wie het later naleest, moet de reden kunnen volgen."
        ),
        AdviceRefusal.OTHER_DOSSIER: "Een verbetering hoort bij hetzelfde dossier.",
        AdviceRefusal.CORRECTED_ALREADY: "Dit is al vervangen. Verbeter het nieuwste.",
        AdviceRefusal.SIGNED_ALREADY: "Precies dit advies is voor dit dossier al getekend.",
        AdviceRefusal.REFERRED_LATER: "De dag van de doorverwijzing ligt niet in de toekomst.",
        AdviceRefusal.OTHER_ADVICE: "Die doorverwijzing hoort bij een ander advies.",
    }
)


def describe_track(advice: AdviceType | None, hours: int | None = None) -> str:
    """A kind of advice by name, with its hours when there are any."""
    if advice is None:
        return NOTHING_PROPOSED
    title = get_framework().track(advice).title
    return f"{title} ({hours} uur)" if hours else title


def describe_module(module: AdviceType | None) -> str:
    return NOTHING if module is None else describe_track(module)


def list_deviation_titles() -> dict[str, str]:
    """Code → name of every reason to deviate, in the order of the framework."""
    return {one.code: one.title for one in get_framework().deviations}


def describe_deviation(code: str | None) -> str:
    """A reason by name; one that the framework no longer has by its code."""
    return NOTHING if code is None else list_deviation_titles().get(code, code)
