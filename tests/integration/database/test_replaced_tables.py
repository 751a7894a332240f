"""Other bands or levels for the sittings of a period, of days that were sat (rule 8.4)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.scheme_tables import SchemeTable, moment_of, table_to_document, tables_of_documents
from scoring.cut_scores import AtLeastPoints, CutScore
from scoring.limits import LimitKey, list_limits, replace_limits
from testplatform.db import unit_of_work
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.outbox import OutboxMessage
from testplatform.models.rescoring import (
    RescoringCase,
    RescoringChange,
    RescoringKind,
    RescoringResult,
)
from testplatform.services.rescoring_proposals import NewCase, ProposalRefused, Refusal
from tests.builders.rescoring import (
    a_case,
    a_new_case,
    a_proposed_case,
    a_written_case,
    an_approved_case,
    decisions_of,
)
from tests.builders.schemes import (
    a_covaar_attempt_handed_in,
    a_ct_attempt_handed_in,
    decided,
)
from tests.builders.tables import percent
from tests.integration.database.test_changed_levels import sat_after, sat_before

SAT_ON = date(2026, 3, 2)
DAY = timedelta(days=1)
(BANDS,) = tables_of_documents("covaar").bands
LEVELS = tables_of_documents("ct").levels[0]
(ROUTING,) = tables_of_documents("nivo").routings
LOWER: Mapping[str, CutScore] = {"high": AtLeastPoints(points=33)}
READING_LOWER: Mapping[str, CutScore] = {"reading-A2": percent(60)}


def stored(table: SchemeTable) -> str:
    """Code and version of a table that was published."""
    with unit_of_work() as session:
        session.add(
            CutScoreSet(
                code=table.code,
                version=table.version,
                programme=table.programme,
                moment=moment_of(table),
                effective_from=table.effective_from,
                document=table_to_document(table),
            )
        )
    return f"{table.code}/{table.version}"


def with_limits(
    changes: Mapping[str, CutScore],
    *,
    of: SchemeTable = BANDS,
    code: str = "corrected",
    on: date = date(2027, 1, 1),
) -> SchemeTable:
    limits = {one.key: one.cut_score for one in list_limits(of)}
    changed = {LimitKey(key): one for key, one in changes.items()}
    return replace_limits(of, limits | changed, code=code, version=1, on=on)


def a_table_case(named: str, *, first: date = SAT_ON, last: date = SAT_ON) -> NewCase:
    return a_new_case(kind=RescoringKind.CUT_SCORES, cut_scores=named, days=(first, last))


def a_middling_attempt() -> int:
    """The id of somebody with 33 of 45 points, decided: average by the bands of the day."""
    return decided(a_covaar_attempt_handed_in(left={"reeksen": 12}))


def bands_of(session: Session, attempt_id: int) -> list[str]:
    """The bands of the decisions on an attempt, the oldest first."""
    return [one.document["band"]["code"] for one in reversed(decisions_of(session, attempt_id))]


def tally_of(session: Session, case_id: int) -> dict[str, int]:
    counts = session.get_one(RescoringCase, case_id).counts
    assert counts is not None
    tally: dict[str, int] = counts["everybody"]
    return tally


def versions_of(session: Session, attempt_id: int) -> dict[str, Any]:
    versions: dict[str, Any] = decisions_of(session, attempt_id)[0].document["versions"]
    return versions


class TestBands:
    def test_decide_the_sittings_of_the_period(self, session: Session) -> None:
        attempt_id = a_middling_attempt()

        case_id = a_written_case(a_table_case(stored(with_limits(LOWER))))

        newest, oldest = decisions_of(session, attempt_id)
        assert (newest.revision, newest.supersedes_id) == (2, oldest.id)
        assert bands_of(session, attempt_id) == ["average", "high"]
        assert newest.document["points"] == oldest.document["points"]
        assert newest.document["versions"]["bands"] == {"code": "corrected", "version": 1}
        assert newest.document["versions"]["corrections"] == [
            {"code": f"RS-{case_id}", "rule": "8.4", "rule_version": 1}
        ]
        assert newest.document["sentences"][0].startswith("intervallen corrected versie 1 (")

    def test_are_told_as_a_correction(self, session: Session) -> None:
        a_middling_attempt()

        a_written_case(a_table_case(stored(with_limits(LOWER))))

        first, second = (
            row.document
            for row in session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
        )
        assert second["supersedes"] == first["result"]
        assert second["findings"]["band"]["code"] == "high"

    def test_the_dry_run_shows_what_is_found_before_and_after(self, session: Session) -> None:
        attempt_id = a_middling_attempt()

        case_id = a_proposed_case(a_table_case(stored(with_limits(LOWER))))

        tally = tally_of(session, case_id)
        names = ("concerned", "changed", "result_changed", "problems")
        assert [tally[name] for name in names] == [1, 1, 1, 0]
        change = session.scalars(sa.select(RescoringChange)).one()
        assert [one["band"]["code"] for one in change.document["found"]] == ["average", "high"]
        assert len(decisions_of(session, attempt_id)) == 1

    @pytest.mark.parametrize(
        ("first", "last", "found"),
        [
            pytest.param(SAT_ON, SAT_ON + DAY, ["average", "high"], id="from the first day"),
            pytest.param(SAT_ON - DAY, SAT_ON, ["average", "high"], id="until the last day"),
            pytest.param(SAT_ON + DAY, SAT_ON + DAY, ["average"], id="afterwards"),
            pytest.param(SAT_ON - DAY, SAT_ON - DAY, ["average"], id="before"),
        ],
    )
    def test_decide_no_other_days(
        self, session: Session, first: date, last: date, found: list[str]
    ) -> None:
        attempt_id = a_middling_attempt()

        a_written_case(a_table_case(stored(with_limits(LOWER)), first=first, last=last))

        assert bands_of(session, attempt_id) == found

    def test_of_the_same_result_make_no_decision(self, session: Session) -> None:
        attempt_id = a_middling_attempt()

        a_written_case(a_table_case(stored(with_limits({"high": AtLeastPoints(points=34)}))))

        assert bands_of(session, attempt_id) == ["average"]
        result = session.scalars(sa.select(RescoringResult)).one()
        assert (result.problem, result.decision_id) == (None, None)

    def test_count_at_the_first_decision_after_the_approval(self, session: Session) -> None:
        attempt_id = a_covaar_attempt_handed_in(left={"reeksen": 12})
        a_written_case(a_table_case(stored(with_limits(LOWER))))

        decided(attempt_id)

        assert bands_of(session, attempt_id) == ["high"]

    def test_of_the_last_correction_count(self, session: Session) -> None:
        attempt_id = a_middling_attempt()
        a_written_case(a_table_case(stored(with_limits(LOWER))))
        second = with_limits(
            {"average": AtLeastPoints(points=34), "high": AtLeastPoints(points=40)},
            code="second",
            on=date(2028, 1, 1),
        )

        a_written_case(a_table_case(stored(second)))

        *earlier, last = bands_of(session, attempt_id)
        assert (earlier, last) == (["average", "high"], BANDS.bands[-3].code)
        kinds = [step["kind"] for step in decisions_of(session, attempt_id)[0].document["steps"]]
        assert kinds.count("table") == 1

    def test_that_were_right_after_all_come_back(self, session: Session) -> None:
        attempt_id = a_middling_attempt()
        a_written_case(a_table_case(stored(with_limits(LOWER))))

        a_written_case(a_table_case(f"{BANDS.code}/{BANDS.version}"))

        assert bands_of(session, attempt_id) == ["average", "high", "average"]

    @pytest.mark.parametrize(
        ("high", "found"),
        [
            pytest.param(34, ["average", "high"], id="that changed nothing by themselves"),
            pytest.param(33, ["average", "high", "high"], id="that changed the result"),
        ],
    )
    def test_stay_with_a_later_correction_of_an_item(
        self, session: Session, high: int, found: list[str]
    ) -> None:
        attempt_id = a_middling_attempt()
        a_written_case(a_table_case(stored(with_limits({"high": AtLeastPoints(points=high)}))))

        a_written_case(a_new_case(item="COVAAR-REEKSEN-01", form_code=None))

        assert bands_of(session, attempt_id) == found
        assert versions_of(session, attempt_id)["bands"] == {"code": "corrected", "version": 1}
        problems = session.scalars(sa.select(RescoringResult.problem))
        assert set(problems) == {None}

    def test_stay_in_points_where_an_item_was_left_out(self, session: Session) -> None:
        attempt_id = a_middling_attempt()
        left_out = a_new_case(kind=RescoringKind.LEFT_OUT, item="COVAAR-REEKSEN-13", form_code=None)
        a_written_case(left_out)

        a_written_case(a_table_case(stored(with_limits({"high": AtLeastPoints(points=32)}))))

        newest = decisions_of(session, attempt_id)[0].document
        assert (newest["points"], newest["out_of"], newest["band"]["code"]) == (32, 44, "high")


class TestLevels:
    def test_decide_the_sittings_of_the_period(self, session: Session) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(left={"reading": 10}), writing=3)

        a_written_case(a_table_case(stored(with_limits(READING_LOWER, of=LEVELS))))

        newest, oldest = decisions_of(session, attempt_id)
        assert [one.document["proof"] for one in (oldest, newest)] == ["statement", "certificate"]
        assert newest.document["versions"]["levels"] == {"code": "corrected", "version": 1}
        assert newest.document["versions"]["purpose"] == oldest.document["versions"]["purpose"]

    def test_of_another_moment_are_not_concerned(self, session: Session) -> None:
        decided(a_ct_attempt_handed_in(left={"reading": 10}), writing=3)
        other = next(one for one in tables_of_documents("ct").levels if one.moment != LEVELS.moment)

        case_id = a_proposed_case(a_table_case(f"{other.code}/{other.version}"))

        assert tally_of(session, case_id)["concerned"] == 0

    def test_that_change_are_worked_through(self, session: Session) -> None:
        old = sat_before()
        later = sat_after("listening")
        named = stored(with_limits(READING_LOWER, of=LEVELS))

        case_id = a_written_case(a_table_case(named, first=SAT_ON - DAY, last=SAT_ON - DAY))

        assert tally_of(session, case_id)["through_earlier"] == 1
        proofs = [one.document["proof"] for one in reversed(decisions_of(session, later))]
        assert proofs == ["statement", "certificate"]
        kinds = [step["kind"] for step in decisions_of(session, later)[0].document["steps"]]
        assert "earlier_corrected" in kinds
        assert "table" not in kinds
        assert versions_of(session, later)["levels"]["code"] == LEVELS.code
        assert len(decisions_of(session, old)) == 2

    def test_of_both_sittings_decide_the_later_one_once(self, session: Session) -> None:
        sat_before()
        later = sat_after("reading", left={"reading": 10})
        named = stored(with_limits(READING_LOWER, of=LEVELS))

        a_written_case(a_table_case(named, first=SAT_ON - DAY))

        newest, _ = decisions_of(session, later)
        kinds = [step["kind"] for step in newest.document["steps"][:2]]
        assert kinds == ["table", "earlier_corrected"]
        assert newest.document["versions"]["levels"]["code"] == "corrected"

    def test_count_at_the_first_decision_after_the_approval(self, session: Session) -> None:
        attempt_id = a_ct_attempt_handed_in(left={"reading": 10})
        a_written_case(a_table_case(stored(with_limits(READING_LOWER, of=LEVELS))))

        decided(attempt_id, writing=3)

        only = decisions_of(session, attempt_id)
        assert [one.document["proof"] for one in only] == ["certificate"]

    def test_stay_with_a_later_correction_of_an_item(self, session: Session) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(left={"reading": 10}), writing=3)
        a_written_case(a_table_case(stored(with_limits(READING_LOWER, of=LEVELS))))

        a_written_case(a_new_case(item="CT-READING-01", form_code=None))

        newest = decisions_of(session, attempt_id)[0]
        assert (newest.revision, newest.document["proof"]) == (3, "certificate")
        assert newest.document["versions"]["levels"] == {"code": "corrected", "version": 1}


class TestRefused:
    @pytest.mark.parametrize(
        "table",
        [
            pytest.param(replace(BANDS, out_of=46), id="another maximum"),
            pytest.param(replace(BANDS, bands=BANDS.bands[:-1]), id="other bands"),
            pytest.param(
                replace(BANDS, bands=(*BANDS.bands[:-1], replace(BANDS.bands[-1], title="top"))),
                id="another name",
            ),
            pytest.param(replace(LEVELS, scales=LEVELS.scales[1:]), id="other skills"),
            pytest.param(
                replace(LEVELS, scales=(replace(LEVELS.scales[0], out_of=31), *LEVELS.scales[1:])),
                id="another maximum of a skill",
            ),
        ],
    )
    def test_a_table_that_differs_in_more_than_its_limits(
        self, session: Session, table: SchemeTable
    ) -> None:
        named = stored(replace(table, effective_from=date(2027, 1, 1), version=9))

        with pytest.raises(ProposalRefused) as refusal:
            a_case(a_table_case(named))

        assert refusal.value.refusal is Refusal.TABLE_DIFFERS

    def test_a_table_where_none_was_on_those_days(self, session: Session) -> None:
        long_ago = BANDS.effective_from - 2 * DAY

        with pytest.raises(ProposalRefused) as refusal:
            a_case(a_table_case(f"{BANDS.code}/{BANDS.version}", first=long_ago, last=long_ago))

        assert refusal.value.refusal is Refusal.TABLE_DIFFERS

    def test_bands_above_what_an_item_left_out_leaves(self, session: Session) -> None:
        a_middling_attempt()
        a_written_case(
            a_new_case(kind=RescoringKind.LEFT_OUT, item="COVAAR-REEKSEN-01", form_code=None)
        )
        all_points = stored(with_limits({"high": AtLeastPoints(points=45)}))

        with pytest.raises(ProposalRefused) as refusal:
            a_case(a_table_case(all_points))

        assert refusal.value.refusal is Refusal.NOT_DECIDABLE

    def test_an_item_left_out_that_a_replaced_table_needs(self, session: Session) -> None:
        a_middling_attempt()
        a_written_case(a_table_case(stored(with_limits({"high": AtLeastPoints(points=45)}))))
        left_out = a_new_case(kind=RescoringKind.LEFT_OUT, item="COVAAR-REEKSEN-01", form_code=None)

        with pytest.raises(ProposalRefused) as refusal:
            a_case(left_out)

        assert refusal.value.refusal is Refusal.NOT_DECIDABLE

    def test_a_routing(self, session: Session) -> None:
        with pytest.raises(ProposalRefused) as refusal:
            a_case(a_table_case(f"{ROUTING.code}/{ROUTING.version}"))

        assert refusal.value.refusal is Refusal.ROUTING_STAYS


class TestApproval:
    def test_decides_nobody_before_it(self, session: Session) -> None:
        attempt_id = a_covaar_attempt_handed_in(left={"reeksen": 12})
        a_proposed_case(a_table_case(stored(with_limits(LOWER))))

        decided(attempt_id)

        assert bands_of(session, attempt_id) == ["average"]

    def test_lines_up_who_was_decided(self, session: Session) -> None:
        attempt_id = a_middling_attempt()

        case_id = an_approved_case(a_table_case(stored(with_limits(LOWER))))

        rows = session.scalars(sa.select(RescoringResult)).all()
        assert [(row.case_id, row.attempt_id) for row in rows] == [(case_id, attempt_id)]
