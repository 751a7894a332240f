"""What the item types share that choose among choices: {"chosen": ["a", ...]}."""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self, TypedDict

from itembank.bodies import Choice, Presentation, Response, ResponseNotUnderstood, Scoring, Texts
from itembank.item_types.responses import read_response
from itembank.item_types.values import ChoiceValues, read_values
from itembank.media import MediaKind, MediaUse
from itembank.texts import ItemText, TextId, find_text_problem
from scoring.awards import Award
from scoring.codes import ChoiceId, RuleId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.rules import (
    ChoiceResponse,
    ChoiceRule,
    SelectAllThatApply,
    SelectExactly,
    SelectOne,
)

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
MOST_CHOICES = 26


class ScoringFields(TypedDict):
    """The fields of a body that decide the marks."""

    key: frozenset[ChoiceId]
    rule: RuleId
    values: ChoiceValues | None


def choice_text_id(choice: str) -> TextId:
    """Name the text of a choice: "choice-a"."""
    return TextId(f"choice-{choice}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesPresentation:
    """Choices as a candidate sees them; with `is_single` one at most can be chosen."""

    choices: tuple[Choice, ...]
    is_single: bool

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "choices"

    @property
    def has_images(self) -> bool:
        """Whether the choices are images."""
        return any(choice.image for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceBody(ABC):
    """Choices of which some are right. A type says in its subclass what it allows."""

    choices: tuple[Choice, ...]
    key: frozenset[ChoiceId]
    rule: RuleId
    values: ChoiceValues | None = None

    choices_name: ClassVar[str] = "choices"
    rules: ClassVar[tuple[RuleId, ...]] = (RuleId.SELECT_ONE,)
    is_shuffled: ClassVar[bool] = True

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `choices`, `key` and `rule`; without a rule it is the usual one of the type.

        With rule 1.4 there are values in the place of a key.
        """
        return cls(choices=read_choices(reader), **cls.read_scoring(reader))

    @classmethod
    def read_scoring(cls, reader: DocumentReader) -> ScoringFields:
        """Read what decides the marks."""
        rule = reader.member("rule", RuleId) if reader.has("rule") else cls.rules[0]
        if rule is RuleId.MAPPED_CHOICES:
            values = read_values(reader, is_single=cls.rules[0] is RuleId.SELECT_ONE)
            return {"key": values.best, "rule": rule, "values": values}
        key = frozenset(ChoiceId(choice) for choice in reader.texts("key"))
        return {"key": key, "rule": rule, "values": None}

    @property
    def scoring(self) -> Scoring:
        """The key awards the marks."""
        return Scoring.KEY

    @property
    def is_single(self) -> bool:
        """Whether one choice at most can be chosen."""
        if self.values is not None:
            return self.values.is_single
        return self.rule is RuleId.SELECT_ONE

    @property
    def key_name(self) -> str:
        """The field of the document that says what is right."""
        return "key" if self.values is None else "values"

    def list_problems(self) -> Iterator[Problem]:
        """List what is wrong with the choices, then what the type does not allow."""
        yield from list_choices_problems(self.choices, self.choices_name)
        yield from self._list_key_problems()
        yield from self.list_type_problems()
        if self.rule not in self.rules:
            allowed = " or ".join(rule.value for rule in self.rules)
            yield Problem(field="rule", message=f"must be {allowed}")
        if (self.rule is RuleId.MAPPED_CHOICES) != (self.values is not None):
            message = f"must stand beside rule {RuleId.MAPPED_CHOICES.value}, and only there"
            yield Problem(field="values", message=message)

    def _list_key_problems(self) -> Iterator[Problem]:
        named = self.key if self.values is None else frozenset(self.values.values)
        if not self.key:
            message = "must not be empty" if self.values is None else "must have one above 0"
            yield Problem(field=self.key_name, message=message)
        elif self.values is not None:
            yield from self.values.list_problems()
        for unknown in sorted(named - {choice.id for choice in self.choices}):
            yield Problem(field=self.key_name, message=f"{unknown} is not a choice")

    @abstractmethod
    def list_type_problems(self) -> Iterator[Problem]:
        """List what the type does not allow."""

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the text of each choice."""
        return list_choice_texts(self.choices)

    def list_media(self) -> tuple[MediaUse, ...]:
        """List the images of the choices."""
        return list_choice_images(self.choices)

    def list_options(self) -> tuple[str, ...]:
        """List the choices, unless their order means something."""
        return tuple(choice.id for choice in self.choices) if self.is_shuffled else ()

    def present(self, texts: Texts) -> Presentation:
        """Put the choices in words."""
        return ChoicesPresentation(
            choices=present_choices(self.choices, texts), is_single=self.is_single
        )

    def check_response(self, raw: object) -> None:
        """Refuse what does not choose among the choices."""
        self.read_response(raw)

    def award(self, raw: object) -> Award:
        """Award the choices by the rule of the item."""
        return self.scoring_rule().award(self.read_response(raw))

    def scoring_rule(self) -> ChoiceRule:
        """Give the scoring rule, filled with the key."""
        if self.values is not None:
            return self.values.to_rule()
        match self.rule:
            case RuleId.SELECT_EXACTLY:
                return SelectExactly(correct=self.key)
            case RuleId.SELECT_ALL_THAT_APPLY:
                return SelectAllThatApply(correct=self.key)
            case _:
                return SelectOne(correct=self.key)

    def read_response(self, raw: object) -> ChoiceResponse:
        """Read {"chosen": [...]}; the order of the choices is of no importance.

        Raises:
            ResponseNotUnderstood: for another shape, an unknown choice, or more than may be chosen.
        """
        chosen = frozenset(map(ChoiceId, read_response(raw, lambda r: r.texts("chosen"))))
        if chosen - {choice.id for choice in self.choices}:
            raise ResponseNotUnderstood(reason="chosen: names an unknown choice")
        if self.is_single and len(chosen) > 1:
            raise ResponseNotUnderstood(reason="chosen: names more than 1")
        return ChoiceResponse(chosen=chosen)

    def empty_response(self) -> Response:
        """Nothing is chosen."""
        return {"chosen": []}

    def correct_response(self) -> Response:
        """Exactly the key is chosen."""
        return {"chosen": sorted(self.key)}

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Give the texts of what was chosen, in the order of the choices."""
        chosen = self.read_response(raw).chosen
        return tuple(
            texts[choice_text_id(choice.id)] for choice in self.choices if choice.id in chosen
        )

    def to_document(self) -> dict[str, object]:
        """Write choices, key or values, and rule."""
        return {"choices": choices_to_document(self.choices), **self.scoring_to_document()}

    def scoring_to_document(self) -> dict[str, object]:
        """Write what `read_scoring` reads."""
        right = {"key": sorted(self.key)} if self.values is None else self.values.to_document()
        return {**right, "rule": self.rule.value}


def list_choice_texts(choices: tuple[Choice, ...]) -> tuple[ItemText, ...]:
    """List the text of each choice under its name."""
    return tuple(ItemText(id=choice_text_id(choice.id), text=choice.text) for choice in choices)


def list_choice_images(choices: tuple[Choice, ...], name: str = "choices") -> tuple[MediaUse, ...]:
    """List the images of choices with their fields."""
    return tuple(
        MediaUse(name=choice.image, kind=MediaKind.IMAGE, field=f"{name}[{number}].image")
        for number, choice in enumerate(choices)
        if choice.image is not None
    )


def present_choices(choices: tuple[Choice, ...], texts: Texts) -> tuple[Choice, ...]:
    """Put choices in words."""
    return tuple(
        Choice(id=choice.id, text=texts[choice_text_id(choice.id)], image=choice.image)
        for choice in choices
    )


def choices_to_document(choices: tuple[Choice, ...]) -> list[dict[str, object]]:
    """Write choices as `read_choices` reads them."""
    return [
        {"id": choice.id, "text": choice.text, **({"image": choice.image} if choice.image else {})}
        for choice in choices
    ]


def read_choices(reader: DocumentReader, name: str = "choices") -> tuple[Choice, ...]:
    """Read a list of choices, each with `id`, `text` and perhaps `image`."""
    choices = []
    for number, row in enumerate(reader.rows(name)):
        choice = DocumentReader(row, at=f"{reader.place(name)}[{number}]")
        choices.append(
            Choice(
                id=ChoiceId(choice.text("id")),
                text=choice.text("text"),
                image=choice.text("image") if choice.has("image") else None,
            )
        )
        try:
            choice.finish()
        except DocumentNotUnderstood as error:
            reader.adopt(error.problems)
    return tuple(choices)


def list_choices_problems(choices: tuple[Choice, ...], name: str = "choices") -> Iterator[Problem]:
    """List what is wrong with choices whatever the type."""
    if len(choices) > MOST_CHOICES:
        yield Problem(field=name, message=f"must be {MOST_CHOICES} at most")
    if any(times > 1 for times in Counter(choice.id for choice in choices).values()):
        yield Problem(field=name, message="have an id twice")
    for number, choice in enumerate(choices):
        at = f"{name}[{number}]"
        if not ID.fullmatch(choice.id):
            yield Problem(field=f"{at}.id", message="must be like a or true")
        text_problem = find_text_problem(choice.text)
        if text_problem:
            yield Problem(field=f"{at}.text", message=text_problem)
        if choice.image is not None:
            use = MediaUse(name=choice.image, kind=MediaKind.IMAGE, field=f"{at}.image")
            if use.problem:
                yield Problem(field=use.field, message=use.problem)
