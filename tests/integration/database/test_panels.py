"""A panel from its setting up to a proposed cut score, on real databases."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scoring.analysis.standard_setting import Method
from scoring.cut_scores import AtLeastPoints, cut_score_set_from_document
from testplatform.db import unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.audit import AuditRecord
from testplatform.models.cut_scores import CutScoreProposal, ProposalState
from testplatform.models.panels import JudgementScale, PanelRating, PanelState
from testplatform.models.rescoring import RescoringKind
from testplatform.repositories.panels import find_panel, list_notes, list_ratings
from testplatform.services.cut_score_proposals import ProposalRefused, reject
from testplatform.services.panels import results, setting_up
from testplatform.services.panels.opinions import Opinion
from testplatform.services.panels.proposals import PanelProposal, propose_standard
from testplatform.services.panels.ratings import (
    NotInPanel,
    PanelNotOpen,
    PercentRefused,
    get_judging_seat,
    promise_secrecy,
    rate,
    write_note,
)
from testplatform.services.panels.results import difficulty_of, measure_rounds
from testplatform.services.panels.rounds import abandon, close, end_round, open_round
from testplatform.services.panels.sampling import Period
from testplatform.services.panels.setting_up import (
    PanelFault,
    PanelRefused,
    create_panel,
    invite,
    uninvite,
)
from testplatform.services.rescoring_proposals import NewCase
from tests.builders.panels import (
    ITEMS,
    JUDGED_AT,
    LEADER,
    PIA,
    PIET,
    POLA,
    SET_UP_AT,
    THAT_DAY,
    a_closed_panel,
    a_discussing_panel,
    a_new_panel,
    a_panel,
    an_open_panel,
    every_item,
    judge,
    sat_by_three,
    say,
    stored_panel,
    take,
)
from tests.builders.rescoring import (
    APPROVER,
    a_decided_attempt,
    a_new_case,
    a_written_case,
    an_approved_case,
    staff_id_of,
)
from tests.integration.database.test_two_at_once import at_once

pytestmark = pytest.mark.usefixtures("session")
WHY = "Panel PN-1: methode Angoff."
LEFT_OUT = a_new_case(kind=RescoringKind.LEFT_OUT)


def propose(panel_id: int, *, for_form: bool = True, on: date = date(2027, 1, 1)) -> int:
    new = PanelProposal(effective_from=on, is_for_form_alone=for_form, reason=WHY)
    with unit_of_work() as session:
        leader = staff_id_of(session, LEADER)
        return propose_standard(session, panel_id, new, staff_id=leader, now=JUDGED_AT).id


class TestSettingUp:
    def test_freezes_the_items_with_their_difficulty(self, session: Session) -> None:
        a_decided_attempt(1, wrong={"sokkel": 1})
        a_decided_attempt(2)

        panel = find_panel(session, a_panel())

        assert panel is not None
        assert [one.position for one in panel.items] == list(range(1, ITEMS + 1))
        assert [(one.attempts, one.share) for one in panel.items[:2]] == [
            (2, Fraction(1, 2)),
            (2, Fraction(1)),
        ]
        assert difficulty_of(panel, panel.items[0]) is None  # two attempts are too few

    @pytest.mark.parametrize(
        ("wishes", "fault"),
        [
            pytest.param({"part": "no"}, PanelFault.PART_UNKNOWN, id="part"),
            pytest.param({"part": "practice"}, PanelFault.PART_UNKNOWN, id="practice"),
            pytest.param({"moment": "no"}, PanelFault.MOMENT_UNKNOWN, id="moment"),
            pytest.param(
                {"method": Method.CONTRASTING_GROUPS}, PanelFault.PERIOD_MISSING, id="no period"
            ),
            pytest.param(
                {
                    "method": Method.BORDERLINE_GROUP,
                    "period": Period(
                        first_day=date(2026, 3, 3), last_day=date(2026, 3, 2), number=30
                    ),
                },
                PanelFault.PERIOD_MISSING,
                id="a period that ends before it begins",
            ),
            pytest.param(
                {"method": Method.BORDERLINE_GROUP, "period": replace(THAT_DAY, number=101)},
                PanelFault.NUMBER_REFUSED,
                id="more attempts than a panel judges",
            ),
            pytest.param(
                {"method": Method.CONTRASTING_GROUPS, "period": replace(THAT_DAY, number=10)},
                PanelFault.TOO_FEW_ATTEMPTS,
                id="attempts",
            ),
            pytest.param({"method": Method.BOOKMARK}, PanelFault.NO_DIFFICULTY, id="bookmark"),
            pytest.param({"method": Method.BEUK}, PanelFault.NO_RESULTS, id="Beuk"),
            pytest.param({"description": " \0"}, PanelFault.DESCRIPTION_MISSING, id="description"),
        ],
    )
    def test_refuses_what_cannot_be(
        self, session: Session, wishes: dict[str, Any], fault: PanelFault
    ) -> None:
        new = a_new_panel(session, **wishes)

        with pytest.raises(PanelRefused) as refused, unit_of_work() as work:
            create_panel(work, new, created_by_id=1, now=SET_UP_AT)

        assert refused.value.fault is fault

    def test_leaves_out_what_a_correction_left_out(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 1})
        before = a_panel()
        a_written_case(LEFT_OUT)

        sizes = [
            (len(panel.items), panel.out_of, sorted(one.points for one in panel.results))
            for panel in (stored_panel(session, before), stored_panel(session, a_panel()))
        ]

        assert sizes == [(ITEMS, ITEMS, [10]), (ITEMS - 1, ITEMS - 1, [10])]

    @pytest.mark.parametrize(
        "later",
        [
            pytest.param(a_new_case(kind=RescoringKind.FULL_MARKS), id="everybody has it right"),
            pytest.param(replace(LEFT_OUT, item="MO-P-01"), id="another part"),
            pytest.param(None, id="nothing"),
        ],
    )
    def test_keeps_what_counts(self, session: Session, later: NewCase | None) -> None:
        a_decided_attempt(wrong={"sokkel": 1})
        if later is not None and later.item == LEFT_OUT.item:
            a_written_case(LEFT_OUT)
        if later is not None:
            a_written_case(later)

        assert len(stored_panel(session, a_panel()).items) == ITEMS

    def test_waits_while_a_correction_is_written(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 1})
        an_approved_case(LEFT_OUT)

        with pytest.raises(PanelRefused) as refused:
            a_panel()

        assert refused.value.fault is PanelFault.CORRECTION_RUNS

    def test_invites_only_people_with_the_role_and_once(self, session: Session) -> None:
        panel_id = a_panel(PIA)

        for email in (LEADER, PIA):
            person = staff_id_of(session, email)
            with pytest.raises(PanelRefused) as refused, unit_of_work() as work:
                invite(work, panel_id, person, invited_by_id=1, now=SET_UP_AT)
            assert refused.value.fault is PanelFault.NOT_INVITABLE

    def test_takes_an_invitation_back_before_the_first_round(self, session: Session) -> None:
        panel_id = a_panel(PIA, PIET, POLA)
        seat = stored_panel(session, panel_id).panellists[0].id
        with unit_of_work() as work:
            uninvite(work, panel_id, seat, staff_id=1, now=SET_UP_AT)
        take(open_round, panel_id)

        with pytest.raises(PanelRefused) as refused, unit_of_work() as work:
            uninvite(work, panel_id, seat + 1, staff_id=1, now=SET_UP_AT)

        assert refused.value.fault is PanelFault.BEGUN_ALREADY
        assert len(stored_panel(session, panel_id).panellists) == 2


class TestRounds:
    def test_need_two_people_and_two_who_judged_everything(self, session: Session) -> None:
        alone, panel_id = a_panel(PIA), an_open_panel(PIA, PIET, POLA)
        judge(panel_id, PIA, every_item(60))
        judge(panel_id, PIET, {1: 80})

        with pytest.raises(PanelRefused) as few:
            take(open_round, alone)
        with pytest.raises(PanelRefused) as incomplete:
            take(end_round, panel_id)
        with pytest.raises(TransitionRefused):
            take(close, panel_id)

        assert few.value.fault is PanelFault.TOO_FEW_PANELLISTS
        assert incomplete.value.fault is PanelFault.TOO_FEW_COMPLETE

    def test_count_who_judged_every_item(self, session: Session) -> None:
        panel_id = an_open_panel(PIA, PIET, POLA)
        judge(panel_id, PIA, every_item(60))
        judge(panel_id, PIET, every_item(80))
        judge(panel_id, POLA, {1: 0})
        take(end_round, panel_id)

        [measured] = measure_rounds(session, stored_panel(session, panel_id))

        assert measured.result is not None
        assert len(measured.complete) == 2
        assert measured.result.proposal.standard == Fraction(77, 10)
        assert measured.result.proposal.error_squared == Fraction(121, 100)  # 1,1 points
        assert {one.percents for one in measured.spreads.values()} == {(60, 80)}

    def test_follow_each_other_and_keep_what_was_said(self, session: Session) -> None:
        panel_id = a_discussing_panel()
        take(open_round, panel_id)
        judge(panel_id, PIA, {1: 70}, round_number=2)

        ratings = list_ratings(session, panel_id)

        assert stored_panel(session, panel_id).round == 2
        assert [sorted(len(one) for one in ratings[number].values()) for number in (1, 2)] == [
            [ITEMS, ITEMS],
            [1],
        ]

    def test_leave_a_trace_of_every_step(self, session: Session) -> None:
        take(abandon, a_discussing_panel())

        actions = session.scalars(sa.select(AuditRecord.action).order_by(AuditRecord.position))

        assert [one for one in dict.fromkeys(actions) if "panel" in one] == [
            "panel set up",
            "panellist invited",
            "panel round opened",
            "panellist promised secrecy",
            "panel item judged",
            "panel round ended",
            "panel abandoned",
        ]


class TestJudging:
    def test_can_change_until_the_round_ends(self, session: Session) -> None:
        panel_id = an_open_panel()
        judge(panel_id, PIA, {1: 60})
        judge(panel_id, PIA, {1: 55})

        [rated] = list_ratings(session, panel_id)[1].values()

        assert list(rated.values()) == [55]

    def test_is_kept_once_when_a_script_and_a_button_meet(
        self, app: Flask, session: Session
    ) -> None:
        panel_id = an_open_panel()
        take(promise_secrecy, panel_id, by=PIA)

        def press() -> None:
            with unit_of_work() as work:
                person = staff_id_of(work, PIA)
                rate(
                    work,
                    panel_id,
                    1,
                    percent=60,
                    round_number=1,
                    staff_id=person,
                    now=JUDGED_AT,
                )

        session.rollback()
        at_once(app, press, press)

        assert [len(one) for one in list_ratings(session, panel_id)[1].values()] == [1]

    def test_is_refused_after_the_round_and_in_the_next_one(self, session: Session) -> None:
        panel_id = a_discussing_panel()
        with pytest.raises(PanelNotOpen):
            judge(panel_id, PIA, {1: 10})
        take(open_round, panel_id)

        with pytest.raises(PanelNotOpen):
            judge(panel_id, PIA, {1: 10}, round_number=1)

    def test_is_for_who_was_invited_and_promised_secrecy(self, session: Session) -> None:
        panel_id = an_open_panel(PIA, PIET)

        with pytest.raises(NotInPanel):
            judge(panel_id, POLA, {1: 10})
        with pytest.raises(NotInPanel):
            judge(panel_id, LEADER, {1: 10})
        with pytest.raises(PanelNotOpen):
            get_judging_seat(session, panel_id, staff_id_of(session, PIET))
        with pytest.raises(NotInPanel):
            judge(panel_id, PIA, {ITEMS + 1: 10})

    @pytest.mark.parametrize(
        ("scale", "percent"),
        [
            pytest.param(JudgementScale.CHANCE, -1, id="below"),
            pytest.param(JudgementScale.CHANCE, 101, id="above"),
            pytest.param(JudgementScale.YES_NO, 50, id="neither yes nor no"),
        ],
    )
    def test_is_on_the_scale(self, session: Session, scale: JudgementScale, percent: int) -> None:
        panel_id = a_panel(scale=scale)
        take(open_round, panel_id)

        with pytest.raises(PercentRefused):
            judge(panel_id, PIA, {1: percent})

    def test_shows_nothing_any_more_when_the_panel_is_over(self, session: Session) -> None:
        panel_id = a_closed_panel()

        with pytest.raises(PanelNotOpen):
            get_judging_seat(session, panel_id, staff_id_of(session, PIA))

    def test_is_discussed_after_a_round_alone(self, session: Session) -> None:
        panel_id = an_open_panel()
        with pytest.raises(PanelNotOpen), unit_of_work() as work:
            write_note(work, panel_id, 1, body="Te moeilijk.", staff_id=1, now=JUDGED_AT)
        panel_id = a_discussing_panel()

        with unit_of_work() as work:
            write_note(work, panel_id, 1, body=" Te moeilijk. ", staff_id=1, now=JUDGED_AT)

        [[note]] = list_notes(session, panel_id).values()
        assert (note.body, note.round) == ("Te moeilijk.", 1)


class TestOpinions:
    @pytest.fixture(autouse=True)
    def few_are_enough(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Three attempts stand for thirty."""
        for module in (results, setting_up):
            monkeypatch.setattr(module, "FEWEST_ATTEMPTS", 3)

    def test_are_bookmarks_in_a_booklet_from_easy_to_hard(self, session: Session) -> None:
        sat_by_three()
        panel_id = a_panel(method=Method.BOOKMARK)
        take(open_round, panel_id)
        say(panel_id, PIA, Opinion(place=1))
        say(panel_id, PIA, Opinion(place=6))  # the last one counts
        say(panel_id, PIET, Opinion(place=7))
        take(end_round, panel_id)

        panel = stored_panel(session, panel_id)
        [measured] = measure_rounds(session, panel)

        assert [one.share for one in panel.items] == [Fraction(2, 3)] * 6 + [Fraction(1, 3)] * 5
        assert measured.result is not None
        assert [standard for _who, standard in measured.result.standards] == [
            Fraction(17, 3),
            Fraction(26, 3),
        ]
        assert measured.result.proposal.standard == Fraction(43, 6)

    def test_are_weighed_against_who_would_pass(self, session: Session) -> None:
        sat_by_three()
        panel_id = a_panel(method=Method.BEUK)
        take(open_round, panel_id)
        say(panel_id, PIA, Opinion(score_percent=60, pass_percent=80))
        say(panel_id, PIET, Opinion(score_percent=80, pass_percent=60))
        take(end_round, panel_id)
        take(close, panel_id)

        proposal = session.get_one(CutScoreProposal, propose(panel_id))

        proposed = cut_score_set_from_document(proposal.document)
        assert AtLeastPoints(points=7) in {one.cut_score for one in proposed.parts}

    @pytest.mark.parametrize(
        "opinion",
        [
            pytest.param(Opinion(), id="nothing"),
            pytest.param(Opinion(place=0), id="before the booklet"),
            pytest.param(Opinion(place=ITEMS + 1), id="after the booklet"),
            pytest.param(Opinion(score_percent=60, pass_percent=80), id="of another method"),
        ],
    )
    def test_are_what_the_method_asks(self, session: Session, opinion: Opinion) -> None:
        sat_by_three()
        panel_id = a_panel(method=Method.BOOKMARK)
        take(open_round, panel_id)

        with pytest.raises(PercentRefused):
            say(panel_id, PIA, opinion)
        with pytest.raises(PanelNotOpen):
            judge(panel_id, PIA, {1: 50})
        with pytest.raises(PanelNotOpen):
            say(panel_id, PIA, Opinion(place=1), round_number=2)


