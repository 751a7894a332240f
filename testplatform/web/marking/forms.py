"""Read what an assessor chose; whether it is a rating is asked of the assessment model."""

from collections.abc import Mapping

from scoring.codes import CriterionCode
from scoring.ratings import Rubric
from testplatform.services.ratings.giving import LONGEST_COMMENT, GivenRating

LONGEST_POINTS = 3


def read_given(rubric: Rubric, fields: Mapping[str, str]) -> GivenRating:
    """The bands that were chosen so far; what is no number is not chosen."""
    scores: dict[CriterionCode, int] = {}
    for criterion in rubric.criteria:
        points = read_points(fields.get(f"score-{criterion.code}", ""))
        if points is not None and criterion.has_band(points):
            scores[criterion.code] = points
    return GivenRating(scores=scores, comment=fields.get("comment", ""))


def is_comment_too_long(given: GivenRating) -> bool:
    return len(given.comment.replace("\r\n", "\n").strip()) > LONGEST_COMMENT


def read_points(written: str) -> int | None:
    """Read a small whole number; anything else is none."""
    is_number = written.isascii() and written.isdigit() and len(written) <= LONGEST_POINTS
    return int(written) if is_number else None
