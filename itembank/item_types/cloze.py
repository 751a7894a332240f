"""What the item types share that are a text with gaps: {"gaps": {"g1": "..."}}."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from itembank.bodies import Choice, Response, ResponseNotUnderstood, Scoring, Texts
from itembank.item_types.choices import ID
from itembank.item_types.responses import check_written, read_response
from itembank.media import MediaUse
from itembank.texts import (
    ItemText,
    TextId,
    TextKind,
    describe_gap,
    list_gaps,
    list_text_problems,
    split_cloze,
)
from scoring.awards import Award
from scoring.codes import GapId, RuleId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.rules import GAP_RULES, AnswerKey, GapResponse
from scoring.text_comparison import LONGEST_ANSWER, is_blank

CLOZE_TEXT = TextId("text")
MOST_GAPS = 50
_EMPTY_GAP = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """One gap as a candidate sees it, `number` by its place in the text; with choices to pick from.

    `sentence` is what stands around it, for those who do not see it standing there.
    """

    id: GapId
    number: int
    sentence: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozePiece:
    """Words, and the gap that follows them."""

    words: str
    gap: GapView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozePresentation:
    """A text with gaps as a candidate sees it.

    `words` are those of a word bank; each can be used once, unless `is_reusable`.
    """

    paragraphs: tuple[tuple[ClozePiece, ...], ...]
    words: tuple[Choice, ...] = ()
    is_reusable: bool = False

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "gaps"

    @property
    def gaps(self) -> tuple[GapView, ...]:
        """The gaps in the order of the text."""
        return tuple(
            piece.gap
            for paragraph in self.paragraphs
            for piece in paragraph
            if piece.gap is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeBody(ABC):
    """A text with gaps (rules 1.9 and 1.10). A type says in its subclass what fills them."""

    text: str
    rule: RuleId

    rules: ClassVar[tuple[RuleId, ...]] = (RuleId.ALL_GAPS, RuleId.EACH_GAP)

    @property
    @abstractmethod
    def answer_keys(self) -> Mapping[GapId, AnswerKey]:
        """What is right in each gap."""

    @abstractmethod
    def list_gap_problems(self) -> Iterator[Problem]:
        """List what is wrong with the gaps and their key."""

    @abstractmethod
    def list_choice_texts(self) -> tuple[ItemText, ...]:
        """List the texts of the choices, if there are any."""

    @abstractmethod
    def check_answers(self, answers: Mapping[GapId, str]) -> None:
        """Refuse answers that cannot have been given.

        Raises:
            ResponseNotUnderstood: with the reason.
        """

    @abstractmethod
    def say_answer(self, gap: GapId, answer: str, texts: Texts) -> str:
        """Give the answer to a gap in words."""

    @abstractmethod
    def right_answers(self) -> dict[str, str]:
        """Give a right answer to each gap."""

    @property
    def scoring(self) -> Scoring:
        """The key awards the marks."""
        return Scoring.KEY

    def list_problems(self) -> Iterator[Problem]:
        """List what is wrong with the gaps, then with the text and the rule."""
        gaps = tuple(self.answer_keys)
        if not 1 <= len(gaps) <= MOST_GAPS:
            yield Problem(field="gaps", message=f"must be 1 to {MOST_GAPS}")
        for gap in gaps:
            if not ID.fullmatch(gap):
                yield Problem(field="gaps", message=f"{gap[:40]!r} must be like g1")
        yield from self.list_gap_problems()
        yield from list_text_problems(self.list_texts()[:1])
        if self.rule not in self.rules:
            allowed = " or ".join(rule.value for rule in self.rules)
            yield Problem(field="rule", message=f"must be {allowed}")

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the text with its gaps, then the texts of the choices."""
        gaps = tuple(self.answer_keys)
        text = ItemText(id=CLOZE_TEXT, text=self.text, kind=TextKind.CLOZE, gaps=gaps)
        return (text, *self.list_choice_texts())

    def list_media(self) -> tuple[MediaUse, ...]:
        """There are no media."""
        return ()

    def list_options(self) -> tuple[str, ...]:
        """There are no options to shuffle."""
        return ()

    def present(self, texts: Texts) -> ClozePresentation:
        """Put the text and the gaps in words."""
        return present_cloze(texts[CLOZE_TEXT], {})

    def check_response(self, raw: object) -> None:
        """Refuse what does not fill the gaps."""
        self.read_response(raw)

    def award(self, raw: object) -> Award:
        """Award the gaps by the rule of the item."""
        return GAP_RULES[self.rule](key=self.answer_keys).award(self.read_response(raw))

    def read_response(self, raw: object) -> GapResponse:
        """Read {"gaps": {...}}; a gap that is absent was left empty.

        Raises:
            ResponseNotUnderstood: for another shape, an unknown gap or an impossible answer.
        """
        answers = {GapId(gap): answer for gap, answer in read_response(raw, _read_gaps).items()}
        if answers.keys() - self.answer_keys.keys():
            raise ResponseNotUnderstood(reason="gaps: names an unknown gap")
        for gap, answer in answers.items():
            check_written(answer, f"gaps.{gap}", longest=LONGEST_ANSWER)
        self.check_answers(answers)
        return GapResponse(answers=answers)

    def empty_response(self) -> Response:
        """Every gap is empty."""
        return {"gaps": {}}

    def correct_response(self) -> Response:
        """Every gap is filled rightly."""
        return {"gaps": self.right_answers()}

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Give the paragraphs with gaps, each filled as it was: "Ik [ga] naar […]"."""
        answers = self.read_response(raw).answers
        if all(is_blank(answer) for answer in answers.values()):
            return ()
        said = {
            gap: self.say_answer(gap, answers[gap], texts)
            if not is_blank(answers.get(gap, ""))
            else _EMPTY_GAP
            for gap in self.answer_keys
        }
        return tuple(
            "".join(f"{words}[{said[GapId(gap)]}]" if gap else words for words, gap in paragraph)
            for paragraph in split_cloze(texts[CLOZE_TEXT])
            if len(paragraph) > 1
        )


def present_cloze(
    text: str,
    choices: Mapping[GapId, tuple[Choice, ...]],
    *,
    words: tuple[Choice, ...] = (),
    is_reusable: bool = False,
) -> ClozePresentation:
    """Cut a text at its gaps and number them; `choices` are those of each gap."""
    numbers = {gap: number for number, gap in enumerate(list_gaps(text), start=1)}
    views = {
        gap: GapView(
            id=GapId(gap),
            number=number,
            sentence=describe_gap(text, gap),
            choices=choices.get(GapId(gap), ()),
        )
        for gap, number in numbers.items()
    }
    return ClozePresentation(
        paragraphs=tuple(
            tuple(
                ClozePiece(words=said, gap=views[gap] if gap else None) for said, gap in paragraph
            )
            for paragraph in split_cloze(text)
        ),
        words=words,
        is_reusable=is_reusable,
    )


def read_cloze_rule(reader: DocumentReader) -> RuleId:
    """Read `rule`; without one every gap must be right."""
    return reader.member("rule", RuleId) if reader.has("rule") else ClozeBody.rules[0]


def list_repeated_gaps(gaps: tuple[GapId, ...]) -> Iterator[Problem]:
    """List the problem of gaps that are described more than once."""
    if any(times > 1 for times in Counter(gaps).values()):
        yield Problem(field="gaps", message="have an id twice")


def _read_gaps(reader: DocumentReader) -> dict[str, str]:
    gaps = DocumentReader(reader.table("gaps"), at="gaps")
    answers = {gap: gaps.free_text(gap) for gap in gaps.names}
    try:
        gaps.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
    return answers
