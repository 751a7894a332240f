"""Assessment models of speaking and writing, and how the ratings of assessors become marks."""

from scoring.ratings.agreement import CriterionAgreement, measure_agreement
from scoring.ratings.combining import (
    RatingsMissing,
    RatingsTooMany,
    agree,
    award_nothing,
    award_ratings,
    count_wanted,
)
from scoring.ratings.documents import rubric_from_document, rubric_to_document
from scoring.ratings.rubrics import (
    Band,
    Criterion,
    Rubric,
    RubricNotValid,
    Scores,
    ScoresDoNotFit,
)
from scoring.ratings.steps import RatingsCombined, RatingStepKind, ratings_from_steps

__all__ = [
    "Band",
    "Criterion",
    "CriterionAgreement",
    "RatingStepKind",
    "RatingsCombined",
    "RatingsMissing",
    "RatingsTooMany",
    "Rubric",
    "RubricNotValid",
    "Scores",
    "ScoresDoNotFit",
    "agree",
    "award_nothing",
    "award_ratings",
    "count_wanted",
    "measure_agreement",
    "ratings_from_steps",
    "rubric_from_document",
    "rubric_to_document",
]
