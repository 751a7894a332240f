"""Hot text: two to twenty spans within a text, of which one or some are right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from itembank.bodies import Choice, Texts
from itembank.item_types.choices import (
    ChoiceBody,
    choice_text_id,
    choices_to_document,
    list_choice_texts,
    present_choices,
    read_choices,
)
from itembank.texts import ItemText, TextId, TextKind, find_cloze_problem, split_cloze
from scoring.codes import RuleId
from scoring.documents import DocumentReader, Problem

FEWEST, MOST = 2, 20
TEXT = TextId("text")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """Words, and the span that comes after them; None where the paragraph ends."""

    words: str
    span: Choice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HotTextPresentation:
    """Paragraphs cut at their spans; with `is_single` one span at most can be chosen."""

    paragraphs: tuple[tuple[TextPiece, ...], ...]
    is_single: bool

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class HotTextBody(ChoiceBody):
    """A text with {gaps} in which its spans stand (rules 1.1, 1.2 and 1.3).

    A translation may put the spans in another order: they are found by their names.
    """

    text: str

    choices_name: ClassVar[str] = "spans"
    is_shuffled: ClassVar[bool] = False
    rules: ClassVar[tuple[RuleId, ...]] = (
        RuleId.SELECT_ONE,
        RuleId.SELECT_EXACTLY,
        RuleId.SELECT_ALL_THAT_APPLY,
    )

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `text`, `spans`, `key` and `rule`."""
        return cls(
            text=reader.text("text"),
            choices=read_choices(reader, "spans"),
            **cls.read_scoring(reader),
        )

    def list_type_problems(self) -> Iterator[Problem]:
        """List what makes it no sound hot text."""
        if not FEWEST <= len(self.choices) <= MOST:
            yield Problem(field="spans", message=f"must be {FEWEST} to {MOST}")
        if any(span.image is not None for span in self.choices):
            yield Problem(field="spans", message="must have no image")
        if self.is_single and len(self.key) > 1:
            yield Problem(field="key", message="must be one span")
        if len(self.key) == len(self.choices):
            yield Problem(field="key", message="must not be all spans")
        text_problem = find_cloze_problem(self.text, self._span_ids)
        if text_problem:
            yield Problem(field="text", message=text_problem)

    @property
    def _span_ids(self) -> tuple[str, ...]:
        return tuple(span.id for span in self.choices)

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the text with its gaps, then each span."""
        text = ItemText(
            id=TEXT,
            text=self.text,
            kind=TextKind.CLOZE,
            gaps=self._span_ids,
            fillings=tuple(map(choice_text_id, self._span_ids)),
        )
        return (text, *list_choice_texts(self.choices))

    def present(self, texts: Texts) -> HotTextPresentation:
        """Put the spans where they stand in the words."""
        spans: dict[str | None, Choice] = {
            span.id: span for span in present_choices(self.choices, texts)
        }
        return HotTextPresentation(
            paragraphs=tuple(
                tuple(TextPiece(words=words, span=spans.get(gap)) for words, gap in paragraph)
                for paragraph in split_cloze(texts[TEXT])
            ),
            is_single=self.is_single,
        )

    def to_document(self) -> dict[str, object]:
        """Write the text, its spans, key and rule."""
        return {
            "text": self.text,
            "spans": choices_to_document(self.choices),
            **self.scoring_to_document(),
        }
