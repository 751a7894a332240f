"""Speaking: time to prepare, then an answer by microphone, which assessors score."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from itembank.bodies import Response, ResponseNotUnderstood, Scoring, Texts
from itembank.item_types.responses import read_response
from itembank.media import MediaUse
from itembank.texts import ItemText
from scoring.documents import DocumentReader, Problem
from scoring.marks import Marks, marks_to_text

LONGEST_PREPARATION = 900
LONGEST_RECORDING = 1_800
MOST_TAKES = 10
# A device counts pieces of a recording, which are never cut to the second.
SPARE_SECONDS = 10

_RECORDING = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingPresentation:
    """What the recorder on the screen works by."""

    prepare_seconds: int
    record_seconds: int
    takes: int

    @property
    def interaction(self) -> str:
        """The script of the player that records."""
        return "speaking"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingBody:
    """How long to prepare and to speak, how often, and for how many marks.

    The last take is the answer. `max_marks` is the most that assessors can give.
    """

    prepare_seconds: int
    record_seconds: int
    takes: int
    max_marks: Marks

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `prepare_seconds`, `record_seconds`, `takes` and `max_marks`."""
        return cls(
            prepare_seconds=reader.whole_number("prepare_seconds"),
            record_seconds=reader.whole_number("record_seconds", minimum=1),
            takes=reader.whole_number("takes", minimum=1),
            max_marks=reader.marks("max_marks"),
        )

    @property
    def scoring(self) -> Scoring:
        """Assessors award the marks."""
        return Scoring.ASSESSORS

    def list_problems(self) -> Iterator[Problem]:
        """List what is out of bounds."""
        if not 0 <= self.prepare_seconds <= LONGEST_PREPARATION:
            yield Problem(field="prepare_seconds", message=f"must be 0 to {LONGEST_PREPARATION}")
        if not 1 <= self.record_seconds <= LONGEST_RECORDING:
            yield Problem(field="record_seconds", message=f"must be 1 to {LONGEST_RECORDING}")
        if not 1 <= self.takes <= MOST_TAKES:
            yield Problem(field="takes", message=f"must be 1 to {MOST_TAKES}")
        if self.max_marks <= 0:
            yield Problem(field="max_marks", message="must be more than 0")

    def list_texts(self) -> tuple[ItemText, ...]:
        """None beside the prompt."""
        return ()

    def list_media(self) -> tuple[MediaUse, ...]:
        """None: what is to be spoken about is the stimulus."""
        return ()

    def list_options(self) -> tuple[str, ...]:
        """None."""
        return ()

    def present(self, texts: Texts) -> SpeakingPresentation:
        """Give the times and the number of takes."""
        return SpeakingPresentation(
            prepare_seconds=self.prepare_seconds,
            record_seconds=self.record_seconds,
            takes=self.takes,
        )

    def check_response(self, raw: object) -> None:
        """Refuse what names no recording."""
        self.read_response(raw)

    def read_response(self, raw: object) -> tuple[str, int] | None:
        """Read {"recording": id, "seconds": n}; None for {"recording": null}.

        Raises:
            ResponseNotUnderstood: for another shape, or a recording longer than it may be.
        """
        if raw == {"recording": None}:
            return None
        recording, seconds = read_response(
            raw, lambda reader: (reader.text("recording"), reader.whole_number("seconds"))
        )
        if not _RECORDING.fullmatch(recording):
            raise ResponseNotUnderstood(reason="recording: is not the name of one")
        if seconds > self.record_seconds + SPARE_SECONDS:
            raise ResponseNotUnderstood(reason="seconds: are more than may be recorded")
        return recording, seconds

    def award(self, raw: object) -> None:
        """Award nothing: assessors do."""
        self.check_response(raw)

    def empty_response(self) -> Response:
        """Nothing was recorded."""
        return {"recording": None}

    def correct_response(self) -> None:
        """None: no key decides."""
        return

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Say how long was spoken."""
        read = self.read_response(raw)
        return () if read is None else (f"{read[1]} s",)

    def to_document(self) -> dict[str, object]:
        """Write the times, the number of takes and the marks."""
        return {
            "prepare_seconds": self.prepare_seconds,
            "record_seconds": self.record_seconds,
            "takes": self.takes,
            "max_marks": marks_to_text(self.max_marks),
        }
