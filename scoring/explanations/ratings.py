"""Ratings of assessors in Dutch, as steps of the decisions that they gave points to."""

from scoring.codes import RuleId
from scoring.explanations.numbers import marks_in_dutch
from scoring.ratings.steps import RatingsCombined


def say_ratings(step: RatingsCombined) -> str:
    """Say how the ratings of one response became its marks, without names."""
    marks = f"{marks_in_dutch(step.marks)} op {marks_in_dutch(step.out_of)}"
    question = f"vraag {step.item} (versie {step.item_version})"
    if step.rule is RuleId.NOTHING_TO_RATE:
        return f"{question}: niets ingeleverd, dus {marks}"
    points = " en ".join(str(total) for total in step.points[:2])
    said = f"{question}: twee beoordelingen van {points} op {step.most}"
    if step.is_corrected:
        marks = f"{marks}, na een verbeterde beoordeling"
    if step.rule is RuleId.THIRD_RATING_DECIDES:
        return f"{said} lagen te ver uit elkaar; de derde van {step.points[2]} beslist, dus {marks}"
    return f"{said} komen overeen; hun gemiddelde telt, dus {marks}"
