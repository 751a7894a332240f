"""The Dutch words of production: states, reasons, releases."""

from collections.abc import Mapping
from types import MappingProxyType

from itembank.languages import get_language
from itembank.readaloud import SegmentState, SpeechCoverage
from testplatform.services.read_aloud.production import TextState
from testplatform.web.staff.pages import Badge, Tone

TEXT_STATES: Mapping[TextState, Badge] = MappingProxyType(
    {
        TextState.NOT_ASKED: Badge(word="niet gevraagd", tone=Tone.NEUTRAL),
        TextState.WANTED: Badge(word="wacht", tone=Tone.INFORMING),
        TextState.MAKING: Badge(word="wordt gemaakt", tone=Tone.ACTIVE),
        TextState.MADE: Badge(word="gemaakt", tone=Tone.GOOD),
        TextState.REFUSED: Badge(word="geweigerd", tone=Tone.BAD),
        TextState.REJECTED: Badge(word="afgekeurd", tone=Tone.BAD),
        TextState.PROBLEM: Badge(word="lukt nu niet", tone=Tone.WARNING),
    }
)
SEGMENT_STATES: Mapping[SegmentState, Badge] = MappingProxyType(
    {
        SegmentState.MISSING: Badge(word="ontbreekt", tone=Tone.BAD),
        SegmentState.STALE: Badge(word="verouderd", tone=Tone.WARNING),
        SegmentState.MADE: Badge(word="gemaakt", tone=Tone.ACTIVE),
        SegmentState.APPROVED: Badge(word="goedgekeurd", tone=Tone.GOOD),
    }
)
NO_TEXT = Badge(word="geen tekst", tone=Tone.NEUTRAL)
NOTHING_TO_READ = Badge(word="wordt niet voorgelezen", tone=Tone.NEUTRAL)
WITH_READ_ALOUD = Badge(word="vrijgegeven met voorlezen", tone=Tone.GOOD)
RELEASED_WITHOUT = Badge(word="vrijgegeven zonder voorlezen", tone=Tone.WARNING)
NOT_RELEASED_YET = Badge(word="niet vrijgegeven", tone=Tone.NEUTRAL)

# What the worker wrote down (in English, for the log), by a piece of it.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "nothing_to_say": "De tekst bestaat alleen uit leestekens: er is niets uit te spreken.",
        "too_long": "De tekst is te lang om in één keer voor te lezen.",
        "control_characters": "De tekst bevat onzichtbare stuurtekens.",
        "the result is silence": "De stem zei niets: de opname is stil.",
        "no voice": "Deze stem bestaat hier niet meer.",
        "unreadable": "Het geluidsbestand is niet te lezen.",
        "duration": "De opname is te kort of te lang voor deze tekst.",
        "voiced": "De opname is voor een te groot deel stil.",
        "peak": "De opname is te luid: het geluid vervormt.",
        "loudness": "De luidheid van de opname wijkt te veel af.",
        "cannot be written": "Het bestand kan niet bewaard worden. Misschien is de schijf vol.",
        "is not installed": "De spraakmotor is niet geïnstalleerd op de server.",
        "took over": "De spraakmotor antwoordde niet op tijd.",
        "did not start": "De spraakmotor kan niet starten.",
        "failed": "De spraakmotor gaf een fout.",
    }
)
SCREENS_NAME = "Schermteksten"
SCREENS_EXPLAINED = "De zinnen van de schermen van de kandidaat; ze tellen mee bij elke testversie."
NO_REASON = "De spraakmotor kan dit nu niet maken."
REJECTED_REASON = "Een nalezer heeft de opname afgekeurd."
TRIED_AGAIN = "Het wordt vanzelf opnieuw geprobeerd."

ENGINE_MISSING = "De spraakmotor is er nu niet. Er is niets gevraagd voor: {languages}."
INTERFACE_MISSING = "De schermteksten zijn niet gevraagd: de spraakmotor is er nu niet."
UNEXPLAINED = "Schrijf waarom deze taal zonder voorlezen vrijgegeven wordt."
ALREADY_RELEASED = "Deze taal is al op een andere manier vrijgegeven. Trek die vrijgave eerst in."
NO_CHOICE = "Kies met of zonder voorlezen."


def explain_problem(state: TextState, reason: str) -> str:
    """Why a text cannot be heard, and whether somebody must do something."""
    if state is TextState.REJECTED:
        return REJECTED_REASON
    found = next((dutch for piece, dutch in REASONS.items() if piece in reason), NO_REASON)
    return f"{found} {TRIED_AGAIN}" if state is TextState.PROBLEM else found


def describe_segment_states(states: Mapping[SegmentState, int]) -> Badge:
    """The least far of some segments, and how many of them: "ontbreekt 3"."""
    for state, badge in SEGMENT_STATES.items():
        if states.get(state):
            is_alone = states[state] == sum(states.values())
            word = badge.word if is_alone else f"{badge.word} {states[state]}"
            return Badge(word=word, tone=badge.tone)
    return NOTHING_TO_READ


def count_states_in_words(states: Mapping[SegmentState, int]) -> str:
    """Every state with its number: "3 ontbreekt, 2 gemaakt"."""
    return ", ".join(
        f"{states[state]} {badge.word}" for state, badge in SEGMENT_STATES.items() if states[state]
    )


def describe_nearest(nearest: SpeechCoverage | None) -> str:
    """Which language misses the least to be released."""
    if nearest is None:
        return "Elke taal met teksten is volledig goedgekeurd."
    name = get_language(nearest.language).dutch_name
    return f"Het dichtst bij vrijgave: {name}. {describe_lacking(nearest)}"


def describe_lacking(coverage: SpeechCoverage) -> str:
    """What keeps a language from being released with read-aloud, in numbers."""
    unapproved = coverage.made - coverage.approved
    numbers = (
        (coverage.missing, "ontbreken"),
        (coverage.stale, "zijn verouderd"),
        (unapproved, "zijn gemaakt maar nog niet goedgekeurd"),
    )
    lacking = ", ".join(f"{number} {words}" for number, words in numbers if number)
    return f"Van {coverage.segments} teksten: {lacking}." if lacking else "Alles is goedgekeurd."
