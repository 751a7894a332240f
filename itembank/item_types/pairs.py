"""What the item types share that join elements of two sides: {"pairs": {"a": "x", ...}}."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, TypedDict

from itembank.bodies import Choice, Response, ResponseNotUnderstood, Scoring, Texts
from itembank.item_types.choices import list_choice_images, list_choices_problems
from itembank.item_types.responses import read_response
from itembank.media import MediaUse
from itembank.texts import ItemText, TextId
from scoring.awards import Award
from scoring.codes import ChoiceId, RuleId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.rules import PAIR_RULES, PairsResponse

Pairs = Mapping[ChoiceId, ChoiceId]


class PairScoring(TypedDict):
    """The fields of a body that decide the marks."""

    key: Pairs
    rule: RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The elements of one side: `name` is their field, `prefix` begins the names of their texts."""

    choices: tuple[Choice, ...]
    name: str
    prefix: str

    @property
    def ids(self) -> tuple[ChoiceId, ...]:
        """The ids of the elements in their order."""
        return tuple(choice.id for choice in self.choices)

    def text_id(self, choice: str) -> TextId:
        """Name the text of an element: "left-a"."""
        return TextId(f"{self.prefix}-{choice}")

    def list_problems(self, fewest: int, most: int) -> Iterator[Problem]:
        """List what is wrong with the elements."""
        yield from list_choices_problems(self.choices, self.name)
        if not fewest <= len(self.choices) <= most:
            yield Problem(field=self.name, message=f"must be {fewest} to {most}")
        if len({choice.image is None for choice in self.choices}) > 1:
            yield Problem(field=self.name, message="must all have an image or none")

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the text of each element."""
        return tuple(
            ItemText(id=self.text_id(choice.id), text=choice.text) for choice in self.choices
        )

    def present(self, texts: Texts) -> tuple[Choice, ...]:
        """Put the elements in words."""
        return tuple(
            Choice(id=choice.id, text=texts[self.text_id(choice.id)], image=choice.image)
            for choice in self.choices
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsPresentation:
    """Both sides as a candidate sees them; with `may_reuse` two elements can have one partner."""

    left: tuple[Choice, ...]
    right: tuple[Choice, ...]
    may_reuse: bool

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "pairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsBody(ABC):
    """Elements that each have one right partner (rules 1.7 and 1.8)."""

    key: Pairs
    rule: RuleId

    rules: ClassVar[tuple[RuleId, ...]] = tuple(PAIR_RULES)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", MappingProxyType(dict(self.key)))

    @property
    @abstractmethod
    def left_side(self) -> Side:
        """The elements that get a partner."""

    @property
    @abstractmethod
    def right_side(self) -> Side:
        """The partners that they can get."""

    @property
    @abstractmethod
    def may_reuse(self) -> bool:
        """Whether a partner can be had by more than one element."""

    @abstractmethod
    def list_side_problems(self) -> Iterator[Problem]:
        """List what is wrong with the two sides."""

    @classmethod
    def read_scoring(cls, reader: DocumentReader) -> PairScoring:
        """Read `key` and `rule`; without a rule every pair must be right."""
        return {
            "key": _read_table(reader, "key"),
            "rule": reader.member("rule", RuleId) if reader.has("rule") else cls.rules[0],
        }

    @property
    def scoring(self) -> Scoring:
        """The key awards the marks."""
        return Scoring.KEY

    def list_problems(self) -> Iterator[Problem]:
        """List what is wrong with the sides, the key and the rule."""
        yield from self.list_side_problems()
        if self.key.keys() != set(self.left_side.ids):
            message = f"must name every element of {self.left_side.name} and nothing else"
            yield Problem(field="key", message=message)
        for unknown in sorted(set(self.key.values()) - set(self.right_side.ids)):
            yield Problem(field="key", message=f"{unknown} is not of {self.right_side.name}")
        if not self.may_reuse and _has_one_twice(self.key):
            yield Problem(field="key", message="must not name a partner twice")
        if self.rule not in self.rules:
            allowed = " or ".join(rule.value for rule in self.rules)
            yield Problem(field="rule", message=f"must be {allowed}")

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the texts of both sides."""
        return (*self.left_side.list_texts(), *self.right_side.list_texts())

    def list_media(self) -> tuple[MediaUse, ...]:
        """List the images of both sides."""
        return tuple(
            use
            for side in (self.left_side, self.right_side)
            for use in list_choice_images(side.choices, side.name)
        )

    def present(self, texts: Texts) -> PairsPresentation:
        """Put both sides in words."""
        return PairsPresentation(
            left=self.left_side.present(texts),
            right=self.right_side.present(texts),
            may_reuse=self.may_reuse,
        )

    def check_response(self, raw: object) -> None:
        """Refuse what does not join elements to partners."""
        self.read_response(raw)

    def award(self, raw: object) -> Award:
        """Award the pairs by the rule of the item."""
        return PAIR_RULES[self.rule](correct=self.key).award(self.read_response(raw))

    def read_response(self, raw: object) -> PairsResponse:
        """Read {"pairs": {...}}; an element that is not there was left empty.

        Raises:
            ResponseNotUnderstood: for another shape, an unknown element or partner, or a partner
                that is had twice and must not be.
        """
        pairs = read_response(raw, lambda r: _read_table(r, "pairs"))
        if pairs.keys() - set(self.left_side.ids):
            raise ResponseNotUnderstood(reason="pairs: names an unknown element")
        if set(pairs.values()) - set(self.right_side.ids):
            raise ResponseNotUnderstood(reason="pairs: names an unknown partner")
        if not self.may_reuse and _has_one_twice(pairs):
            raise ResponseNotUnderstood(reason="pairs: names a partner twice")
        return PairsResponse(pairs=pairs)

    def empty_response(self) -> Response:
        """Nothing is joined."""
        return {"pairs": {}}

    def correct_response(self) -> Response:
        """Every element has its right partner."""
        return {"pairs": dict(self.key)}

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Say each pair in the order of the elements: "brood → de bakker"."""
        pairs = self.read_response(raw).pairs
        left, right = self.left_side, self.right_side
        return tuple(
            f"{texts[left.text_id(one)]} → {texts[right.text_id(pairs[one])]}"
            for one in left.ids
            if one in pairs
        )

    def scoring_to_document(self) -> dict[str, object]:
        """Write what `read_scoring` reads."""
        return {"key": dict(self.key), "rule": self.rule.value}


def _read_table(reader: DocumentReader, name: str) -> dict[ChoiceId, ChoiceId]:
    table = DocumentReader(reader.table(name), at=name)
    pairs = {ChoiceId(left): ChoiceId(table.text(left)) for left in table.names}
    try:
        table.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
    return pairs


def _has_one_twice(pairs: Pairs) -> bool:
    return len(set(pairs.values())) < len(pairs)
