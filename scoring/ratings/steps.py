"""The step of a decision that says how ratings became the marks of an item; names nobody."""

from dataclasses import dataclass
from enum import StrEnum

from scoring.codes import PartCode, RubricCode, RuleId
from scoring.marks import Marks, marks_to_json


class RatingStepKind(StrEnum):
    """What happened in the step."""

    RATINGS_COMBINED = "ratings_combined"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsCombined:
    """The ratings of one response and the marks that they gave (rule 11.2, 11.3 or 11.4).

    `points` are the totals of the ratings in their order, out of `most`; none where there was
    nothing to rate.
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
        }
