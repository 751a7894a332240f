"""The dated sets of cut scores, with what they ask in points."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from itembank.programmes import Moment, Programme, Scheme, list_programmes
from scoring.cut_scores import (
    CutScoreSet,
    NoCutScoreInForce,
    PartCutScore,
    cut_score_set_in_force,
)
from scoring.explanations import marks_in_dutch
from testplatform.repositories.cut_scores import list_cut_score_sets
from testplatform.web.administration.pages.cut_scores import (
    CutScoreSetView,
    CutScoresPage,
    MomentCutScores,
    PartCutScoreView,
)
from testplatform.web.staff.wording import JOININGS, describe_cut_score, describe_part


def build_cut_scores_page(session: Session, today: date) -> CutScoresPage:
    return CutScoresPage(
        today=today,
        moments=tuple(
            _moment(programme, moment, list_cut_score_sets(session, programme.code), today)
            for programme in list_programmes()
            if programme.scheme is Scheme.CUT_SCORES
            for moment in programme.moments
        ),
    )


def _moment(
    programme: Programme, moment: Moment, sets: Sequence[CutScoreSet], today: date
) -> MomentCutScores:
    in_force = _find_in_force(programme, moment, sets, today)
    own = [one for one in sets if one.moment == moment.code]
    return MomentCutScores(
        programme=programme.title,
        moment=moment.title,
        sets=tuple(_set_view(programme, one, is_in_force=one is in_force) for one in reversed(own)),
    )


def _find_in_force(
    programme: Programme, moment: Moment, sets: Sequence[CutScoreSet], today: date
) -> CutScoreSet | None:
    try:
        return cut_score_set_in_force(sets, programme=programme.code, moment=moment.code, on=today)
    except NoCutScoreInForce:
        return None


def _set_view(programme: Programme, one: CutScoreSet, *, is_in_force: bool) -> CutScoreSetView:
    items = {part.code: part.items for part in programme.parts}
    return CutScoreSetView(
        code=one.code,
        version=one.version,
        effective_from=one.effective_from,
        is_in_force=is_in_force,
        joining=JOININGS[one.joining],
        is_joining_assumed=one.joining_assumed,
        parts=tuple(_part_view(programme, part, items[part.part]) for part in one.parts),
    )


def _part_view(programme: Programme, part: PartCutScore, out_of: int) -> PartCutScoreView:
    return PartCutScoreView(
        title=describe_part(programme.code, part.part),
        cut_score=describe_cut_score(part.cut_score),
        points_needed=marks_in_dutch(part.cut_score.points_needed(out_of)),
        out_of=out_of,
        is_assumed=part.assumed,
    )
