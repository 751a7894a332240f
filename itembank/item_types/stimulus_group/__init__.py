"""Stimulus group and listening: several questions on one screen about one shared stimulus.

Every text, option and answer of a question has the name that it would have alone, behind the id of
the question: "q1.prompt", "q1.choice-a".
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from itembank.bodies import Body, Presentation, Response, ResponseNotUnderstood, Scoring, Texts
from itembank.item_types.choices import ID
from itembank.items import ItemType
from itembank.media import MediaUse
from itembank.texts import PROMPT, ItemText, TextId, find_text_problem
from scoring.awards import Award
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.rules import SumOfQuestions

MOST_QUESTIONS = 20
GROUPS = frozenset({ItemType.STIMULUS_GROUP, ItemType.LISTENING})

ReadNested = Callable[[ItemType, DocumentReader], Body]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPresentation:
    """One question of the group as a candidate sees it."""

    id: str
    item_type: ItemType
    prompt: str
    body: Presentation


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPresentation:
    """The questions in their order; the player puts their interactions together."""

    questions: tuple[QuestionPresentation, ...]

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupQuestion:
    """One question of the group: what an item has that stands alone, save the common facts."""

    id: str
    item_type: ItemType
    prompt: str
    body: Body

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the prompt and the texts of the body, under the names of the group."""
        own = (ItemText(id=PROMPT, text=self.prompt), *self.body.list_texts())
        return tuple(replace(one, id=TextId(f"{self.id}.{one.id}")) for one in own)

    def own_texts(self, texts: Texts) -> dict[TextId, str]:
        """Give the texts of this question under the names that it knows them by."""
        prefix = f"{self.id}."
        return {
            TextId(text_id.removeprefix(prefix)): text
            for text_id, text in texts.items()
            if text_id.startswith(prefix)
        }

    def list_problems(self) -> Iterator[Problem]:
        """List what is wrong with it, as if it stood alone."""
        if not ID.fullmatch(self.id):
            yield Problem(field="id", message="must be like q1")
        prompt_problem = find_text_problem(self.prompt)
        if prompt_problem:
            yield Problem(field="prompt", message=prompt_problem)
        if self.body.scoring is not Scoring.KEY:
            yield Problem(field="type", message="must be one that a key scores")
        yield from self.body.list_problems()

    def present(self, texts: Texts) -> QuestionPresentation:
        """Put it in words."""
        own = self.own_texts(texts)
        return QuestionPresentation(
            id=self.id, item_type=self.item_type, prompt=own[PROMPT], body=self.body.present(own)
        )

    def to_document(self) -> dict[str, object]:
        """Write it as `_read_question` reads it."""
        return {
            "id": self.id,
            "type": self.item_type.value,
            "prompt": self.prompt,
            **self.body.to_document(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StimulusGroupBody:
    """Questions whose awards are summed (rule 1.13)."""

    questions: tuple[GroupQuestion, ...]

    @classmethod
    def read(cls, reader: DocumentReader, read_nested: ReadNested) -> Self:
        """Read `questions`, the body of each by its own type."""
        rows = enumerate(reader.rows("questions"))
        read = (_read_question(row, number, reader, read_nested) for number, row in rows)
        return cls(questions=tuple(question for question in read if question is not None))

    @property
    def scoring(self) -> Scoring:
        """The keys of the questions award the marks."""
        return Scoring.KEY

    def list_problems(self) -> Iterator[Problem]:
        """List what is wrong with the questions, each in its place."""
        if not 1 <= len(self.questions) <= MOST_QUESTIONS:
            yield Problem(field="questions", message=f"must be 1 to {MOST_QUESTIONS}")
        if any(times > 1 for times in Counter(one.id for one in self.questions).values()):
            yield Problem(field="questions", message="have an id twice")
        for number, question in enumerate(self.questions):
            for problem in question.list_problems():
                yield _move(problem, number)

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the texts of each question."""
        return tuple(text for question in self.questions for text in question.list_texts())

    def list_media(self) -> tuple[MediaUse, ...]:
        """List the media files of each question."""
        return tuple(
            replace(use, field=f"questions[{number}].{use.field}")
            for number, question in enumerate(self.questions)
            for use in question.body.list_media()
        )

    def list_options(self) -> tuple[str, ...]:
        """List the options of each question, behind its id."""
        return tuple(
            f"{question.id}.{option}"
            for question in self.questions
            for option in question.body.list_options()
        )

    def present(self, texts: Texts) -> GroupPresentation:
        """Put the questions in words."""
        return GroupPresentation(
            questions=tuple(question.present(texts) for question in self.questions)
        )

    def check_response(self, raw: object) -> None:
        """Refuse what does not answer these questions."""
        for question, answer in self.read_response(raw):
            question.body.check_response(answer)

    def award(self, raw: object) -> Award:
        """Award the sum of what each question gets (rule 1.13)."""
        awards = (question.body.award(answer) for question, answer in self.read_response(raw))
        return SumOfQuestions().award([award for award in awards if award is not None])

    def read_response(self, raw: object) -> tuple[tuple[GroupQuestion, object], ...]:
        """Pair each question with its answer in {"q1": …}; a question without one gets the empty.

        Raises:
            ResponseNotUnderstood: for another shape or an unknown question.
        """
        if not isinstance(raw, Mapping):
            raise ResponseNotUnderstood(reason="must be a table")
        if raw.keys() - {question.id for question in self.questions}:
            raise ResponseNotUnderstood(reason="names an unknown question")
        return tuple(
            (question, raw.get(question.id, question.body.empty_response()))
            for question in self.questions
        )

    def empty_response(self) -> Response:
        """No question is answered."""
        return {}

    def correct_response(self) -> Response:
        """Every question is answered by its key."""
        return {question.id: question.body.correct_response() for question in self.questions}

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Say in lines what was answered to which question."""
        return tuple(
            f"{question.id}: {line}"
            for question, answer in self.read_response(raw)
            for line in question.body.describe_response(answer, question.own_texts(texts))
        )

    def to_document(self) -> dict[str, object]:
        """Write the questions."""
        return {"questions": [question.to_document() for question in self.questions]}


def _read_question(
    row: object, number: int, reader: DocumentReader, read_nested: ReadNested
) -> GroupQuestion | None:
    inner = DocumentReader(row)
    item_type = inner.member("type", ItemType)
    if item_type in GROUPS:
        problem = Problem(field="type", message="must not be a group itself")
        reader.adopt((_move(problem, number),))
        return None
    question = GroupQuestion(
        id=inner.text("id"),
        item_type=item_type,
        prompt=inner.text("prompt"),
        body=read_nested(item_type, inner),
    )
    try:
        inner.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(tuple(_move(problem, number) for problem in error.problems))
    return question


def _move(problem: Problem, number: int) -> Problem:
    """Say where a problem of one question stands in the document of the item."""
    field = f"questions[{number}].{problem.field}" if problem.field else f"questions[{number}]"
    return replace(problem, field=field)
