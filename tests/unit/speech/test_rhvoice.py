from pathlib import Path
from unicodedata import normalize

import pytest

from itembank.languages import LanguageTag
from itembank.voices import list_voices
from testplatform.speech.engines import Lack, LackKind
from testplatform.speech.engines.folders import VoiceFolders
from testplatform.speech.engines.rhvoice import (
    LANGUAGE_NAMES,
    RhvoiceEngine,
    RhvoiceSynthesiser,
    list_installed,
)
from testplatform.speech.synthesis import (
    SpeechError,
    SpeechSilent,
    SpeechUnavailable,
    SpeechUnsupported,
)
from tests.builders.engines import CRASHES, SAYS_NOTHING, SPEAKS, put_program, put_rhvoice_voice

LETICIA = "Letícia-F123"


@pytest.fixture(autouse=True)
def program(programs: Path, voices: VoiceFolders) -> Path:
    """The program, and the voices Letícia and Natalia."""
    put_rhvoice_voice(voices.rhvoice[0], LETICIA, "Brazilian-Portuguese")
    put_rhvoice_voice(voices.rhvoice[0], "Natalia", "Ukrainian")
    return put_program(programs, "RHVoice-test", SPEAKS)


class TestRhvoiceSynthesiser:
    def test_speaks_with_the_exact_name_of_the_voice(self, program: Path) -> None:
        a_voice("pt", normalize("NFD", LETICIA)).synthesise("-1 & 2 < 3")

        assert Path(f"{program}.told").read_text() == "-1 & 2 < 3"
        assert Path(f"{program}.options").read_text().startswith(f"-p {LETICIA} -o ")

    def test_never_asks_for_a_voice_that_is_not_there(self, program: Path) -> None:
        """It would speak with another one, in another language, and end well."""
        with pytest.raises(SpeechUnavailable, match="has no voice Leticia"):
            a_voice("pt", "Leticia").synthesise("um")

        assert not Path(f"{program}.told").exists()

    def test_never_lets_a_voice_speak_another_language(self, program: Path) -> None:
        with pytest.raises(SpeechUnsupported):
            a_voice("ru", "Natalia").synthesise("один")

        assert not Path(f"{program}.told").exists()

    @pytest.mark.parametrize(
        ("body", "problem"), [(CRASHES, SpeechUnavailable), (SAYS_NOTHING, SpeechSilent)]
    )
    def test_says_what_went_wrong(
        self, programs: Path, body: str, problem: type[SpeechError]
    ) -> None:
        put_program(programs, "RHVoice-test", body)

        with pytest.raises(problem):
            a_voice("uk", "Natalia").synthesise("один")

    def test_another_content_of_the_voice_is_another_version(self, voices: VoiceFolders) -> None:
        before = a_voice("uk", "Natalia").voice.version

        (voices.rhvoice[0] / "natalia" / "voice.data").write_bytes(b"better weights")

        assert a_voice("uk", "Natalia").voice.version != before


class TestRhvoiceEngine:
    def test_is_installed_where_the_voice_is(self) -> None:
        (leticia,) = [one for one in list_voices("pt") if one.engine == "rhvoice"]

        assert RhvoiceEngine().is_installed(leticia)

    def test_says_which_voice_is_missing(self, voices: VoiceFolders) -> None:
        hana = next(one for one in list_voices("sq") if one.engine == "rhvoice")
        assert RhvoiceEngine().find_lack(hana) == Lack(kind=LackKind.VOICE, name="Hana")

        put_rhvoice_voice(voices.rhvoice[0], "Hana", "Macedonian")
        assert RhvoiceEngine().find_lack(hana) == Lack(kind=LackKind.VOICE, name="Hana")

    def test_says_that_the_program_is_missing(self, program: Path) -> None:
        program.unlink()

        natalia = next(one for one in list_voices("uk") if one.engine == "rhvoice")
        assert RhvoiceEngine().find_lack(natalia) == Lack(
            kind=LackKind.PROGRAM, name="RHVoice-test"
        )

    def test_knows_the_language_of_every_listed_voice(self) -> None:
        listed = {
            voice.language
            for tag in LANGUAGE_NAMES
            for voice in list_voices(tag)
            if voice.engine == "rhvoice"
        }

        assert listed == set(LANGUAGE_NAMES)

    def test_lists_what_is_installed(self) -> None:
        assert {one.name for one in list_installed()} == {LETICIA, "Natalia"}


def a_voice(tag: str, name: str) -> RhvoiceSynthesiser:
    return RhvoiceSynthesiser(language=LanguageTag(tag), voice_name=name)
