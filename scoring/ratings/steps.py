"""The step of a decision that says how ratings became the marks of an item; names nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scoring.codes import PartCode, RubricCode, RuleId
from scoring.documents import DocumentReader
from scoring.marks import Marks, marks_to_json


class RatingStepKind(StrEnum):
    """What happened in the step."""

    RATINGS_COMBINED = "ratings_combined"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsCombined:
    """The ratings of one response and the marks that they gave (rule 11.2, 11.3 or 11.4).

    `points` are the totals of the ratings in their order, out of `most`; none where there was
    nothing to rate. With `is_corrected` one of them took the place of another (rule 11.6).
    """

    item: str
    item_version: int
    part: PartCode
    rubric: RubricCode
    rubric_version: int
    points: tuple[int, ...]
    most: int
    marks: Marks
    out_of: Marks
    rule: RuleId
    is_corrected: bool = False

    @property
    def kind(self) -> RatingStepKind:
        """What happened in this step."""
        return RatingStepKind.RATINGS_COMBINED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "item": self.item,
            "item_version": self.item_version,
            "part": self.part,
            "assessment_model": {"code": self.rubric, "version": self.rubric_version},
            "points": list(self.points),
            "most": self.most,
            "marks": marks_to_json(self.marks),
            "out_of": marks_to_json(self.out_of),
            "corrected": self.is_corrected,
        }


def ratings_from_steps(steps: Iterable[Mapping[str, object]]) -> tuple[RatingsCombined, ...]:
    """Read the steps about ratings of a decision that was stored.

    Raises:
        DocumentNotUnderstood: when one of them is not what was written.
    """
    wanted = RatingStepKind.RATINGS_COMBINED.value
    return tuple(_read_step(step) for step in steps if step["kind"] == wanted)


def _read_step(step: Mapping[str, object]) -> RatingsCombined:
    reader = DocumentReader(step, at="step")
    reader.text("kind")
    reader.whole_number("rule_version", minimum=1)
    model = reader.reader("assessment_model")
    read = RatingsCombined(
        item=reader.text("item"),
        item_version=reader.whole_number("item_version", minimum=1),
        part=PartCode(reader.text("part")),
        rubric=RubricCode(model.text("code")),
        rubric_version=model.whole_number("version", minimum=1),
        points=reader.whole_numbers("points"),
        most=reader.whole_number("most"),
        marks=reader.marks("marks"),
        out_of=reader.marks("out_of"),
        rule=reader.member("rule", RuleId),
        is_corrected=reader.flag("corrected", default=False),
    )
    reader.finish()
    return read
