"""Reading of level sets and purposes from their documents, and writing of sets."""

from scoring.cefr import Level
from scoring.codes import LevelSetCode, MomentCode, PartCode, ProgrammeCode, PurposeCode
from scoring.documents import DocumentReader
from scoring.levels.purposes import Purpose, Requirement
from scoring.levels.scales import LevelLimit, LevelSet, PointsScale, RatingScale
from scoring.marks import marks_to_json
from scoring.thresholds import cut_score_to_document, read_cut_score


def level_set_from_document(document: object) -> LevelSet:
    """Read a set of scales strictly.

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        LevelSetNotValid: when the scales contradict each other or themselves.
    """
    reader = DocumentReader(document, at="set")
    code = LevelSetCode(reader.text("code"))
    version = reader.whole_number("version", minimum=1)
    programme = ProgrammeCode(reader.text("programme"))
    moment = MomentCode(reader.text("moment"))
    effective_from = reader.day("effective_from")
    assumed = reader.flag("assumed", default=False)
    scales = [_read_scale(one) for one in reader.readers("skill")]
    reader.finish()
    return LevelSet(
        code=code,
        version=version,
        programme=programme,
        moment=moment,
        effective_from=effective_from,
        assumed=assumed,
        scales=tuple(scales),
    )


def level_set_to_document(levels: LevelSet) -> dict[str, object]:
    """Write a set for storage, so that `level_set_from_document` reads it again."""
    return {
        "code": levels.code,
        "version": levels.version,
        "programme": levels.programme,
        "moment": levels.moment,
        "effective_from": levels.effective_from.isoformat(),
        "assumed": levels.assumed,
        "skill": [_scale_to_document(scale) for scale in levels.scales],
    }


def purpose_from_document(document: object) -> Purpose:
    """Read a purpose strictly.

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        PurposeNotValid: when it asks no part, or one twice.
    """
    reader = DocumentReader(document, at="purpose")
    code = PurposeCode(reader.text("code"))
    version = reader.whole_number("version", minimum=1)
    programme = ProgrammeCode(reader.text("programme"))
    title = reader.text("title")
    effective_from = reader.day("effective_from")
    assumed = reader.flag("assumed", default=False)
    validity_months = reader.whole_number("validity_months")
    requires = [_read_requirement(one) for one in reader.readers("requires")]
    reader.finish()
    return Purpose(
        code=code,
        version=version,
        programme=programme,
        title=title,
        effective_from=effective_from,
        assumed=assumed,
        requires=tuple(requires),
        validity_months=validity_months,
    )


def _read_scale(reader: DocumentReader) -> PointsScale | RatingScale:
    part = PartCode(reader.text("part"))
    if not reader.has("raters"):
        return PointsScale(
            part=part,
            out_of=reader.marks("out_of"),
            limits=tuple(_read_limit(one) for one in reader.readers("levels")),
        )
    return RatingScale(
        part=part,
        raters=reader.whole_number("raters", minimum=1),
        levels=reader.members("levels", Level),
        support_at=reader.members("support_at", Level) if reader.has("support_at") else (),
        limits=tuple(_read_limit(one) for one in reader.readers("limits"))
        if reader.has("limits")
        else (),
    )


def _scale_to_document(scale: PointsScale | RatingScale) -> dict[str, object]:
    limits = [
        {"level": limit.level.value, "cut_score": cut_score_to_document(limit.cut_score)}
        for limit in scale.limits
    ]
    if isinstance(scale, PointsScale):
        return {"part": scale.part, "out_of": marks_to_json(scale.out_of), "levels": limits}
    return {
        "part": scale.part,
        "raters": scale.raters,
        "levels": [level.value for level in scale.levels],
        "support_at": [level.value for level in scale.support_at],
        **({"limits": limits} if limits else {}),
    }


def _read_limit(reader: DocumentReader) -> LevelLimit:
    return LevelLimit(
        level=reader.member("level", Level), cut_score=read_cut_score(reader, "cut_score")
    )


def _read_requirement(reader: DocumentReader) -> Requirement:
    return Requirement(part=PartCode(reader.text("part")), level=reader.member("level", Level))
