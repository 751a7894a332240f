import pytest

from itembank.forms import Stakes
from testplatform.speech.engines import find_voice, open_voice
from testplatform.speech.synthesis import SpeechUnsupported


class TestFindVoice:
    @pytest.mark.parametrize("tag", ["ti", "ps", "prs", "so", "kmr", "ary", "vgt"])
    def test_gives_none_where_only_people_speak(self, tag: str) -> None:
        assert find_voice(tag, stakes=Stakes.PRACTICE) is None

    def test_passes_an_engine_over_that_is_switched_off(self) -> None:
        found = find_voice("nl", stakes=Stakes.PRACTICE)
        without = find_voice(
            "nl", stakes=Stakes.PRACTICE, switches={"espeak-ng": False, "kokoro": False}
        )

        assert found is not None
        assert without is None or without.engine != "espeak-ng"


class TestOpenVoice:
    def test_opens_a_listed_voice(self) -> None:
        assert open_voice("ar", "espeak-ng", "ar").language == "ar"

    @pytest.mark.parametrize(
        ("language", "engine", "name"),
        [("nl", "espeak-ng", "fr-fr"), ("prs", "espeak-ng", "fa"), ("nl", "gone", "nl")],
    )
    def test_refuses_a_voice_that_is_not_listed(
        self, language: str, engine: str, name: str
    ) -> None:
        with pytest.raises(SpeechUnsupported):
            open_voice(language, engine, name)
