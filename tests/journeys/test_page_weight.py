"""What a first visit costs: most candidates share one thin line in a test room."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.candidate import Candidate
from tests.journeys.desk import TakeSeat, Visit
from tests.journeys.network import Network

MOST_BYTES = 60_000
MOST_REQUESTS = 8
MEDIA = "/media/"


@dataclass
class Traffic:
    """What a page fetched: path → bytes as they came over the line, headers included."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    requests: int = 0

    def note_request(self, event: dict[str, Any]) -> None:
        self.requests += 1
        self.addresses[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def note_end(self, event: dict[str, Any]) -> None:
        path = self.addresses[event["requestId"]]
        self.sizes[path] = self.sizes.get(path, 0) + event["encodedDataLength"]

    @property
    def bytes_without_media(self) -> float:
        return sum(size for path, size in self.sizes.items() if not path.startswith(MEDIA))


@contextmanager
def measured(page: Page) -> Iterator[Traffic]:
    """Count what a page fetches, by the browser's own count."""
    traffic = Traffic()
    session = page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", traffic.note_request)
    session.on("Network.loadingFinished", traffic.note_end)
    session.send("Network.enable")
    yield traffic
    session.detach()


class TestFirstVisit:
    def test_the_start_page_is_light(self, network: Network, open_browser: Visit) -> None:
        page = open_browser().page

        with measured(page) as traffic:
            page.goto(network.url, wait_until="networkidle")

        assert 0 < traffic.bytes_without_media <= MOST_BYTES, traffic.sizes
        assert traffic.requests <= MOST_REQUESTS, traffic.addresses

    def test_the_player_with_all_its_questions_is_light(
        self, seat: TakeSeat, network: Network, open_browser: Visit
    ) -> None:
        at_seat = seat()
        state = at_seat.visitor.context.storage_state()
        at_seat.visitor.context.close()
        # Without a service worker every byte is counted in the page.
        visitor = open_browser(service_workers="block", storage_state=state)
        candidate = Candidate(page=visitor.page, url=network.url, language="nl")

        with measured(visitor.page) as traffic:
            candidate.open_test()
            candidate.see_button("Start")

        assert 0 < traffic.bytes_without_media <= MOST_BYTES, traffic.sizes
