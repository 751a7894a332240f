"""The messages of the listening questions of the demonstration, spoken by an engine."""

from pathlib import Path

from itembank.demo_banks import list_messages
from itembank.forms import Stakes
from itembank.languages import get_language
from itembank.translations import SOURCE_LANGUAGE
from testplatform.config import Config
from testplatform.speech.engines import find_voice, open_voice
from testplatform.speech.phrases import plan_phrases
from testplatform.speech.rendering import render
from testplatform.speech.store import write_whole
from testplatform.speech.synthesis import SpeechSynthesiser, SpeechUnavailable

FOLDER = "demo-recordings"


def make_demo_recordings(config: Config) -> Path | None:
    """The folder of the recordings, made once and kept; None where nothing here speaks Dutch.

    What is there stays, so that a published recording is the same with a newer engine.
    """
    folder = config.instance_folder / FOLDER
    voice = find_voice(SOURCE_LANGUAGE, stakes=Stakes.PRACTICE)
    try:
        for name, text in list_messages().items():
            if (folder / name).exists():
                continue
            if voice is None:
                return None
            synthesiser = open_voice(SOURCE_LANGUAGE, voice.engine, voice.name)
            write_whole(folder / name, _speak(text, synthesiser))
    except SpeechUnavailable:
        return None
    return folder


def _speak(text: str, synthesiser: SpeechSynthesiser) -> bytes:
    phrases = plan_phrases(text, SOURCE_LANGUAGE, lexicon={})
    return render(phrases, get_language(SOURCE_LANGUAGE), synthesiser).audio.mp3.data
