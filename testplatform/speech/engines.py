"""The engines that can speak, and the voice that is to be used for a language.

An engine is a row here and a module of its own. Which of them speaks a language first is data
(`itembank/voices.toml`); whether an engine may be used at all is a switch of the administrator.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from itembank.forms import Stakes
from itembank.voices import ListedVoice, list_voices
from testplatform.speech.espeak import PROGRAM as ESPEAK
from testplatform.speech.espeak import EspeakSynthesiser
from testplatform.speech.synthesis import SpeechSynthesiser, SpeechUnsupported


class Engine(Protocol):
    """What speaks. `sends_texts_out` is true when texts leave the house to be spoken."""

    @property
    def is_on_by_default(self) -> bool:
        """Whether it is used before an administrator decided anything."""

    @property
    def sends_texts_out(self) -> bool:
        """Whether texts leave the house."""

    def is_installed(self, voice: ListedVoice) -> bool:
        """Whether it could speak with this voice here; asking is cheap and reaches no network."""

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        """Give the voice ready to speak."""


@dataclass(frozen=True, slots=True)
class EspeakEngine:
    """espeak-ng, which every installation has: always tried, and missed loudly."""

    is_on_by_default: bool = True
    sends_texts_out: bool = False

    def is_installed(self, voice: ListedVoice) -> bool:
        return True

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        return EspeakSynthesiser(language=voice.language, voice_name=voice.name)


ENGINES: Mapping[str, Engine] = MappingProxyType({ESPEAK: EspeakEngine()})


def find_voice(
    language: str, *, stakes: Stakes, switches: Mapping[str, bool] = MappingProxyType({})
) -> ListedVoice | None:
    """The voice to use: the first whose licence allows it and whose engine is on and installed.

    `switches` says which engines an administrator turned on or off. None: only people speak this
    language here; never a voice of another language.
    """
    return next(
        (
            voice
            for voice in list_voices(language)
            if (engine := ENGINES.get(voice.engine)) is not None
            and voice.licence.allows(stakes)
            and switches.get(voice.engine, engine.is_on_by_default)
            and engine.is_installed(voice)
        ),
        None,
    )


def open_voice(language: str, engine: str, name: str) -> SpeechSynthesiser:
    """Open a listed voice again, as an asset remembers it.

    Raises:
        SpeechUnsupported: when it is no longer listed, or its engine is gone.
    """
    for voice in list_voices(language):
        if (voice.engine, voice.name) == (engine, name) and engine in ENGINES:
            return ENGINES[engine].open(voice)
    raise SpeechUnsupported(language, name)
