"""Engines, and what they lack, in Dutch."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import assert_never

from itembank.languages import get_language
from itembank.voices import Permit
from testplatform.services.read_aloud.production import Requested
from testplatform.speech.engines import Lack, LackKind
from testplatform.web.staff.pages import Badge, Tone

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "kokoro": "Kokoro",
        "piper": "Piper",
        "rhvoice": "RHVoice",
        "mbrola": "MBROLA",
        "gtts": "gTTS (Google Translate)",
        "espeak-ng": "espeak-ng",
    }
)
ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "kokoro": "Neurale stemmen die op deze server draaien.",
        "piper": "Neurale stemmen die op deze server draaien, elk met een eigen licentiekaart.",
        "rhvoice": "Natuurlijke stemmen voor enkele talen, op deze server.",
        "mbrola": "Opgenomen klanken, aan elkaar gezet door espeak-ng, op deze server.",
        "gtts": "Stemmen over het internet: elke tekst wordt naar Google gestuurd.",
        "espeak-ng": "Robotachtige stemmen die er altijd zijn: het laatste redmiddel.",
    }
)
PERMITS: Mapping[Permit, Badge] = MappingProxyType(
    {
        Permit.ALL: Badge(word="alles", tone=Tone.GOOD),
        Permit.PRACTICE: Badge(word="alleen oefenen", tone=Tone.WARNING),
        Permit.NOTHING: Badge(word="niets", tone=Tone.BAD),
    }
)
ON = Badge(word="aan", tone=Tone.GOOD)
OFF = Badge(word="uit", tone=Tone.NEUTRAL)
INSTALLED = Badge(word="geïnstalleerd", tone=Tone.GOOD)
BREAKER_CLOSED = Badge(word="gesloten: verzoeken gaan door", tone=Tone.GOOD)
BREAKER_OPEN = Badge(word="open: er wordt gewacht", tone=Tone.WARNING)
BY_DEFAULT = "zo geleverd"

RECIPIENT = "Google, via translate.google.com (buiten elke verwerkersovereenkomst)"
LEAVES = (
    "de tekst van elke vraag, elk antwoord en elke knop, ook van tests die nog niet afgenomen zijn",
    "de taal van de tekst en het internetadres van deze server",
)
STAYS = ("namen, antwoorden en opnames van kandidaten", "welk antwoord juist is")

NOT_ACCEPTED = "Vink aan dat u weet wat ons huis verlaat. Er is niets veranderd."
UNREADABLE = "Dat is niet gelukt. Er is niets veranderd."


def tell_switched(engine: str, *, is_on: bool, requested: Requested | None) -> str:
    """How the engine stands now, and what its change made other voices say."""
    told = f"{TITLES[engine]} staat nu {'aan' if is_on else 'uit'}."
    if requested is None:
        return told
    if requested.number:
        told += f" {_count_texts(requested.number)} gevraagd aan de stemmen die nu spreken."
    if requested.unavailable:
        names = ", ".join(get_language(tag).dutch_name for tag in requested.unavailable)
        told += f" Niets gevraagd, want de motor is er nu niet: {names}."
    return told


def _count_texts(number: int) -> str:
    if number == 1:
        return "1 tekst die niemand zegt, is"
    return f"{number} teksten die niemand zegt, zijn"


def describe_lack(lack: Lack) -> Badge:
    """What is missing, by the name under which it can be installed."""
    return Badge(word=_describe(lack), tone=Tone.NEUTRAL)


def _describe(lack: Lack) -> str:
    match lack.kind:
        case LackKind.PROGRAM:
            return f"programma {lack.name} ontbreekt"
        case LackKind.PACKAGE:
            return f"pakket {lack.name} ontbreekt"
        case LackKind.FOLDER:
            return f"instelling {lack.name} ontbreekt"
        case LackKind.VOICE:
            return f"stem {lack.name} ontbreekt"
        case LackKind.LICENCE:
            return f"licentiekaart {lack.name} ontbreekt of zegt iets anders"
        case _:
            assert_never(lack.kind)
