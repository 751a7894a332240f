"""The whole way from phrases to checked audio."""

from collections.abc import Sequence
from dataclasses import dataclass

from itembank.languages import Language
from itembank.readaloud import Phrase, audio_key
from testplatform.speech.audio import PAD_MS, RenderedAudio
from testplatform.speech.gate import duration_bounds
from testplatform.speech.levelling import level
from testplatform.speech.samples import AudioSegment, find_sound, read_wav
from testplatform.speech.synthesis import SpeechSynthesiser, SpeechUnsupported

PIPELINE_VERSION = 2
"""Raise it when the audio of the same spoken text changes: every asset then gets a new key."""

PAUSE_MS = 350
"""The silence between two sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """When a piece of the text on the screen, from `start` up to `end`, is heard."""

    start: int
    end: int
    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Audio that passed the gate, and when each sentence of it is heard."""

    audio: RenderedAudio
    marks: tuple[Mark, ...]


def speech_key(
    phrases: Sequence[Phrase], language: Language, synthesiser: SpeechSynthesiser
) -> str:
    """Give the key of phrases' audio: the hash of what is really said, by whom and how.

    Raises:
        SpeechUnavailable: when the engine cannot be asked for its version.
    """
    return audio_key(phrases, language.tag, synthesiser.voice, synthesiser.rate, PIPELINE_VERSION)


def render(
    phrases: Sequence[Phrase], language: Language, synthesiser: SpeechSynthesiser
) -> Reading:
    """Speak phrases in a language, level them and let them through the technical gate.

    Raises:
        TextNotSpeakable: when there is nothing in a phrase to say.
        SpeechUnsupported: when the synthesiser is not a voice of this language.
        SpeechSilent: when nothing can be heard.
        SpeechDefective: when the gate refuses the result.
        SpeechUnavailable: when a program is missing or fails; the one to try again.
    """
    if synthesiser.language != language.tag:
        raise SpeechUnsupported(language.tag, synthesiser.voice.name)
    sounds = [find_sound(read_wav(synthesiser.synthesise(one.said))) for one in phrases]
    said = " ".join(one.said for one in phrases)
    pauses_seconds = PAUSE_MS / 1000 * (len(phrases) - 1)
    bounds = duration_bounds(said, language.script, pauses_seconds=pauses_seconds)
    return Reading(audio=level(_join(sounds), bounds), marks=_list_marks(phrases, sounds))


def _join(sounds: Sequence[AudioSegment]) -> AudioSegment:
    first, *others = sounds
    joined = first
    for sound in others:
        joined = joined + AudioSegment.silent(PAUSE_MS, sound.frame_rate) + sound
    return joined


def _list_marks(phrases: Sequence[Phrase], sounds: Sequence[AudioSegment]) -> tuple[Mark, ...]:
    marks = []
    at = PAD_MS
    for phrase, sound in zip(phrases, sounds, strict=True):
        marks.append(Mark(start=phrase.start, end=phrase.end, from_ms=at, to_ms=at + len(sound)))
        at += len(sound) + PAUSE_MS
    return tuple(marks)
