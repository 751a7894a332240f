"""Waiting for the voices that the audio worker makes."""

from tests.journeys.processes import Platform, wait_until


def wait_for_speech(platform: Platform, language: str, *, seconds: float) -> None:
    """Wait until every sentence of a language can be heard."""

    def is_ready() -> bool:
        rows = platform.rows("SELECT state FROM audio_assets WHERE language = ?", language)
        return {row["state"] for row in rows} == {"made"}

    wait_until(is_ready, seconds=seconds, what=f"speech in {language}")


def have_sentence_made(platform: Platform, language: str, text: str, *, seconds: float) -> None:
    """Let the worker make one sentence, and wait until it can be heard."""
    platform.let_voice_be_made(language, text)

    def is_made() -> bool:
        [asset] = platform.rows(
            "SELECT state FROM audio_assets WHERE language = ? AND text = ?", language, text
        )
        return bool(asset["state"] == "made")

    wait_until(is_made, seconds=seconds, what=f"a voice that says {text!r}")
