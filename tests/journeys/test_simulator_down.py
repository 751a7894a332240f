"""The client-tracking system is away, or does not know a dossier: nobody at a test notices."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from testplatform.clienttracking.demo import UNKNOWN_DOSSIER
from tests.journeys.candidate import Candidate
from tests.journeys.desk import Desk, TakeSeat, Visit
from tests.journeys.network import Network
from tests.journeys.processes import Simulator, wait_until
from tests.journeys.staff import SECONDS_TO_DELIVER, Administrator


class TestSimulatorDown:
    def test_the_sitting_goes_on_and_the_result_arrives_once_when_it_is_back(
        self,
        desk: Desk,
        seat: TakeSeat,
        tracking_that_returns: Simulator,
        administrator: Administrator,
    ) -> None:
        at_seat = seat()
        candidate = at_seat.candidate
        dossier = at_seat.appointment.dossier
        candidate.begin()
        tracking_that_returns.kill()

        candidate.answer()
        candidate.see_saved()
        candidate.hand_in()
        candidate.see_received()
        row = administrator.see_delivery(dossier, state="pending")
        expect(row).to_contain_text("te bezorgen")
        wait_until(
            lambda: desk.deliveries_of(at_seat.appointment)[0]["problem"],
            seconds=SECONDS_TO_DELIVER,
            what="a try at a system that is away",
        )
        tracking_that_returns.start()

        administrator.see_delivery(dossier, state="delivered")
        [result] = tracking_that_returns.results_of(dossier)
        assert (result["outcome"], result["deliveries"]) == ("failed", 1)
        assert len(desk.deliveries_of(at_seat.appointment)) == 1


class TestUnknownDossier:
    def test_its_result_is_parked_where_the_administrator_sees_it(
        self, desk: Desk, network: Network, open_browser: Visit, administrator: Administrator
    ) -> None:
        code = desk.invigilator.check_in(UNKNOWN_DOSSIER)
        candidate = Candidate(page=open_browser().page, url=network.url, language="nl")
        candidate.take_place(code)
        candidate.begin()
        candidate.hand_in()
        candidate.see_received()

        row = administrator.see_delivery(UNKNOWN_DOSSIER, state="parked")

        expect(row).to_contain_text("geparkeerd")
        expect(row.get_by_role("button", name="Opnieuw aanbieden")).to_be_visible()


@pytest.fixture
def tracking_that_returns(tracking: Simulator) -> Iterator[Simulator]:
    """The client-tracking system, running again at the end whatever the test did."""
    yield tracking
    if tracking.process is None:
        tracking.start()
