"""Inline choice: a text with gaps, each with choices of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from itembank.bodies import Choice, ResponseNotUnderstood, Texts
from itembank.item_types.choices import (
    choice_text_id,
    choices_to_document,
    list_choices_problems,
    read_choices,
)
from itembank.item_types.cloze import (
    CLOZE_TEXT,
    ClozeBody,
    ClozePresentation,
    list_repeated_gaps,
    present_cloze,
    read_cloze_rule,
)
from itembank.texts import ItemText, TextId
from scoring.codes import ChoiceId, GapId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.rules import AnswerKey, ChoiceAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGap:
    """One gap, what may stand in it, and which of it is right."""

    id: GapId
    choices: tuple[Choice, ...]
    key: ChoiceId

    @property
    def choice_ids(self) -> set[str]:
        """The choices of this gap."""
        return {choice.id for choice in self.choices}


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineChoiceBody(ClozeBody):
    """A text with gaps, each with its own choices."""

    gaps: tuple[ChoiceGap, ...]

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `text`, `gaps` with choices and key, and `rule`."""
        return cls(text=reader.text("text"), gaps=_read_gaps(reader), rule=read_cloze_rule(reader))

    @property
    def answer_keys(self) -> Mapping[GapId, AnswerKey]:
        """The right choice of each gap."""
        return {gap.id: ChoiceAnswer(choice=gap.key) for gap in self.gaps}

    def list_gap_problems(self) -> Iterator[Problem]:
        """List what is wrong with the choices and keys."""
        yield from list_repeated_gaps(tuple(gap.id for gap in self.gaps))
        for number, gap in enumerate(self.gaps):
            at = f"gaps[{number}]"
            yield from list_choices_problems(gap.choices, f"{at}.choices")
            if len(gap.choices) < 2:
                yield Problem(field=f"{at}.choices", message="must be two or more")
            if any(choice.image for choice in gap.choices):
                yield Problem(field=f"{at}.choices", message="must not have images")
            if gap.key not in gap.choice_ids:
                yield Problem(field=f"{at}.key", message="is not a choice")

    def list_choice_texts(self) -> tuple[ItemText, ...]:
        """List the choices gap by gap."""
        return tuple(
            ItemText(id=gap_choice_text_id(gap.id, choice.id), text=choice.text)
            for gap in self.gaps
            for choice in gap.choices
        )

    def present(self, texts: Texts) -> ClozePresentation:
        """Put the text and the choices in words."""
        choices = {
            gap.id: tuple(
                Choice(id=choice.id, text=texts[gap_choice_text_id(gap.id, choice.id)])
                for choice in gap.choices
            )
            for gap in self.gaps
        }
        return present_cloze(texts[CLOZE_TEXT], choices)

    def check_answers(self, answers: Mapping[GapId, str]) -> None:
        """Refuse what is no choice of its gap."""
        if any(answers.get(gap.id, gap.key) not in gap.choice_ids for gap in self.gaps):
            raise ResponseNotUnderstood(reason="gaps: names an unknown choice")

    def say_answer(self, gap: GapId, answer: str, texts: Texts) -> str:
        """Give the choice."""
        return texts[gap_choice_text_id(gap, answer)]

    def right_answers(self) -> dict[str, str]:
        """Make the right choice for each gap."""
        return {gap.id: gap.key for gap in self.gaps}

    def to_document(self) -> dict[str, object]:
        """Write text, gaps and rule."""
        gaps = [
            {"id": gap.id, "choices": choices_to_document(gap.choices), "key": gap.key}
            for gap in self.gaps
        ]
        return {"text": self.text, "gaps": gaps, "rule": self.rule.value}


def gap_choice_text_id(gap: str, choice: str) -> TextId:
    """Name the text of a choice of one gap: "g1.choice-a"."""
    return TextId(f"{gap}.{choice_text_id(choice)}")


def _read_gaps(reader: DocumentReader) -> tuple[ChoiceGap, ...]:
    gaps = []
    for number, row in enumerate(reader.rows("gaps")):
        gap = DocumentReader(row, at=f"{reader.place('gaps')}[{number}]")
        gaps.append(
            ChoiceGap(
                id=GapId(gap.text("id")),
                choices=read_choices(gap),
                key=ChoiceId(gap.text("key")),
            )
        )
        try:
            gap.finish()
        except DocumentNotUnderstood as error:
            reader.adopt(error.problems)
    return tuple(gaps)
