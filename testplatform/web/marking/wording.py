"""Rating in Dutch: what is flagged, why something is refused, what was done."""

from collections.abc import Mapping
from types import MappingProxyType

from testplatform.models.ratings import FlagKind, RatingTaskState
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
