"""The dated sets of cut scores, with what they ask in points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from itembank.programmes import Moment, Programme, Scheme, get_programme, list_programmes
from scoring.cut_scores import CutScoreAboveMaximum, CutScoreSet, PartCutScore
from scoring.dates import find_in_force
from scoring.explanations import date_in_dutch, marks_in_dutch
from scoring.marks import Marks
from testplatform.models.cut_scores import CutScoreProposal, ProposalState
from testplatform.repositories.cut_score_proposals import list_proposals
from testplatform.repositories.cut_scores import list_cut_score_sets
from testplatform.services.form_measures import FormMeasure, list_form_measures
from testplatform.web.cut_scores.building.limits import build_limit_tables
from testplatform.web.cut_scores.pages import (
    CutScoreSetView,
    CutScoresPage,
    DatedSet,
    MomentCutScores,
    Origin,
    PartCutScoreView,
    PointsNeeded,
    ProposalRow,
)
from testplatform.web.cut_scores.wording import (
    COMING,
    IN_FORCE,
    PAST,
    PROPOSAL_STATES,
    describe_row,
)
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.pages import Badge
from testplatform.web.staff.wording import JOININGS, describe_cut_score, describe_moment

ONE_DAY = timedelta(days=1)

Origins = Mapping[tuple[str, int], CutScoreProposal]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """The sets of one moment, oldest first, with what is needed to show them on a day."""

    sets: tuple[CutScoreSet, ...]
    measures: Sequence[FormMeasure]
    origins: Origins
    today: date

    @property
    def current(self) -> CutScoreSet | None:
        return find_in_force(self.sets, self.today)

    def state_of(self, one: CutScoreSet) -> Badge:
        if one is self.current:
            return IN_FORCE
        return COMING if one.effective_from > self.today else PAST

    def find_following(self, one: CutScoreSet) -> CutScoreSet | None:
        later = [other for other in self.sets if other.effective_from > one.effective_from]
        return later[0] if later else None


def list_programmes_with_cut_scores() -> list[Programme]:
    return [one for one in list_programmes() if one.scheme is Scheme.CUT_SCORES]


def build_cut_scores_page(session: Session, today: date) -> CutScoresPage:
    proposals = list_proposals(session)
    origins = {
        (one.cut_score_set.code, one.cut_score_set.version): one
        for one in proposals
        if one.cut_score_set is not None
    }
    rows = [(one.state, build_proposal_row(one)) for one in proposals]
    return CutScoresPage(
        today=today,
        moments=tuple(
            moment
            for programme in list_programmes_with_cut_scores()
            for moment in _moments(session, programme, origins, today)
        ),
        open_proposals=tuple(row for state, row in rows if state is ProposalState.PROPOSED),
        decided_proposals=tuple(row for state, row in rows if state is not ProposalState.PROPOSED),
        limits=build_limit_tables(
            session, {key: _origin(one) for key, one in origins.items()}, today
        ),
        export_url=url_for("cut_scores.export_sets"),
    )


def build_proposal_row(proposal: CutScoreProposal) -> ProposalRow:
    return ProposalRow(
        number=proposal.id,
        title=describe_subject(proposal.programme, proposal.moment),
        effective_from=proposal.effective_from,
        proposed_by=proposal.proposed_by.display_name,
        proposed_at=proposal.proposed_at,
        state=PROPOSAL_STATES[proposal.state],
        decided_by=NOTHING if proposal.decided_by is None else proposal.decided_by.display_name,
        url=url_for("cut_scores.proposal", proposal_id=proposal.id),
    )


def describe_subject(programme: str, moment: str) -> str:
    return f"{get_programme(programme).title}, {describe_moment(programme, moment)}"


def build_set_view(one: CutScoreSet, measures: Sequence[FormMeasure]) -> CutScoreSetView:
    """A set with the points that it asks in each form."""
    return CutScoreSetView(
        code=one.code,
        version=one.version,
        effective_from=one.effective_from,
        joining=JOININGS[one.joining],
        is_joining_assumed=one.joining_assumed,
        parts=tuple(
            PartCutScoreView(
                title=describe_row(one.programme, part),
                cut_score=describe_cut_score(part.cut_score),
                points=tuple(_list_points(one, part, measures)),
                is_assumed=part.assumed,
            )
            for part in one.parts
        ),
    )


def _list_points(
    one: CutScoreSet, part: PartCutScore, measures: Sequence[FormMeasure]
) -> list[PointsNeeded]:
    """In each form that this cut score decides; a form with its own one is not among them."""
    found = []
    for measure in measures:
        size = measure.parts.get(part.part)
        is_concerned = part in one.cut_scores_of(part.part, measure.form)
        if is_concerned and size is not None and size.out_of is not None:
            found.append(
                PointsNeeded(
                    form="volgens het testprogramma" if measure.form is None else measure.form,
                    needed=_say_needed(part, size.out_of),
                    out_of=marks_in_dutch(size.out_of),
                )
            )
    return found


def _say_needed(part: PartCutScore, out_of: Marks) -> str:
    try:
        return marks_in_dutch(part.cut_score.points_needed(out_of))
    except CutScoreAboveMaximum:  # the form is younger than the cut score, and smaller
        return "meer dan er zijn"


def _moments(
    session: Session, programme: Programme, origins: Origins, today: date
) -> list[MomentCutScores]:
    sets = list_cut_score_sets(session, programme.code)
    measures = list_form_measures(session, programme.code)
    moments = []
    for moment in programme.moments:
        own = tuple(one for one in sets if one.moment == moment.code)
        shelf = _Shelf(sets=own, measures=measures, origins=origins, today=today)
        moments.append(_moment(programme, moment, shelf))
    return moments


def _moment(programme: Programme, moment: Moment, shelf: _Shelf) -> MomentCutScores:
    current = shelf.current
    newest_first = list(reversed(shelf.sets))
    return MomentCutScores(
        title=f"{programme.title}, {moment.title}",
        anchor=f"{programme.code}-{moment.code}",
        coming=tuple(
            _dated(one, shelf) for one in newest_first if one.effective_from > shelf.today
        ),
        in_force=None if current is None else _dated(current, shelf),
        past=tuple(
            _dated(one, shelf)
            for one in newest_first
            if one.effective_from <= shelf.today and one is not current
        ),
        propose_url=url_for("cut_scores.new", programme=programme.code, moment=moment.code),
    )


def _dated(one: CutScoreSet, shelf: _Shelf) -> DatedSet:
    origin = shelf.origins.get((one.code, one.version))
    return DatedSet(
        set=build_set_view(one, shelf.measures),
        state=shelf.state_of(one),
        explanation=_explain(one, shelf.find_following(one)),
        origin=None if origin is None else _origin(origin),
    )


def _explain(one: CutScoreSet, following: CutScoreSet | None) -> str:
    start = date_in_dutch(one.effective_from)
    if following is None:
        return f"Beslist over afnames vanaf {start}, tot een nieuwere cesuur begint."
    end = date_in_dutch(following.effective_from - ONE_DAY)
    return f"Beslist over afnames van {start} tot en met {end}."


def _origin(proposal: CutScoreProposal) -> Origin | None:
    if proposal.decided_by is None or proposal.decided_at is None:
        return None
    return Origin(
        proposed_by=proposal.proposed_by.display_name,
        approved_by=proposal.decided_by.display_name,
        approved_at=proposal.decided_at,
        reason=proposal.reason,
        url=url_for("cut_scores.proposal", proposal_id=proposal.id),
    )
