"""Gap text: a text with gaps to write in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from itembank.bodies import Texts
from itembank.item_types.cloze import ClozeBody, list_repeated_gaps, read_cloze_rule
from itembank.item_types.text_keys import read_text_key, text_key_to_document
from itembank.texts import ItemText
from scoring.codes import GapId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.rules import AnswerKey
from scoring.text_comparison import TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGap:
    """One gap and the texts that are right in it."""

    id: GapId
    key: TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTextBody(ClozeBody):
    """A text with gaps, each with its accepted texts."""

    gaps: tuple[TextGap, ...]

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `text`, `gaps` with what each accepts, and `rule`."""
        return cls(text=reader.text("text"), gaps=_read_gaps(reader), rule=read_cloze_rule(reader))

    @property
    def answer_keys(self) -> Mapping[GapId, AnswerKey]:
        """The accepted texts of each gap."""
        return {gap.id: gap.key for gap in self.gaps}

    def list_gap_problems(self) -> Iterator[Problem]:
        """List what makes a key unsound."""
        yield from list_repeated_gaps(tuple(gap.id for gap in self.gaps))
        for number, gap in enumerate(self.gaps):
            for problem in gap.key.list_problems():
                yield Problem(field=f"gaps[{number}].{problem.field}", message=problem.message)

    def list_choice_texts(self) -> tuple[ItemText, ...]:
        """There are no choices."""
        return ()

    def check_answers(self, answers: Mapping[GapId, str]) -> None:
        """Anything may be written."""

    def say_answer(self, gap: GapId, answer: str, texts: Texts) -> str:  # a choice needs all
        """Give what was written."""
        return answer

    def right_answers(self) -> dict[str, str]:
        """Write the first accepted text in each gap."""
        return {gap.id: gap.key.accepted[0] for gap in self.gaps}

    def to_document(self) -> dict[str, object]:
        """Write text, gaps and rule."""
        gaps = [{"id": gap.id, **text_key_to_document(gap.key)} for gap in self.gaps]
        return {"text": self.text, "gaps": gaps, "rule": self.rule.value}


def _read_gaps(reader: DocumentReader) -> tuple[TextGap, ...]:
    gaps = []
    for number, row in enumerate(reader.rows("gaps")):
        gap = DocumentReader(row, at=f"{reader.place('gaps')}[{number}]")
        gaps.append(TextGap(id=GapId(gap.text("id")), key=read_text_key(gap)))
        try:
            gap.finish()
        except DocumentNotUnderstood as error:
            reader.adopt(error.problems)
    return tuple(gaps)
