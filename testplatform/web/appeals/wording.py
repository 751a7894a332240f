"""Appeals in Dutch: their states, why something is refused, and what a letter says."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from testplatform.errors import TransitionRefused
from testplatform.models.appeals import AppealState
from testplatform.services.appeals import (
    LONGEST_TEXT,
    AppealFault,
    NotTheSecondLook,
    OwnAppeal,
    OwnCorrection,
)
from testplatform.web.staff.pages import Badge, Tone


class Timeliness(StrEnum):
    """Whether an objection came before its last day was over."""

    IN_TIME = "in_time"
    LATE = "late"


TIMELINESS: Mapping[Timeliness, Badge] = MappingProxyType(
    {
        Timeliness.IN_TIME: Badge(word="op tijd", tone=Tone.GOOD),
        Timeliness.LATE: Badge(word="te laat", tone=Tone.WARNING),
    }
)

STATES: Mapping[AppealState, Badge] = MappingProxyType(
    {
        AppealState.RECEIVED: Badge(word="wacht op een tweede blik", tone=Tone.WARNING),
        AppealState.SECOND_LOOK: Badge(word="tweede blik bezig", tone=Tone.ACTIVE),
        AppealState.UPHELD: Badge(word="gegrond", tone=Tone.GOOD),
        AppealState.REJECTED: Badge(word="ongegrond", tone=Tone.NEUTRAL),
        AppealState.WITHDRAWN: Badge(word="ingetrokken", tone=Tone.NEUTRAL),
    }
)

FAULTS: Mapping[AppealFault, str] = MappingProxyType(
    {
        AppealFault.NO_DECISION: "Over deze afname is nog niet beslist.",
        AppealFault.RECEIVED_TOMORROW: "Deze dag moet nog komen.",
        AppealFault.DECIDED_LATER: "Op deze dag was er nog geen beslissing.",
        AppealFault.NO_RULE: "Dit testprogramma zegt niet tot wanneer een bezwaar op tijd is.",
        AppealFault.OPEN_ALREADY: "Voor deze afname loopt al een bezwaar.",
        AppealFault.SUMMARY_MISSING: "Vat het bezwaar samen.",
        AppealFault.REASON_MISSING: "Schrijf een reden.",
        AppealFault.REMEDY_MISSING: "Kies een correctie, of schrijf wat er gebeurt.",
        AppealFault.TWO_REMEDIES: "Kies een correctie of schrijf wat er gebeurt, niet allebei.",
        AppealFault.CASE_CONCERNS_OTHERS: "Deze correctie gaat niet over deze afname.",
    }
)

TOO_LONG = f"Schrijf hoogstens {LONGEST_TEXT} tekens."
OWN_APPEAL = "U noteerde dit bezwaar. Iemand anders moet opnieuw kijken."
OWN_CORRECTION = (
    "U beoordeelde een antwoord van deze afname, of stelde een correctie ervan voor of keurde ze "
    "goed. Iemand anders moet opnieuw kijken."
)
NOT_THE_SECOND_LOOK = "Alleen wie opnieuw kijkt, zegt wat het antwoord is."
CLOSED_ALREADY = (
    "Dit kan niet meer: het bezwaar veranderde intussen. Hier staat het zoals het nu is."
)
REFUSED_STEPS: Mapping[type[Exception], str] = MappingProxyType(
    {
        OwnAppeal: OWN_APPEAL,
        OwnCorrection: OWN_CORRECTION,
        NotTheSecondLook: NOT_THE_SECOND_LOOK,
        TransitionRefused: CLOSED_ALREADY,
    }
)
CASE_WITHOUT_EFFECT = (
    "De correctie van dit bezwaar werd afgekeurd of ingetrokken. Het resultaat van de kandidaat is "
    "dus niet veranderd. Stel een andere correctie voor."
)
NO_CASE = "Geen correctie: ik schrijf wat er gebeurt"

RECORDED = "Het bezwaar is genoteerd. Een andere beheerder kijkt opnieuw."
LOOKED = "U kijkt opnieuw naar deze afname."
UPHELD = "Het bezwaar is gegrond. Druk de brief af."
REJECTED = "Het bezwaar is ongegrond. Druk de brief af."
WITHDRAWN = "Het bezwaar is ingetrokken."


def describe_timeliness(*, is_late: bool) -> Badge:
    return TIMELINESS[Timeliness.LATE if is_late else Timeliness.IN_TIME]


def describe_days_open(days: int) -> str:
    """How long somebody has been waiting for an answer."""
    return "1 dag open" if days == 1 else f"{days} dagen open"