class TestProposing:
    @pytest.mark.parametrize("for_form", [True, False])
    def test_puts_the_points_among_the_other_cut_scores(
        self, session: Session, for_form: bool
    ) -> None:
        panel_id = a_closed_panel()

        proposal = session.get_one(CutScoreProposal, propose(panel_id, for_form=for_form))

        proposed = cut_score_set_from_document(proposal.document)
        by_panel = [
            (one.part, one.form)
            for one in proposed.parts
            if one.cut_score == AtLeastPoints(points=8)
        ]
        assert by_panel == [("sokkel", "mo-demo" if for_form else None)]
        assert set(proposed.part_codes) == {"sokkel", "praktisch"}
        assert (proposal.reason, proposal.state) == (WHY, ProposalState.PROPOSED)
        panel = stored_panel(session, panel_id)
        assert (panel.state, panel.cut_score_proposal_id) == (PanelState.PROPOSED, proposal.id)

    def test_waits_for_the_second_person(self, session: Session) -> None:
        panel_id = a_closed_panel()
        proposal_id = propose(panel_id)
        with pytest.raises(PanelRefused) as refused:
            propose(panel_id)
        with unit_of_work() as work:
            approver = staff_id_of(work, APPROVER)
            reject(work, proposal_id, approver_id=approver, comment="Te streng.", now=JUDGED_AT)

        assert refused.value.fault is PanelFault.PROPOSAL_WAITS
        assert propose(panel_id) == proposal_id + 1

    def test_changes_nothing_when_it_is_refused(self, session: Session) -> None:
        panel_id = a_closed_panel()

        with pytest.raises(ProposalRefused):
            propose(panel_id, on=date(2026, 1, 10))

        assert stored_panel(session, panel_id).state is PanelState.CLOSED

    def test_needs_a_closed_panel_with_a_standard(self, session: Session) -> None:
        with pytest.raises(TransitionRefused):
            propose(a_discussing_panel())
        with pytest.raises(PanelRefused) as refused:
            propose(a_closed_panel(pia=0, piet=0))

        assert refused.value.fault is PanelFault.NO_STANDARD


