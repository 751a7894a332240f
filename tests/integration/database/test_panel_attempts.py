"""Panels that judge attempts blind, and items of more than one mark, on real databases."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from itembank.items import Item
from scoring.analysis.standard_setting import Method, Verdict
from scoring.codes import RuleId
from testplatform.db import unit_of_work
from testplatform.models.audit import AuditRecord
from testplatform.models.panels import JudgementScale, PanelVerdict
from testplatform.services.panels import results, setting_up
from testplatform.services.panels.ratings import NotInPanel, PanelNotOpen, PercentRefused
from testplatform.services.panels.results import measure_rounds
from testplatform.services.panels.rounds import end_round, open_round
from testplatform.services.panels.sampling import choose
from testplatform.services.panels.setting_up import PanelFault, PanelRefused, create_panel
from testplatform.services.panels.verdicts import AttemptNotOpened, give_verdict
from tests.builders.banks import publish_items
from tests.builders.items import a_select_several_item, a_short_text_item, an_item
from tests.builders.panels import (
    JUDGED_AT,
    PIA,
    PIET,
    POLA,
    SET_UP_AT,
    THAT_DAY,
    a_new_panel,
    a_panel,
    judge,
    look,
    sat_by_three,
    say_of_points,
    stored_panel,
    take,
)
from tests.builders.rescoring import staff_id_of

pytestmark = pytest.mark.usefixtures("session")

YES, NO = Verdict.SUFFICES, Verdict.FALLS_SHORT
TWO_MARKS = a_select_several_item(rule=RuleId.SELECT_ALL_THAT_APPLY)


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three attempts stand for thirty."""
    for module in (results, setting_up):
        monkeypatch.setattr(module, "FEWEST_ATTEMPTS", 3)
    monkeypatch.setattr(setting_up, "FEWEST_JUDGED", 3)


def an_open_blind_panel(*people: str, method: Method = Method.CONTRASTING_GROUPS) -> int:
    """The id of a panel in its first round that judges attempts with 11, 6 and 0 points."""
    sat_by_three()
    panel_id = a_panel(*people, method=method)
    take(open_round, panel_id)
    return panel_id


class TestDrawing:
    def test_keeps_what_was_drawn_and_how(self, session: Session) -> None:
        panel = stored_panel(session, an_open_blind_panel())

        assert panel.sample is not None
        assert (panel.sample.found, panel.sample.first_day) == (3, THAT_DAY.first_day)
        assert {one.points for one in panel.attempts} == {0, 6, 11}
        points = {one.attempt_id: one.points for one in panel.attempts}
        again = choose(points, 3, panel.sample.seed)
        assert again == tuple(one.attempt_id for one in panel.attempts)

    def test_takes_only_the_days_and_the_moment_that_were_asked(self, session: Session) -> None:
        sat_by_three()
        later = THAT_DAY.last_day + timedelta(days=1)
        wishes = (
            {"period": replace(THAT_DAY, first_day=later, last_day=later)},
            {"period": THAT_DAY, "moment": "exemption"},
        )

        for wish in wishes:
            new = a_new_panel(session, method=Method.BORDERLINE_GROUP, **wish)  # type: ignore[arg-type]  # one by name
            with pytest.raises(PanelRefused) as refused, unit_of_work() as work:
                create_panel(work, new, created_by_id=1, now=SET_UP_AT)
            assert refused.value.fault is PanelFault.TOO_FEW_ATTEMPTS


