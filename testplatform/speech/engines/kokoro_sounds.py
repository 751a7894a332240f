"""The sounds that Kokoro-82M knows, and how a text becomes them.

The sounds come from espeak-ng, a process of its own. The numbers are those of the model's own
configuration (hexgrad/Kokoro-82M, Apache-2.0); sounds of other languages that it never learned
become their nearest neighbour, because leaving one out would make another word.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from itembank.voices import list_voices
from testplatform.speech import espeak
from testplatform.speech.synthesis import SpeechUnsupported

MOST_SOUNDS = 500
"""Of the 510 that the model takes at once."""

_RUNS = (
    (1, ";:,.!?"),
    (9, '—…"()“” \u0303ʣʥʦʨᵝꭧAI'),
    (31, "O"),
    (33, "Q"),
    (35, "ST"),
    (39, "W"),
    (41, "Yᵊabcdef"),
    (50, "hijklmnopqrstuvwxyzɑɐɒæ"),
    (75, "βɔɕç"),
    (80, "ɖðʤə"),
    (85, "ɚɛɜ"),
    (90, "ɟ"),
    (92, "ɡ"),
    (99, "ɥ"),
    (101, "ɨɪʝ"),
    (110, "ɯɰŋɳɲɴø"),
    (118, "ɸθœ"),
    (123, "ɹ"),
    (125, "ɾɻ"),
    (128, "ʁɽʂʃʈʧ"),
    (135, "ʊʋ"),
    (138, "ʌɣɤ"),
    (142, "χʎ"),
    (147, "ʒʔ"),
    (156, "ˈˌː"),
    (162, "ʰ"),
    (164, "ʲ"),
    (169, "↓"),
    (171, "→↗↘"),
    (177, "ᵻ"),
)
NUMBERS: Mapping[str, int] = MappingProxyType(
    {sound: first + at for first, sounds in _RUNS for at, sound in enumerate(sounds)}
)

_NEIGHBOURS = str.maketrans(
    {
        "g": "ɡ",
        "ɦ": "h",
        "ħ": "h",
        "ɫ": "l",
        "ɭ": "l",
        "ɬ": "l",
        "ɱ": "m",
        "ʀ": "ʁ",
        "ɵ": "ø",
        "ʏ": "y",
        "ʉ": "u",
        "ɘ": "ə",
        "ɝ": "ɜ",
        "ɞ": "ɜ",
        "ʐ": "ʒ",
        "ʑ": "ʒ",
        "ɓ": "b",
        "ɗ": "d",
        "ʕ": "ʔ",
        "ʍ": "w",
        "ʝ": "j",
    }
)
_OF_ENGLISH = str.maketrans({"r": "ɹ", "x": "k", "ʲ": "j"})
_SWITCHES_OF_LANGUAGE = re.compile(r"\([a-z-]+\)")
_ENDS = "!?…"

# The voice of espeak-ng that says the sounds, where it is another than the one that speaks here.
_SOUNDS_OF: Mapping[tuple[str, str], str] = MappingProxyType({("pt", "pf_dora"): "pt-br"})


def list_sounds(text: str, language: str, voice_name: str) -> list[list[int]]:
    """The numbers of a text's sounds, in pieces that the model can take.

    Raises:
        SpeechUnsupported: when espeak-ng has no voice that knows the sounds of this language.
        SpeechUnavailable: when espeak-ng is missing or fails.
    """
    file = espeak.find_voice_file(language, _find_spelling_voice(language, voice_name))
    clauses = [_to_known(one, language) for one in espeak.spell_sounds(text, file)]
    last = text.rstrip()[-1:]
    end = last if last in _ENDS else "."
    return [_to_numbers(piece + end) for piece in _join(clauses)]


def _find_spelling_voice(language: str, voice_name: str) -> str:
    found = _SOUNDS_OF.get((language, voice_name)) or next(
        (one.name for one in list_voices(language) if one.engine == espeak.PROGRAM), None
    )
    if found is None:
        raise SpeechUnsupported(language, voice_name)
    return found


def _to_known(spelt: str, language: str) -> str:
    """Without the remarks "(en)" that espeak-ng makes where it reads a word as another language."""
    sounds = _SWITCHES_OF_LANGUAGE.sub("", spelt).translate(_NEIGHBOURS)
    return sounds.translate(_OF_ENGLISH) if language == "en" else sounds


def _join(clauses: Sequence[str]) -> list[str]:
    """As few pieces as the model can take; only a clause that is too long by itself is cut."""
    pieces: list[str] = []
    for clause in clauses:
        for part in _cut(clause):
            if pieces and len(pieces[-1]) + len(part) + 2 <= MOST_SOUNDS:
                pieces[-1] = f"{pieces[-1]}, {part}"
            else:
                pieces.append(part)
    return pieces


def _cut(clause: str) -> list[str]:
    parts: list[str] = []
    rest = clause
    while len(rest) > MOST_SOUNDS:
        at = rest.rfind(" ", 0, MOST_SOUNDS)
        at = at if at > 0 else MOST_SOUNDS
        parts.append(rest[:at])
        rest = rest[at:].strip()
    return [*parts, rest]


def _to_numbers(sounds: str) -> list[int]:
    return [NUMBERS[sound] for sound in sounds if sound in NUMBERS]
