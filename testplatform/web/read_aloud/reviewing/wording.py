"""The Dutch words of the page where native reviewers listen."""

from collections.abc import Mapping
from types import MappingProxyType

from itembank.languages import list_languages
from itembank.readaloud import AudioOrigin
from testplatform.models.audio import AudioState
from testplatform.services.read_aloud.queues import QueueEntry, Show
from testplatform.services.read_aloud.reviewing import Objection, ObjectionKind, ReviewRefusal
from testplatform.speech.recognition import Heard
from testplatform.web.staff.pages import Badge, Tone

SHOWS: Mapping[Show, str] = MappingProxyType(
    {
        Show.TODO: "Wacht op u",
        Show.UNREVIEWED: "Nog door niemand beoordeeld",
        Show.REJECTED: "Afgekeurd",
        Show.MINE: "Door u beoordeeld",
        Show.SCREENS: "Schermteksten",
        Show.ALL: "Alles",
    }
)
OBJECTIONS: Mapping[ObjectionKind, str] = MappingProxyType(
    {
        ObjectionKind.PRONUNCIATION: "Verkeerd uitgesproken",
        ObjectionKind.LANGUAGE: "Verkeerde taal",
        ObjectionKind.TEXT: "Andere tekst dan op het scherm",
        ObjectionKind.SPEED: "Te snel of te traag",
        ObjectionKind.NOISE: "Ruis of lawaai",
        ObjectionKind.CUT_OFF: "Afgebroken",
        ObjectionKind.OTHER: "Iets anders",
    }
)
ORIGINS: Mapping[AudioOrigin, Badge] = MappingProxyType(
    {
        AudioOrigin.HUMAN: Badge(word="mens", tone=Tone.ACTIVE),
        AudioOrigin.SYNTHETIC: Badge(word="machine", tone=Tone.NEUTRAL),
    }
)
REFUSALS: Mapping[ReviewRefusal, str] = MappingProxyType(
    {
        ReviewRefusal.NOT_THEIRS: (
            "U kunt dit beluisteren, maar niet beoordelen: dat doen moedertaalnalezers van deze "
            "taal."
        ),
        ReviewRefusal.OWN_RECORDING: (
            "U hebt dit zelf opgenomen. Iemand anders moet het beoordelen."
        ),
        ReviewRefusal.NOT_CURRENT: (
            "Dit geluid is intussen vervangen door ander geluid. Er is niets bewaard."
        ),
        ReviewRefusal.OTHER_FILE: (
            "Het geluid is gewijzigd sinds u het hoorde. Er is niets bewaard: luister opnieuw."
        ),
        ReviewRefusal.REASON_MISSING: (
            "Kies wat er mis is; bij ‘iets anders’ schrijft u ook wat. Er is niets bewaard."
        ),
    }
)
APPROVED_SENTENCE = "Goedgekeurd."
REJECTED_SENTENCE = "Afgekeurd."
WITHDRAWN_SENTENCE = "Uw oordeel is ingetrokken."


def describe_objection(reason: str) -> str:
    """A stored reason in words."""
    objection = Objection.from_reason(reason)
    words = OBJECTIONS[objection.kind]
    return f"{words}: {objection.note}" if objection.note else words


def describe_standing(entry: QueueEntry) -> Badge:
    """Where a recording stands with its reviewers."""
    if entry.asset.state is AudioState.REJECTED:
        return Badge(word="afgekeurd", tone=Tone.BAD)
    if entry.asset.approvals >= entry.needed:
        return Badge(word="goedgekeurd", tone=Tone.GOOD)
    return Badge(
        word=f"{entry.asset.approvals} van {entry.needed} goedkeuringen", tone=Tone.WARNING
    )


def describe_doubt(heard: Heard) -> str:
    """What a recogniser took a recording for: a reason to listen well, and no more."""
    known: dict[str, str] = {one.tag: one.dutch_name for one in list_languages()}
    name = known.get(heard.language, heard.language)
    return (
        f"Een spraakherkenner hoort hier een andere taal: {name} "
        f"({round(heard.probability * 100)} % zeker). Dat is geen oordeel: luister zelf."
    )
