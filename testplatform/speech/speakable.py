"""Which texts are given to a voice at all: the same for every engine. Pure."""

from testplatform.speech.spoken_text import has_control_characters, has_something_to_say
from testplatform.speech.synthesis import TextNotSpeakable, TextProblem

MAX_CHARACTERS = 3000
"""Of one sentence: a longer text comes in sentences."""


def check_text(text: str) -> None:
    """Refuse what no voice can say well.

    Raises:
        TextNotSpeakable: empty, punctuation only, too long, or with control characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise TextNotSpeakable(TextProblem.TOO_LONG)
    if has_control_characters(text):
        raise TextNotSpeakable(TextProblem.CONTROL_CHARACTERS)
    if not has_something_to_say(text):
        raise TextNotSpeakable(TextProblem.NOTHING_TO_SAY)
