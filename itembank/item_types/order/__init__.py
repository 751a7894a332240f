"""Order: three to ten choices to put one after another: {"order": ["b", "a", ...]}."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from itembank.bodies import Choice, Response, ResponseNotUnderstood, Scoring, Texts
from itembank.item_types.choices import (
    choices_to_document,
    list_choice_images,
    list_choice_texts,
    list_choices_problems,
    present_choices,
    read_choices,
)
from itembank.item_types.responses import read_response
from itembank.media import MediaUse
from itembank.texts import ItemText
from scoring.awards import Award
from scoring.codes import ChoiceId, RuleId
from scoring.documents import DocumentReader, Problem
from scoring.rules import ORDER_RULES, OrderResponse

FEWEST, MOST = 3, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPresentation:
    """Choices as a candidate sees them before they put them in order."""

    choices: tuple[Choice, ...]

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBody:
    """Choices of which one order is right (rules 1.5 and 1.6).

    They are shown in the order of the document. Whoever agrees with what they see says so; whoever
    does nothing has no response.
    """

    choices: tuple[Choice, ...]
    key: tuple[ChoiceId, ...]
    rule: RuleId

    rules: ClassVar[tuple[RuleId, ...]] = tuple(ORDER_RULES)

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `choices`, `key` and `rule`; without a rule the whole order must be right."""
        return cls(
            choices=read_choices(reader),
            key=tuple(ChoiceId(choice) for choice in reader.texts("key")),
            rule=reader.member("rule", RuleId) if reader.has("rule") else cls.rules[0],
        )

    @property
    def scoring(self) -> Scoring:
        """The key awards the marks."""
        return Scoring.KEY

    def list_problems(self) -> Iterator[Problem]:
        """List what makes it no sound order."""
        yield from list_choices_problems(self.choices)
        if not FEWEST <= len(self.choices) <= MOST:
            yield Problem(field="choices", message=f"must be {FEWEST} to {MOST}")
        if len({choice.image is None for choice in self.choices}) > 1:
            yield Problem(field="choices", message="must all have an image or none")
        if Counter(self.key) != Counter(choice.id for choice in self.choices):
            yield Problem(field="key", message="must name every choice once")
        elif self.key == self.list_options():
            yield Problem(field="choices", message="must not stand in the right order already")
        if self.rule not in self.rules:
            allowed = " or ".join(rule.value for rule in self.rules)
            yield Problem(field="rule", message=f"must be {allowed}")

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the text of each choice."""
        return list_choice_texts(self.choices)

    def list_media(self) -> tuple[MediaUse, ...]:
        """List the images of the choices."""
        return list_choice_images(self.choices)

    def list_options(self) -> tuple[str, ...]:
        """List the choices: any order of them may be the first that a candidate sees."""
        return tuple(choice.id for choice in self.choices)

    def present(self, texts: Texts) -> OrderPresentation:
        """Put the choices in words, in the order of the document."""
        return OrderPresentation(choices=present_choices(self.choices, texts))

    def check_response(self, raw: object) -> None:
        """Refuse what is no order of the choices."""
        self.read_response(raw)

    def award(self, raw: object) -> Award:
        """Award the order by the rule of the item."""
        return ORDER_RULES[self.rule](correct=self.key).award(self.read_response(raw))

    def read_response(self, raw: object) -> OrderResponse:
        """Read {"order": [...]}: every choice once, or none.

        Raises:
            ResponseNotUnderstood: for another shape, an unknown choice, or a part of the choices.
        """
        order = tuple(map(ChoiceId, read_response(raw, lambda r: r.texts("order"))))
        if set(order) - set(self.key):
            raise ResponseNotUnderstood(reason="order: names an unknown choice")
        if order and len(order) < len(self.key):
            raise ResponseNotUnderstood(reason="order: must name every choice or none")
        return OrderResponse(order=order)

    def empty_response(self) -> Response:
        """Nothing is put in order."""
        return {"order": []}

    def correct_response(self) -> Response:
        """The choices stand in the right order."""
        return {"order": list(self.key)}

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Number the choices as they were put: "1. Bel de dokter"."""
        by_id = {choice.id: choice.text for choice in self.present(texts).choices}
        order = self.read_response(raw).order
        return tuple(f"{place}. {by_id[choice]}" for place, choice in enumerate(order, start=1))

    def to_document(self) -> dict[str, object]:
        """Write choices, key and rule."""
        return {
            "choices": choices_to_document(self.choices),
            "key": list(self.key),
            "rule": self.rule.value,
        }
