"""Assessment models and ratings with sound defaults."""

from scoring.codes import CriterionCode, RubricCode
from scoring.ratings import Band, Criterion, Rubric

MOST = 3


def a_criterion(code: str = "task", *, points: tuple[int, ...] = (0, 1, 2, 3)) -> Criterion:
    return Criterion(
        code=CriterionCode(code),
        title=code.title(),
        bands=tuple(Band(points=one, descriptor=f"band {one}") for one in points),
    )


def a_rubric(
    *,
    criteria: tuple[Criterion, ...] = (a_criterion("task"), a_criterion("grammar")),
    criterion_tolerance: int = 1,
    total_tolerance: int = 2,
) -> Rubric:
    """Two criteria of 0 to 3 points."""
    return Rubric(
        code=RubricCode("writing"),
        version=1,
        title="Schrijven",
        assumed=True,
        criterion_tolerance=criterion_tolerance,
        total_tolerance=total_tolerance,
        criteria=criteria,
    )


def scores(task: int, grammar: int) -> dict[CriterionCode, int]:
    return {CriterionCode("task"): task, CriterionCode("grammar"): grammar}
