"""Reading and writing of assessment models."""

from scoring.codes import CriterionCode, RubricCode
from scoring.documents import DocumentReader
from scoring.ratings.rubrics import Band, Criterion, Rubric


def rubric_from_document(document: object) -> Rubric:
    """Read an assessment model strictly.

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        RubricNotValid: when it contradicts itself.
    """
    reader = DocumentReader(document, at="rubric")
    code = RubricCode(reader.text("code"))
    version = reader.whole_number("version", minimum=1)
    title = reader.text("title")
    assumed = reader.flag("assumed", default=False)
    criterion_tolerance = reader.whole_number("criterion_tolerance")
    total_tolerance = reader.whole_number("total_tolerance")
    criteria = tuple(_read_criterion(one) for one in reader.readers("criterion"))
    reader.finish()
    return Rubric(
        code=code,
        version=version,
        title=title,
        assumed=assumed,
        criterion_tolerance=criterion_tolerance,
        total_tolerance=total_tolerance,
        criteria=criteria,
    )


def rubric_to_document(rubric: Rubric) -> dict[str, object]:
    """Write an assessment model as `rubric_from_document` reads it."""
    return {
        "code": rubric.code,
        "version": rubric.version,
        "title": rubric.title,
        "assumed": rubric.assumed,
        "criterion_tolerance": rubric.criterion_tolerance,
        "total_tolerance": rubric.total_tolerance,
        "criterion": [
            {
                "code": criterion.code,
                "title": criterion.title,
                "bands": [
                    {"points": band.points, "descriptor": band.descriptor}
                    for band in criterion.bands
                ],
            }
            for criterion in rubric.criteria
        ],
    }


def _read_criterion(reader: DocumentReader) -> Criterion:
    return Criterion(
        code=CriterionCode(reader.text("code")),
        title=reader.text("title"),
        bands=tuple(
            Band(points=one.whole_number("points"), descriptor=one.text("descriptor"))
            for one in reader.readers("bands")
        ),
    )
