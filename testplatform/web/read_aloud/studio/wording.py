"""The Dutch words of the recording studio."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from testplatform.services.read_aloud.bulk import FileProblem
from testplatform.services.read_aloud.prompting import PromptState, Shown
from testplatform.services.read_aloud.recording import RecordingFault
from testplatform.services.read_aloud.speakers import SpeakerFault, VoiceTerms
from testplatform.speech.takes import TakeFault
from testplatform.web.staff.pages import Badge, Tone

MOST_TOLD = 6

PROMPT_STATES: Mapping[PromptState, Badge] = MappingProxyType(
    {
        PromptState.REJECTED: Badge(word="afgekeurd", tone=Tone.BAD),
        PromptState.MISSING: Badge(word="nog niet opgenomen", tone=Tone.NEUTRAL),
        PromptState.RECORDED: Badge(word="opgenomen, wacht op nalezing", tone=Tone.ACTIVE),
        PromptState.APPROVED: Badge(word="goedgekeurd", tone=Tone.GOOD),
    }
)
SHOWN: Mapping[Shown, str] = MappingProxyType(
    {
        Shown.UNAPPROVED: "Wat nog niet goedgekeurd is",
        Shown.SCREENS: "Schermteksten",
        Shown.ALL: "Alle teksten",
    }
)
SCREEN_TEXT = "Schermtekst: knop, uitleg of melding, in elke test"
TERMS: Mapping[VoiceTerms, str] = MappingProxyType(
    {
        VoiceTerms.TESTS_ONLY: (
            "Mijn opnames (stem of beeld) mogen alleen gebruikt worden om teksten van tests op dit "
            "platform voor te lezen of te gebaren."
        ),
        VoiceTerms.OPEN: (
            "Mijn opnames (stem of beeld) mogen ook buiten dit platform gebruikt worden, met "
            "vermelding van mijn naam (Creative Commons Naamsvermelding 4.0)."
        ),
    }
)
TERM_NAMES: Mapping[str, str] = MappingProxyType(
    {
        VoiceTerms.TESTS_ONLY.value: "alleen voor tests op dit platform",
        VoiceTerms.OPEN.value: "vrij te gebruiken met naamsvermelding (CC BY 4.0)",
    }
)
SPEAKER_FAULTS: Mapping[SpeakerFault, str] = MappingProxyType(
    {
        SpeakerFault.NAME_MISSING: "Vul de naam van de spreker in. Er is niets bewaard.",
        SpeakerFault.CONSENT_MISSING: (
            "Zonder voorwaarden, toestemming en datum kan niemand opgenomen worden. "
            "Er is niets bewaard."
        ),
        SpeakerFault.IN_THE_FUTURE: (
            "De toestemming kan niet van na vandaag zijn. Er is niets bewaard."
        ),
        SpeakerFault.NOT_THEIRS: (
            "Deze toestemming is door iemand anders genoteerd. Noteer ze zelf om deze spreker op "
            "te nemen."
        ),
        SpeakerFault.CONSENT_WITHDRAWN: (
            "Deze spreker heeft de toestemming ingetrokken. Er is niets bewaard."
        ),
    }
)
RECORDING_FAULTS: Mapping[RecordingFault, str] = MappingProxyType(
    {
        RecordingFault.NOT_THEIR_LANGUAGE: "U kunt in deze taal geen opnames maken.",
        RecordingFault.NO_SPOKEN_LANGUAGE: "Een gebarentaal heeft geen geluid, wel video.",
        RecordingFault.NOT_SIGNED: "Deze taal wordt gesproken, niet gebaard.",
        RecordingFault.OTHER_TEXT: (
            "Precies deze opname is al bewaard bij een andere tekst of een andere spreker. "
            "Er is niets gewijzigd."
        ),
    }
)
TAKE_FAULTS: Mapping[TakeFault, str] = MappingProxyType(
    {
        TakeFault.EMPTY: "De opname is leeg.",
        TakeFault.TOO_LARGE: "De opname is te groot: geluid hoogstens 5 MB, video hoogstens 20 MB.",
        TakeFault.NOT_AUDIO: "Dit is geen geluid dat we kennen: gebruik WAV, MP3 of WebM.",
        TakeFault.VIDEO_ONLY: "Dit is een video zonder geluid.",
        TakeFault.NOT_VIDEO: (
            "Dit is geen hele video die we kennen: gebruik MP4 (H.264) of WebM, hoogstens 1080p."
        ),
        TakeFault.NO_PICTURE: "Dit bestand heeft geen beeld.",
        TakeFault.TOO_SHORT: "De opname is korter dan een halve seconde.",
        TakeFault.BROKEN_OFF: "De opname is afgebroken: een deel ontbreekt. Neem opnieuw op.",
        TakeFault.TOO_LONG: "De opname duurt langer dan een minuut.",
        TakeFault.SILENT: "Er is niets te horen. Kijk na of de microfoon aanstaat.",
        TakeFault.TOO_SHORT_FOR_TEXT: "De opname is te kort voor deze tekst.",
        TakeFault.TOO_LONG_FOR_TEXT: "De opname is te lang voor deze tekst.",
        TakeFault.NOT_CLEAR: (
            "De stem is niet duidelijk genoeg: te veel stilte, te zacht of vervormd. "
            "Neem opnieuw op."
        ),
    }
)
FILE_PROBLEMS: Mapping[FileProblem, str] = MappingProxyType(
    {
        FileProblem.NO_SUCH_NAME: "naam staat niet in de lijst",
        FileProblem.OTHER_LANGUAGE: "is van een andere taal",
        FileProblem.NO_SUCH_TEXT: "tekst staat niet in deze testversie",
        FileProblem.TWICE: "er zijn verschillende bestanden voor deze tekst",
    }
)
WILL_BE_TAKEN = Badge(word="kan overgenomen worden", tone=Tone.GOOD)
REPLACES_APPROVED = Badge(
    word="kan overgenomen worden; er is al een goedgekeurde stem", tone=Tone.WARNING
)
NO_ENGINE = "Het geluid kan nu niet bewerkt worden. Probeer het later opnieuw."
CHOOSE_SPEAKER = "Kies een spreker van wie u de toestemming genoteerd hebt."
SPEAKER_ADDED = "De spreker is toegevoegd. De toestemming is genoteerd."
CONSENT_ENDED = (
    "De toestemming is ingetrokken. Deze stem komt in geen enkele nieuwe afname meer voor; in een "
    "testversie waarvan het geluid al vastligt, blijft ze hoorbaar tot die vervangen wordt."
)


def tell_taken(number: int) -> str:
    words = "1 opname is bewaard" if number == 1 else f"{number} opnames zijn bewaard"
    return f"{words} en wachten op nalezing." if number > 1 else f"{words} en wacht op nalezing."


def tell_refused(sentences: Sequence[str]) -> list[str]:
    """The first few, and how many more: all of them must fit in what a browser keeps."""
    others = len(sentences) - MOST_TOLD
    more = [f"Nog {others} andere bestanden zijn niet bewaard."] if others > 0 else []
    return [*sentences[:MOST_TOLD], *more]
