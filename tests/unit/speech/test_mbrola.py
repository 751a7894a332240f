from collections.abc import Iterator
from pathlib import Path

import pytest

from itembank.languages import LanguageTag
from itembank.voices import list_voices
from testplatform.speech import espeak
from testplatform.speech.engines import Lack, LackKind
from testplatform.speech.engines.folders import VoiceFolders
from testplatform.speech.engines.mbrola import MbrolaEngine, MbrolaSynthesiser, find_data
from testplatform.speech.synthesis import SpeechSilent, SpeechUnavailable, SpeechUnsupported
from tests.builders.engines import put_program

NL2 = next(voice for voice in list_voices("nl") if voice.engine == "mbrola")
_ESPEAK = r"""
case "$1" in
  --version) echo "eSpeak NG text-to-speech: 1.51  Data at: /nowhere" ;;
  --voices=*)
    echo "Pty Language Age/Gender VoiceName File Other"
    echo " 7 nl --/M dutch-mbrola-2 mb/mb-nl2"
    ;;
  *) cat > "$0.told"; echo "$@" > "$0.options"; cat "$0.wav" ;;
esac
"""


@pytest.fixture(autouse=True)
def program(programs: Path, voices: VoiceFolders) -> Iterator[Path]:
    """Both programs and the voice nl2; what espeak-ng said of itself is forgotten around it."""
    forget()
    place = voices.mbrola[0] / "nl2"
    place.mkdir(parents=True)
    (place / "nl2").write_bytes(b"diphones")
    put_program(programs, "mbrola", "exit 0")
    yield put_program(programs, "espeak-ng", _ESPEAK)
    forget()


def forget() -> None:
    espeak.get_version.cache_clear()
    espeak.list_voice_files.cache_clear()


class TestMbrolaSynthesiser:
    def test_speaks_through_espeak_with_exactly_that_voice(self, program: Path) -> None:
        spoken = a_voice().synthesise("-5 graden")

        assert len(spoken) > 1000
        assert Path(f"{program}.told").read_text() == "-5 graden"
        assert Path(f"{program}.options").read_text().startswith("-v mb/mb-nl2 ")

    def test_refuses_a_voice_that_is_not_listed_for_the_language(
        self, voices: VoiceFolders
    ) -> None:
        (voices.mbrola[0] / "tr1").write_bytes(b"diphones")

        with pytest.raises(SpeechUnsupported):
            a_voice("tr1").synthesise("een")

    def test_misses_the_program(self, programs: Path) -> None:
        (programs / "mbrola").unlink()

        with pytest.raises(SpeechUnavailable, match="mbrola is not installed"):
            a_voice().synthesise("een")

    def test_misses_the_voice(self, voices: VoiceFolders) -> None:
        (voices.mbrola[0] / "nl2" / "nl2").unlink()

        with pytest.raises(SpeechUnavailable, match="has no voice nl2"):
            a_voice().synthesise("een")

    def test_an_answer_without_a_byte_is_silence(self, program: Path) -> None:
        Path(f"{program}.wav").write_bytes(b"")

        with pytest.raises(SpeechSilent):
            a_voice().synthesise("een")

    def test_its_version_is_that_of_program_and_voice(self, voices: VoiceFolders) -> None:
        before = a_voice().voice
        assert before.version.startswith("1.51+")

        (voices.mbrola[0] / "nl2" / "nl2").write_bytes(b"other diphones")

        assert a_voice().voice.version != before.version


class TestMbrolaEngine:
    def test_is_installed_with_both_programs_and_the_voice(self) -> None:
        assert MbrolaEngine().is_installed(NL2)

    def test_says_what_is_missing(self, programs: Path, voices: VoiceFolders) -> None:
        (voices.mbrola[0] / "nl2" / "nl2").unlink()
        assert MbrolaEngine().find_lack(NL2) == Lack(kind=LackKind.VOICE, name="mbrola-nl2")

        (programs / "mbrola").unlink()
        assert MbrolaEngine().find_lack(NL2) == Lack(kind=LackKind.PROGRAM, name="mbrola")

    def test_looks_where_espeak_looks(self, voices: VoiceFolders) -> None:
        place = voices.mbrola[0] / "voices" / "tr1"
        place.parent.mkdir()
        place.write_bytes(b"diphones")

        assert find_data("tr1") == place


def a_voice(name: str = "nl2") -> MbrolaSynthesiser:
    return MbrolaSynthesiser(language=LanguageTag("nl"), voice_name=name)
