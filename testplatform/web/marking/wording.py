"""Rating in Dutch: what is flagged, why something is refused, what was done."""

from collections.abc import Mapping
from types import MappingProxyType

from testplatform.models.ratings import FlagKind, RatingTaskState
from testplatform.services.ratings.correcting import CorrectionFault
from testplatform.services.ratings.giving import LONGEST_COMMENT
from testplatform.web.staff.pages import Badge, Tone

FLAG_KINDS: Mapping[FlagKind, str] = MappingProxyType(
    {
        FlagKind.EMPTY: "Er staat of klinkt niets",
        FlagKind.INAUDIBLE: "Niet te verstaan of niet te lezen",
        FlagKind.OTHER_LANGUAGE: "In een andere taal",
        FlagKind.CONCERN: "Zorg om welzijn of veiligheid",
    }
)
FLAG_BADGES: Mapping[FlagKind, Badge] = MappingProxyType(
    {
        kind: Badge(word=word, tone=Tone.BAD if kind is FlagKind.CONCERN else Tone.WARNING)
        for kind, word in FLAG_KINDS.items()
    }
)
STATES: Mapping[RatingTaskState, Badge] = MappingProxyType(
    {
        RatingTaskState.RATING: Badge(word="twee beoordelingen", tone=Tone.INFORMING),
        RatingTaskState.THIRD: Badge(word="derde beoordeling", tone=Tone.WARNING),
        RatingTaskState.RATED: Badge(word="beoordeeld", tone=Tone.GOOD),
    }
)

SAVED = "Uw beoordeling is bewaard."
SAVED_AND_EMPTY = "Uw beoordeling is bewaard. Er wacht niets meer op u."
NOTHING_WAITS = "Er wacht nu niets op u."
KEPT = "Wat u hebt ingevuld, is bewaard. U kunt later verdergaan."
HANDED_BACK = "Het antwoord is teruggegeven. Iemand anders beoordeelt het."
FLAGGED = "Uw melding is bewaard. Een beheerder bekijkt ze."
NOT_YOURS = "Dit antwoord is niet meer bij u. Iemand anders beoordeelt het nu."
SCORES_MISSING = "Kies bij elk criterium een niveau."
CRITERION_MISSING = "Kies hier een niveau."
COMMENT_TOO_LONG = f"Schrijf hoogstens {LONGEST_COMMENT} tekens."
KIND_MISSING = "Kies wat er aan de hand is."
RECORDING_GONE = "De opname is er niet meer of kan niet afgespeeld worden. Meld dit antwoord."
RECORDING_SILENT = "In deze opname lijkt niets te horen. Luister zelf voor u beoordeelt."

RELEASED = "Het antwoord is weer vrij voor een andere beoordelaar."
NOT_CLAIMED = "Dit antwoord is al vrij of al beoordeeld."
FLAG_CLOSED = "De melding is afgehandeld."

PLACE_MISSING = "Kies welke beoordeling verbeterd wordt."
CORRECTION_PROPOSED = "De verbetering is voorgesteld. Een andere beheerder moet ze goedkeuren."
CORRECTED = "De beoordeling is verbeterd en er is opnieuw beslist."
CORRECTED_WITHOUT_CHANGE = "De beoordeling is verbeterd. De punten blijven gelijk."
CORRECTION_REJECTED = "De beoordeling blijft zoals ze was."
CORRECTION_JUDGED = "Over deze verbetering is al beslist."
OWN_CORRECTION = "U stelde dit zelf voor. Iemand anders moet het goedkeuren."
CORRECTION_FAULTS: Mapping[CorrectionFault, str] = MappingProxyType(
    {
        CorrectionFault.NOT_DECIDED: "Over deze afname is nog niet beslist.",
        CorrectionFault.NO_RATING: "Deze beoordeling is er niet.",
        CorrectionFault.OPEN_ALREADY: "Er wacht al een verbetering op goedkeuring.",
        CorrectionFault.REASON_MISSING: "Schrijf waarom de beoordeling verbeterd wordt.",
        CorrectionFault.NOTHING_CHANGES: "Dit is de beoordeling die er al is.",
        CorrectionFault.NO_AGREEMENT: (
            "Zo liggen de twee beoordelingen te ver uit elkaar, en er is geen derde."
        ),
    }
)
