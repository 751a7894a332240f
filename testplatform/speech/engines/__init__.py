"""The engines that can speak, and the voice that is to be used for a language.

An engine is a row here and a module of its own. Which of them speaks a language first is data
(`itembank/voices.toml`); whether an engine may be used at all is a switch of the administrator.
"""

from collections.abc import Mapping
from types import MappingProxyType

from itembank.forms import Stakes
from itembank.voices import ListedVoice, list_voices
from testplatform.speech.engines import gtts, kokoro, mbrola, piper, rhvoice
from testplatform.speech.engines.espeak import EspeakEngine
from testplatform.speech.engines.protocol import Engine, Lack, LackKind
from testplatform.speech.espeak import PROGRAM as ESPEAK
from testplatform.speech.synthesis import SpeechSynthesiser, SpeechUnsupported

__all__ = [
    "ENGINES",
    "Engine",
    "Lack",
    "LackKind",
    "find_voice",
    "is_usable",
    "list_switched_off",
    "open_voice",
]

Switches = Mapping[str, bool]
"""Which engines an administrator turned on or off."""

NO_SWITCHES: Switches = MappingProxyType({})

ENGINES: Mapping[str, Engine] = MappingProxyType(
    {
        kokoro.ENGINE: kokoro.KokoroEngine(),
        piper.ENGINE: piper.PiperEngine(),
        rhvoice.ENGINE: rhvoice.RhvoiceEngine(),
        mbrola.ENGINE: mbrola.MbrolaEngine(),
        gtts.ENGINE: gtts.GttsEngine(),
        ESPEAK: EspeakEngine(),
    }
)


def find_voice(
    language: str, *, stakes: Stakes, switches: Switches = NO_SWITCHES
) -> ListedVoice | None:
    """The voice to use: the first whose licence allows it and whose engine is on and installed.

    `switches` says which engines an administrator turned on or off. None: only people speak this
    language here; never a voice of another language.
    """
    return next(
        (
            voice
            for voice in list_voices(language)
            if voice.licence.allows(stakes) and _is_ready(voice, switches)
        ),
        None,
    )


def open_voice(language: str, engine: str, name: str) -> SpeechSynthesiser:
    """Open a listed voice again, as an asset remembers it.

    Raises:
        SpeechUnsupported: when it is no longer listed, or its engine is gone.
    """
    voice = _find_listed(language, engine, name)
    if voice is None:
        raise SpeechUnsupported(language, name)
    return ENGINES[engine].open(voice)


def is_usable(language: str, engine: str, name: str, *, switches: Switches = NO_SWITCHES) -> bool:
    """Whether a voice, as an asset remembers it, could still speak here."""
    voice = _find_listed(language, engine, name)
    return voice is not None and _is_ready(voice, switches)


def list_switched_off(switches: Switches) -> frozenset[str]:
    """The engines that may not be used now, by decision or by default."""
    return frozenset(name for name in ENGINES if not is_switched_on(name, switches))


def is_switched_on(engine: str, switches: Switches) -> bool:
    """Whether an engine may be used, by decision or by default."""
    return switches.get(engine, ENGINES[engine].is_on_by_default)


def _find_listed(language: str, engine: str, name: str) -> ListedVoice | None:
    return next(
        (
            voice
            for voice in list_voices(language)
            if (voice.engine, voice.name) == (engine, name) and engine in ENGINES
        ),
        None,
    )


def _is_ready(voice: ListedVoice, switches: Switches) -> bool:
    engine = ENGINES.get(voice.engine)
    return (
        engine is not None and is_switched_on(voice.engine, switches) and engine.is_installed(voice)
    )