class TestDatabase:
    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param("UPDATE panels SET description = 'x'", id="what it was set up with"),
            pytest.param("DELETE FROM panels", id="a panel"),
            pytest.param("UPDATE panel_items SET share = '1'", id="difficulty"),
            pytest.param("UPDATE panel_ratings SET round = 2", id="round of a judgement"),
            pytest.param("DELETE FROM panel_ratings", id="a judgement"),
            pytest.param("UPDATE panel_notes SET body = 'x'", id="a note"),
            pytest.param(
                "UPDATE panel_ratings SET percent = 1", id="judgement of a round that is over"
            ),
            pytest.param("UPDATE panels SET state = 'proposed'", id="proposed without a proposal"),
        ],
    )
    def test_refuses_what_would_change_the_past(self, session: Session, statement: str) -> None:
        panel_id = a_discussing_panel()
        with unit_of_work() as work:
            write_note(work, panel_id, 1, body="Te moeilijk.", staff_id=1, now=JUDGED_AT)

        with pytest.raises(DBAPIError):
            session.execute(sa.text(statement))

    def test_refuses_an_item_of_another_panel(self, session: Session) -> None:
        an_open_panel()
        other = an_open_panel()
        rating = {
            "panellist_id": 1,
            "round": 1,
            "panel_item_id": stored_panel(session, other).items[0].id,
            "percent": 50,
            "rated_at": JUDGED_AT,
        }

        with pytest.raises(DBAPIError, match="is not open"):
            session.execute(sa.insert(PanelRating).values(rating))
