"""espeak-ng as an engine: the one that every installation has."""

import shutil
from dataclasses import dataclass

from itembank.voices import ListedVoice
from testplatform.speech.engines.protocol import Lack, LackKind
from testplatform.speech.espeak import PROGRAM, EspeakSynthesiser
from testplatform.speech.synthesis import SpeechSynthesiser


@dataclass(frozen=True, slots=True)
class EspeakEngine:
    """Always tried, and missed loudly: without it nothing speaks the interface."""

    is_on_by_default: bool = True
    sends_texts_out: bool = False

    def find_lack(self, voice: ListedVoice) -> Lack | None:
        if shutil.which(PROGRAM) is None:
            return Lack(kind=LackKind.PROGRAM, name=PROGRAM)
        return None

    def is_installed(self, voice: ListedVoice) -> bool:
        return True

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        return EspeakSynthesiser(language=voice.language, voice_name=voice.name)
