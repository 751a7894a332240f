"""The sound check: three rising notes, at the loudness of the read-aloud voices."""

from testplatform.speech.audio import RenderedAudio
from testplatform.speech.levelling import level
from testplatform.speech.samples import SAMPLE_RATE, AudioSegment, Sine

_NOTES_HERTZ = (523.25, 659.25, 783.99)
_NOTE_MS = 220
_LAST_NOTE_MS = 700
_ATTACK_MS = 12


def render_chime() -> RenderedAudio:
    """Make the tone that a candidate hears before a test: C, E and G, about a second.

    Raises:
        SpeechUnavailable: when ffmpeg is missing or fails.
    """
    *first, last = _NOTES_HERTZ
    chime = AudioSegment.empty()
    for hertz in first:
        chime += _note(hertz, _NOTE_MS)
    return level(chime + _note(last, _LAST_NOTE_MS))


def _note(hertz: float, duration_ms: int) -> AudioSegment:
    ground = Sine(hertz, sample_rate=SAMPLE_RATE).to_audio_segment(duration_ms, volume=-9.0)
    octave = Sine(2 * hertz, sample_rate=SAMPLE_RATE).to_audio_segment(duration_ms, volume=-21.0)
    return ground.overlay(octave).fade_in(_ATTACK_MS).fade_out(duration_ms - _ATTACK_MS)
