"""The whole way from a text to checked audio, and which voice speaks a language."""

from itembank.languages import Language
from itembank.readaloud import audio_key
from testplatform.speech.audio import RenderedAudio
from testplatform.speech.espeak import EspeakSynthesiser
from testplatform.speech.gate import duration_bounds
from testplatform.speech.levelling import level
from testplatform.speech.samples import read_wav
from testplatform.speech.spoken_text import spoken_text
from testplatform.speech.synthesis import SpeechSynthesiser, SpeechUnsupported

PIPELINE_VERSION = 1
"""Raise it when the audio of the same spoken text changes: every asset then gets a new key."""


def synthesiser_for(language: Language) -> SpeechSynthesiser | None:
    """Give the voice of a language's own row, or None: never a voice of another language."""
    if language.voice is None:
        return None
    return EspeakSynthesiser(language=language.tag, voice_name=language.voice)


def speech_key(text: str, language: Language, synthesiser: SpeechSynthesiser) -> str:
    """Give the key of a text's audio: the hash of what is really said, by whom and how.

    Raises:
        SpeechUnavailable: when the engine cannot be asked for its version.
    """
    return audio_key(
        spoken_text(text, language.tag),
        language.tag,
        synthesiser.voice,
        synthesiser.rate,
        PIPELINE_VERSION,
    )


def render(text: str, language: Language, synthesiser: SpeechSynthesiser) -> RenderedAudio:
    """Speak a text in a language, level it and let it through the technical gate.

    Raises:
        TextNotSpeakable: when there is nothing in the text to say.
        SpeechUnsupported: when the synthesiser is not a voice of this language.
        SpeechSilent: when nothing can be heard.
        SpeechDefective: when the gate refuses the result.
        SpeechUnavailable: when espeak-ng or ffmpeg is missing or fails; the one to try again.
    """
    if synthesiser.language != language.tag:
        raise SpeechUnsupported(language.tag, synthesiser.voice.name)
    said = spoken_text(text, language.tag)
    samples = read_wav(synthesiser.synthesise(said))
    return level(samples, duration_bounds(said, language.script))