class TestJudgingAttempts:
    def test_leads_to_the_mean_of_the_cut_scores(self, session: Session) -> None:
        panel_id = an_open_blind_panel(PIA, PIET, POLA)
        say_of_points(panel_id, PIA, {0: NO, 6: YES, 11: YES})  # from 1 point
        say_of_points(panel_id, PIET, {0: NO, 6: NO, 11: YES})  # from 7 points
        say_of_points(panel_id, POLA, {0: NO, 6: NO})  # not everything
        take(end_round, panel_id)

        [measured] = measure_rounds(session, stored_panel(session, panel_id))

        assert len(measured.complete) == 2
        assert measured.result is not None
        assert measured.result.proposal.standard == 4
        assert measured.result.proposal.error_squared == 9
        assert measured.result.proposal.out_of == 11

    def test_leads_to_the_mean_of_the_medians_at_the_border(self, session: Session) -> None:
        panel_id = an_open_blind_panel(method=Method.BORDERLINE_GROUP)
        below, border, above = Verdict.BELOW, Verdict.BORDERLINE, Verdict.ABOVE
        say_of_points(panel_id, PIA, {0: below, 6: border, 11: above})
        say_of_points(panel_id, PIET, {0: below, 6: border, 11: border})
        take(end_round, panel_id)

        [measured] = measure_rounds(session, stored_panel(session, panel_id))

        assert measured.result is not None
        assert measured.result.proposal.standard == Fraction(29, 4)  # of 6 and 8.5

    def test_leaves_a_trace_of_who_looked_before_what_they_said(self, session: Session) -> None:
        panel_id = an_open_blind_panel()
        look(panel_id, PIA, 2)
        look(panel_id, PIA, 2)

        trace = session.scalars(
            sa.select(AuditRecord).where(AuditRecord.action.like("panel attempt%"))
        ).one()

        assert trace.actor == f"staff:{staff_id_of(session, PIA)}"
        assert trace.details == {"round": 1, "number": 2}

    def test_is_refused_without_looking_and_after_the_round(self, session: Session) -> None:
        panel_id = an_open_blind_panel()
        look(panel_id, PIA, 1)
        person = staff_id_of(session, PIA)

        def give(position: int, verdict: Verdict, *, number: int = 1) -> None:
            with unit_of_work() as work:
                give_verdict(
                    work,
                    panel_id,
                    position,
                    verdict=verdict,
                    round_number=number,
                    staff_id=person,
                    now=JUDGED_AT,
                )

        with pytest.raises(AttemptNotOpened):
            give(2, YES)
        with pytest.raises(PercentRefused):
            give(1, Verdict.BORDERLINE)
        with pytest.raises(PanelNotOpen):
            give(1, YES, number=2)
        with pytest.raises(NotInPanel):
            give(4, YES)
        with pytest.raises(NotInPanel):
            look(panel_id, POLA, 1)

    def test_is_of_panels_that_judge_attempts(self, session: Session) -> None:
        panel_id = a_panel()
        take(open_round, panel_id)

        with pytest.raises(PanelNotOpen):
            look(panel_id, PIA, 1)

    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param("UPDATE panel_samples SET seed = 'x'", id="seed"),
            pytest.param("UPDATE panel_attempts SET points = 1", id="points"),
            pytest.param("DELETE FROM panel_attempts", id="an attempt"),
            pytest.param("DELETE FROM panel_verdicts", id="a trace"),
            pytest.param("UPDATE panel_verdicts SET shown_at = given_at", id="when they looked"),
            pytest.param("UPDATE panel_verdicts SET verdict = 'suffices'", id="after the round"),
        ],
    )
    def test_is_never_undone(self, session: Session, statement: str) -> None:
        panel_id = an_open_blind_panel()
        for email in (PIA, PIET):
            say_of_points(panel_id, email, {0: NO, 6: YES, 11: YES})
        take(end_round, panel_id)

        with pytest.raises(DBAPIError):
            session.execute(sa.text(statement))

    def test_is_refused_for_an_attempt_of_another_panel(self, session: Session) -> None:
        an_open_blind_panel()
        other = a_panel(method=Method.BORDERLINE_GROUP)
        take(open_round, other)
        verdict = {
            "panellist_id": 1,
            "round": 1,
            "panel_attempt_id": stored_panel(session, other).attempts[0].id,
            "shown_at": JUDGED_AT,
        }

        with pytest.raises(DBAPIError, match="is not open"):
            session.execute(sa.insert(PanelVerdict).values(verdict))


class TestItemsOfSeveralMarks:
    def test_are_judged_by_the_marks_that_are_expected(
        self, session: Session, tmp_path: Path
    ) -> None:
        form_id = a_form_of(tmp_path, TWO_MARKS, an_item())
        panel_id = a_panel(form_id=form_id, scale=JudgementScale.MARKS)
        take(open_round, panel_id)
        judge(panel_id, PIA, {1: 15, 2: 5})
        judge(panel_id, PIET, {1: 20, 2: 10})
        with pytest.raises(PercentRefused):
            judge(panel_id, PIA, {1: 21})
        with pytest.raises(PercentRefused):
            judge(panel_id, PIA, {2: 11})
        take(end_round, panel_id)

        panel = stored_panel(session, panel_id)
        [measured] = measure_rounds(session, panel)

        assert [one.marks for one in panel.items] == [2, 1]
        assert measured.result is not None
        assert measured.result.proposal.standard == Fraction(5, 2)
        assert measured.result.proposal.out_of == 3

    @pytest.mark.parametrize(
        ("method", "fault"),
        [
            pytest.param(Method.ANGOFF, PanelFault.MARKS_ASKED, id="Angoff of chances"),
            pytest.param(Method.BOOKMARK, PanelFault.SEVERAL_MARKS, id="bookmark"),
            pytest.param(Method.BEUK, PanelFault.NO_RESULTS, id="Beuk, which only lacks results"),
        ],
    )
    def test_are_refused_where_single_marks_are_needed(
        self, session: Session, tmp_path: Path, method: Method, fault: PanelFault
    ) -> None:
        form_id = a_form_of(tmp_path, TWO_MARKS)
        new = a_new_panel(session, form_id=form_id, method=method)

        with pytest.raises(PanelRefused) as refused, unit_of_work() as work:
            create_panel(work, new, created_by_id=1, now=SET_UP_AT)

        assert refused.value.fault is fault


class TestOwnWords:
    def test_are_never_shown_to_a_panel(self, session: Session, tmp_path: Path) -> None:
        form_id = a_form_of(tmp_path, an_item(), a_short_text_item("brood"))
        new = a_new_panel(
            session, form_id=form_id, method=Method.CONTRASTING_GROUPS, period=THAT_DAY
        )

        with pytest.raises(PanelRefused) as refused, unit_of_work() as work:
            create_panel(work, new, created_by_id=1, now=SET_UP_AT)

        assert refused.value.fault is PanelFault.OWN_WORDS


def a_form_of(folder: Path, *items: Item) -> int:
    """The id of a published form whose sokkelvragen are these."""
    with unit_of_work() as work:
        return publish_items(work, items, media_root=folder).id
