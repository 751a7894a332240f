"""Bands, levels and routings proposed by one person and decided about by another."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.programmes import Scheme
from itembank.scheme_tables import (
    SchemeTable,
    SchemeTables,
    moment_of,
    table_to_document,
    tables_of_documents,
)
from scoring.analysis.table_changes import MoveCounts, TablePreview, preview_table
from scoring.bands import BandTable
from scoring.cut_scores import AtLeastPoints, CutScore
from scoring.limits import list_limits, replace_limits
from testplatform.db import unit_of_work
from testplatform.models.cut_scores import CutScoreProposal, CutScoreSet
from testplatform.models.decisions import Decision
from testplatform.repositories.cut_scores import list_cut_score_rows, list_tables
from testplatform.repositories.table_results import count_standings
from testplatform.services.cut_score_checks import Fault
from testplatform.services.cut_score_proposals import ProposalRefused, approve
from testplatform.services.marking import score_attempt
from testplatform.services.reference_data import CutScoresStartTogether, load_reference_data
from tests.builders.attempts import STARTED_AT
from tests.builders.cut_scores import BEA, PROPOSED_AT, staff_id
from tests.builders.routed import a_started_nivo_attempt, speak, take_test
from tests.builders.schemes import a_covaar_attempt_handed_in, a_ct_attempt_handed_in, rate_all
from tests.builders.tables import a_new_table, approved_table, percent, proposed_table

pytestmark = pytest.mark.usefixtures("session")

A_WEEK_BEFORE = datetime(2026, 2, 23, 9, 0, tzinfo=UTC)
SAT_ON = date(2026, 3, 2)
NOW = STARTED_AT + timedelta(hours=3)
MARCH = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
(BANDS,) = tables_of_documents("covaar").bands
LEVELS = tables_of_documents("ct").levels[0]
(ROUTING,) = tables_of_documents("nivo").routings
SECOND_ROUTE = "oral_12_start-2-oral_interaction_12"


def decided(attempt_id: int) -> Decision:
    with unit_of_work() as session:
        decision = score_attempt(session, attempt_id, now=NOW)
    assert decision is not None
    return decision


def preview_of(session: Session, scheme: Scheme, table: SchemeTable) -> TablePreview:
    results = count_standings(
        session,
        programme=table.programme,
        moment=moment_of(table),
        scheme=scheme,
        since=MARCH[0],
        until=MARCH[1],
    )
    return preview_table(results, table)


class TestReferenceData:
    @pytest.mark.parametrize("programme", ["covaar", "ct", "nivo"])
    def test_has_the_tables_of_the_documents(self, session: Session, programme: str) -> None:
        assert list_tables(session, programme) == tables_of_documents(programme)

    def test_passes_and_fails_nobody_by_a_table(self, session: Session) -> None:
        assert {row.programme for row in list_cut_score_rows(session)} == {"mo", "nt2-a2"}
        assert list_tables(session, "mo") == SchemeTables()

    def test_does_not_start_on_the_day_of_an_approved_table(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        approved_table(a_new_table())
        later = replace(BANDS, version=2, effective_from=date(2027, 1, 1))
        documents = {"covaar": SchemeTables(bands=(BANDS, later))}
        monkeypatch.setattr(
            "testplatform.services.reference_data.tables_of_documents",
            lambda code: documents.get(code, SchemeTables()),
        )

        with pytest.raises(CutScoresStartTogether, match="covaar-intake version 1"):
            load_reference_data(session)


class TestPropose:
    def test_changes_no_table(self, session: Session) -> None:
        proposal_id = proposed_table(a_new_table())

        proposal = session.get_one(CutScoreProposal, proposal_id)
        assert (proposal.programme, proposal.moment) == ("covaar", "intake")
        assert list_tables(session, "covaar") == tables_of_documents("covaar")

    @pytest.mark.parametrize(
        ("table", "changes", "on", "faults"),
        [
            pytest.param(BANDS, {}, date(2027, 1, 1), [Fault.NOTHING_CHANGES], id="as it is"),
            pytest.param(
                BANDS,
                {"high": AtLeastPoints(points=46), "low": AtLeastPoints(points=24)},
                SAT_ON,
                [Fault.DATE_TOO_EARLY, Fault.LIMIT_ABOVE_MAXIMUM, Fault.LIMIT_NOT_HIGHER],
                id="everything at once",
            ),
            pytest.param(
                BANDS,
                {"high": AtLeastPoints(points=40)},
                date(2024, 1, 1),
                [Fault.DATE_TOO_EARLY, Fault.DATE_TAKEN],
                id="the day of the document",
            ),
            pytest.param(
                BANDS,
                {"high": AtLeastPoints(points=40)},
                date(2023, 12, 31),
                [Fault.DATE_TOO_EARLY, Fault.NOTHING_TO_REPLACE],
                id="before there were any",
            ),
            pytest.param(
                LEVELS,
                {"reading-A1": percent(70)},
                date(2027, 1, 1),
                [Fault.LIMIT_NOT_HIGHER],
                id="a higher level that asks no more",
            ),
            pytest.param(
                ROUTING,
                {SECOND_ROUTE: percent(80)},
                date(2027, 1, 1),
                [Fault.ROUTE_NEVER_TAKEN],
                id="a route that nobody takes",
            ),
            pytest.param(
                BANDS,
                {"splendid": AtLeastPoints(points=40)},
                date(2027, 1, 1),
                [Fault.TABLE_DIFFERS],
                id="a limit that is not there",
            ),
        ],
    )
    def test_is_refused_with_everything_that_is_wrong(
        self,
        session: Session,
        table: SchemeTable,
        changes: Mapping[str, CutScore],
        on: date,
        faults: list[Fault],
    ) -> None:
        with pytest.raises(ProposalRefused) as refusal:
            proposed_table(a_new_table(changes, table=table, effective_from=on))

        assert [one.fault for one in refusal.value.faults] == faults
        assert session.scalars(sa.select(CutScoreProposal)).all() == []

    def test_needs_a_reason_and_a_day_of_its_own(self, session: Session) -> None:
        proposed_table(a_new_table())

        with pytest.raises(ProposalRefused) as refusal:
            proposed_table(a_new_table({"high": AtLeastPoints(points=40)}, reason=" "))

        assert [one.fault for one in refusal.value.faults] == [
            Fault.DATE_PROPOSED,
            Fault.REASON_MISSING,
        ]


class TestApprove:
    @pytest.mark.parametrize(
        ("table", "changes", "code"),
        [
            pytest.param(BANDS, None, "covaar-intake", id="bands"),
            pytest.param(LEVELS, {"reading-A1": percent(50)}, "ct-a1-a2", id="levels"),
            pytest.param(ROUTING, {SECOND_ROUTE: percent(60)}, "nivo-intake", id="routing"),
        ],
    )
    def test_publishes_the_next_version(
        self,
        session: Session,
        table: SchemeTable,
        changes: Mapping[str, CutScore] | None,
        code: str,
    ) -> None:
        new = a_new_table(changes, table=table)

        approved_table(new)

        *_, newest = sorted(
            list_tables(session, table.programme).all, key=lambda one: one.effective_from
        )
        assert (newest.code, newest.version) == (code, 1)
        assert {one.key: one.cut_score for one in list_limits(newest)} == new.limits
        assert newest.assumed

    def test_is_refused_when_its_day_has_come(self, session: Session) -> None:
        proposal_id = proposed_table(a_new_table())

        faults = faults_of_approval(proposal_id, now=datetime(2027, 1, 1, 9, 0, tzinfo=UTC))

        assert faults == [Fault.DATE_TOO_EARLY]

    def test_is_refused_when_the_table_is_built_differently_by_then(self, session: Session) -> None:
        proposal_id = proposed_table(a_new_table())
        with unit_of_work() as work:
            load_document(work, rename_bands(date(2026, 6, 1)))

        assert faults_of_approval(proposal_id) == [Fault.TABLE_DIFFERS]

    def test_does_not_mind_other_limits_before_its_day(self, session: Session) -> None:
        proposal_id = proposed_table(a_new_table())
        changes = {"low": AtLeastPoints(points=15)}
        approved_table(a_new_table(changes, effective_from=date(2026, 6, 1)))

        published = approve_as_bea(proposal_id)

        assert (published.code, published.version) == ("covaar-intake", 2)


def approve_as_bea(proposal_id: int, *, now: datetime = PROPOSED_AT) -> CutScoreSet:
    with unit_of_work() as work:
        bea = staff_id(work, BEA)
        return approve(work, proposal_id, approver_id=bea, comment="", now=now)


def faults_of_approval(proposal_id: int, *, now: datetime = PROPOSED_AT) -> list[Fault]:
    with pytest.raises(ProposalRefused) as refusal:
        approve_as_bea(proposal_id, now=now)
    return [one.fault for one in refusal.value.faults]


def changed(table: SchemeTable, changes: Mapping[str, CutScore]) -> SchemeTable:
    limits = a_new_table(changes, table=table).limits
    return replace_limits(table, limits, code="new", version=1, on=date(2027, 1, 1))


def rename_bands(on: date) -> BandTable:
    bands = tuple(replace(one, title=one.title.upper()) for one in BANDS.bands)
    return replace(BANDS, version=2, effective_from=on, bands=bands)


def load_document(session: Session, table: BandTable) -> None:
    session.add(
        CutScoreSet(
            code=table.code,
            version=table.version,
            programme=table.programme,
            moment="intake",
            effective_from=table.effective_from,
            document=table_to_document(table),
        )
    )


class TestDeciding:
    def test_by_the_table_that_was_approved_for_the_day(self, session: Session) -> None:
        approved_table(
            a_new_table({"high": AtLeastPoints(points=40)}, effective_from=SAT_ON),
            now=A_WEEK_BEFORE,
        )

        decision = decided(a_covaar_attempt_handed_in(left={"reeksen": 10}))

        assert decision.document["band"]["code"] == "average"
        assert decision.document["versions"]["bands"] == {"code": "covaar-intake", "version": 1}
        assert decision.cut_score_set is None

    def test_by_the_earlier_one_the_day_before(self, session: Session) -> None:
        approved_table(
            a_new_table(
                {"high": AtLeastPoints(points=40)}, effective_from=SAT_ON + timedelta(days=1)
            ),
            now=A_WEEK_BEFORE,
        )

        decision = decided(a_covaar_attempt_handed_in(left={"reeksen": 10}))

        assert decision.document["band"]["code"] == "high"

    def test_levels_by_the_approved_set(self, session: Session) -> None:
        approved_table(
            a_new_table(
                {"reading-A1": percent(80), "reading-A2": percent(90)},
                table=LEVELS,
                effective_from=SAT_ON,
            ),
            now=A_WEEK_BEFORE,
        )
        attempt_id = a_ct_attempt_handed_in(left={"reading": 5})
        with unit_of_work() as work:
            assert score_attempt(work, attempt_id, now=NOW) is None
        rate_all(writing=3, speaking=3)

        document = decided(attempt_id).document

        assert {one["part"]: one["level"] for one in document["skills"]}["reading"] == "A1"
        assert document["versions"]["levels"] == {"code": "ct-a1-a2", "version": 1}


class TestPreview:
    def test_of_bands(self, session: Session) -> None:
        decided(a_covaar_attempt_handed_in(left={"reeksen": 10}))
        new = replace(BANDS, bands=(*BANDS.bands[:3], replace(BANDS.bands[3], from_points=40)))

        (facet,) = preview_of(session, Scheme.BANDS, new).facets

        assert facet.total == MoveCounts(moves={("high", "average"): 1}, lower=1)
        assert list(facet.by_centre) == ["AGII-HASSELT"]

    def test_of_levels(self, session: Session) -> None:
        attempt_id = a_ct_attempt_handed_in(left={"reading": 5})
        with unit_of_work() as work:
            score_attempt(work, attempt_id, now=NOW)
        rate_all(writing=3, speaking=3)
        decided(attempt_id)

        facets = preview_of(session, Scheme.LEVELS, LEVELS).facets

        assert {one.facet for one in facets} == {"reading", "listening", "writing", "speaking"}
        assert {(one.total.higher, one.total.lower, one.total.unknown) for one in facets} == {
            (0, 0, 0)
        }

    def test_of_a_routing_follows_the_tests_that_were_sat(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        take_test(attempt_id, {"written_voormeting": 6})
        assert take_test(attempt_id, {"writing_reading_12": 10})
        speak(attempt_id, {"oral_voormeting": 3})
        assert decided(attempt_id).document["complete"]
        key, other = (
            "written_12_start-2-writing_reading_12",
            "written_voormeting-2-written_voormeting",
        )

        stricter = preview_of(session, Scheme.ROUTING, changed(ROUTING, {key: percent(60)}))
        another_test = preview_of(session, Scheme.ROUTING, changed(ROUTING, {other: percent(25)}))

        totals = {one.facet: one.total for one in stricter.facets}
        assert totals["written"] == MoveCounts(moves={("1.2", "1.1"): 1}, lower=1)
        assert totals["oral"] == MoveCounts(moves={("1.1", "1.1"): 1})
        written = {one.facet: one.total for one in another_test.facets}["written"]
        assert written == MoveCounts(unknown=1)

    def test_of_another_moment_is_empty(self, session: Session) -> None:
        assert preview_of(session, Scheme.ROUTING, ROUTING).facets == ()
