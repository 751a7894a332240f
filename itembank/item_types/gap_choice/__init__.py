"""Gap choice: a text with gaps, and words to put in them."""

from collections import Counter
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
    present_cloze,
    read_cloze_rule,
)
from itembank.texts import ItemText
from scoring.codes import ChoiceId, GapId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.rules import AnswerKey, ChoiceAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChoiceBody(ClozeBody):
    """A text with gaps and a bank of words; with `reuse` a word may fill several gaps."""

    choices: tuple[Choice, ...]
    key: Mapping[GapId, ChoiceId]
    reuse: bool = False

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `text`, `choices`, `key` by gap, `reuse` and `rule`."""
        return cls(
            text=reader.text("text"),
            choices=read_choices(reader),
            key=_read_key(reader),
            reuse=reader.flag("reuse", default=False),
            rule=read_cloze_rule(reader),
        )

    @property
    def answer_keys(self) -> Mapping[GapId, AnswerKey]:
        """The right word of each gap."""
        return {gap: ChoiceAnswer(choice=choice) for gap, choice in self.key.items()}

    def list_gap_problems(self) -> Iterator[Problem]:
        """List what is wrong with the words and the key."""
        yield from list_choices_problems(self.choices)
        if len(self.choices) < 2:
            yield Problem(field="choices", message="must be two or more")
        if any(choice.image for choice in self.choices):
            yield Problem(field="choices", message="must not have images")
        for unknown in sorted(set(self.key.values()) - self._choice_ids):
            yield Problem(field="key", message=f"{unknown} is not a choice")
        if not self.reuse and _has_repetition(self.key):
            yield Problem(field="key", message="must not use a choice twice without reuse")

    def list_choice_texts(self) -> tuple[ItemText, ...]:
        """List the words."""
        return tuple(
            ItemText(id=choice_text_id(choice.id), text=choice.text) for choice in self.choices
        )

    def list_options(self) -> tuple[str, ...]:
        """The words may stand in any order."""
        return tuple(choice.id for choice in self.choices)

    def present(self, texts: Texts) -> ClozePresentation:
        """Put the text and the words in words; every gap may have each of them."""
        words = tuple(
            Choice(id=choice.id, text=texts[choice_text_id(choice.id)]) for choice in self.choices
        )
        return present_cloze(
            texts[CLOZE_TEXT],
            dict.fromkeys(self.key, words),
            words=words,
            is_reusable=self.reuse,
        )

    def check_answers(self, answers: Mapping[GapId, str]) -> None:
        """Refuse a word that is not there or, without reuse, twice."""
        if set(answers.values()) - self._choice_ids:
            raise ResponseNotUnderstood(reason="gaps: names an unknown choice")
        if not self.reuse and _has_repetition(answers):
            raise ResponseNotUnderstood(reason="gaps: names a choice twice")

    def say_answer(self, gap: GapId, answer: str, texts: Texts) -> str:  # all have these words
        """Give the word."""
        return texts[choice_text_id(answer)]

    def right_answers(self) -> dict[str, str]:
        """Put the right word in each gap."""
        return {str(gap): str(choice) for gap, choice in self.key.items()}

    def to_document(self) -> dict[str, object]:
        """Write text, words, key, reuse and rule."""
        return {
            "text": self.text,
            "choices": choices_to_document(self.choices),
            "key": self.right_answers(),
            "reuse": self.reuse,
            "rule": self.rule.value,
        }

    @property
    def _choice_ids(self) -> set[str]:
        return {choice.id for choice in self.choices}


def _has_repetition(answers: Mapping[GapId, str]) -> bool:
    return any(times > 1 for times in Counter(answers.values()).values())


def _read_key(reader: DocumentReader) -> dict[GapId, ChoiceId]:
    table = DocumentReader(reader.table("key"), at=reader.place("key"))
    key = {GapId(gap): ChoiceId(table.text(gap)) for gap in table.names}
    try:
        table.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
    return key
