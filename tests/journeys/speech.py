"""Waiting for the voices that a worker makes in the background."""

from tests.journeys.processes import Platform, wait_until


def wait_for_speech(
    platform: Platform, language: str, *, only_interface: bool, seconds: float
) -> None:
    """Wait until the sentences of the screens, or those of the questions too, can be heard."""

    def is_ready() -> bool:
        states = {
            row["state"]
            for row in platform.rows(
                "SELECT state FROM audio_assets WHERE language = ? AND is_public >= ?",
                language,
                only_interface,
            )
        }
        return states == {"made"}

    wait_until(is_ready, seconds=seconds, what=f"speech in {language}")
