import pytest

from testplatform.speech.programs import run_program
from testplatform.speech.synthesis import SpeechUnavailable


class TestRunProgram:
    def test_gives_what_the_program_left(self) -> None:
        result = run_program(
            "sh", ["-c", "cat; echo bad >&2; exit 3"], stdin=b"in", timeout_seconds=5
        )

        assert (result.return_code, result.stdout, result.last_words) == (3, b"in", "bad")

    def test_says_which_program_is_missing(self) -> None:
        with pytest.raises(SpeechUnavailable, match="no-such-engine is not installed"):
            run_program("no-such-engine", [], timeout_seconds=5)

    def test_ends_a_program_that_hangs(self) -> None:
        with pytest.raises(SpeechUnavailable, match=r"sleep took over 0\.1 s"):
            run_program("sleep", ["30"], timeout_seconds=0.1)

    def test_passes_nothing_of_the_environment_but_the_path(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SECRET_KEY", "not for others")

        result = run_program("env", [], timeout_seconds=5)

        assert b"SECRET_KEY" not in result.stdout
