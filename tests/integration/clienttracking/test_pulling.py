"""Bookings pulled over real HTTP, page after page."""

import pytest

from testplatform.clienttracking.client import ClientTracking, Refused, Unreachable
from testplatform.clienttracking.demo import UNKNOWN_DOSSIER
from testplatform.clienttracking.simulator import SimulatorConfig, Store, seed
from testplatform.clienttracking.simulator.dossiers import list_dossiers
from tests.unit.clienttracking.builders import a_booking_document


def a_numbered_booking(number: int, **overrides: object) -> dict[str, object]:
    return a_booking_document(id=f"A-{number}", dossier=f"D-2026-00000{number}", **overrides)


def pull_all(tracking: ClientTracking, after: str | None = None) -> tuple[list[object], str]:
    """Every booking after a cursor, and the cursor after them."""
    documents: list[object] = []
    page = tracking.pull_bookings(after)
    while page.documents:
        documents += page.documents
        page = tracking.pull_bookings(page.next)
    return documents, page.next


class TestPullingBookings:
    def test_gives_them_all_page_by_page(self, tracking: ClientTracking, store: Store) -> None:
        bookings = [a_numbered_booking(number) for number in range(1, 6)]
        seed(store, bookings)

        documents, _ = pull_all(tracking)

        assert documents == bookings

    def test_gives_nothing_twice(self, tracking: ClientTracking, store: Store) -> None:
        seed(store, [a_numbered_booking(1)])
        _, cursor = pull_all(tracking)
        seed(store, [a_numbered_booking(2)])

        documents, _ = pull_all(tracking, cursor)

        assert documents == [a_numbered_booking(2)]

    def test_gives_a_changed_booking_again(self, tracking: ClientTracking, store: Store) -> None:
        seed(store, [a_numbered_booking(1), a_numbered_booking(2)])
        _, cursor = pull_all(tracking)
        changed = a_numbered_booking(1, language="fr", revision=2)
        seed(store, [changed])

        documents, _ = pull_all(tracking, cursor)

        assert documents == [changed]

    def test_begins_again_with_the_cursor_of_an_earlier_store(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        seed(store, [a_numbered_booking(1)])

        documents, _ = pull_all(tracking, "00000000-99")

        assert documents == [a_numbered_booking(1)]

    def test_refuses_a_cursor_that_is_none(self, tracking: ClientTracking) -> None:
        with pytest.raises(Refused) as refusal:
            tracking.pull_bookings("yesterday")

        assert refusal.value.status == 400

    def test_needs_the_token(self, base_url: str) -> None:
        with ClientTracking(base_url, "another") as tracking, pytest.raises(Unreachable):
            tracking.pull_bookings(None)


class TestSeeding:
    def test_a_second_time_changes_nothing(self, store: Store) -> None:
        first = seed(store, [a_numbered_booking(1), a_numbered_booking(2)])

        second = seed(store, [a_numbered_booking(1), a_numbered_booking(2, language="fr")])

        assert (first, second) == (2, 0)

    def test_tells_of_a_booking_whose_dossier_stays_unknown(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        seed(store, [a_booking_document(dossier=UNKNOWN_DOSSIER)])

        documents, _ = pull_all(tracking)

        assert documents == [a_booking_document(dossier=UNKNOWN_DOSSIER)]
        with store.reading() as connection:
            assert list_dossiers(connection, "") == []

    def test_finds_the_store_again_after_a_restart(
        self, store: Store, simulator_config: SimulatorConfig
    ) -> None:
        seed(store, [a_numbered_booking(1)])

        changed = seed(Store(simulator_config.database), [a_numbered_booking(1)])

        assert changed == 0
