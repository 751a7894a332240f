"""One platform, one client-tracking system and one browser for all; a network for each test."""

import base64
import secrets
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, expect, sync_playwright

from testplatform.clienttracking.simulator import Store
from tests.integration.conftest import a_config
from tests.journeys.browsing import (
    ARGUMENTS,
    SECONDS_TO_APPEAR,
    Visitor,
    find_browser,
    visit,
)
from tests.journeys.candidate import Candidate
from tests.journeys.desk import Desk, Seat, TakeSeat, Visit
from tests.journeys.item_pages import ItemPages, ShowItem, make_item_pages, read_demo_media
from tests.journeys.network import Network
from tests.journeys.processes import Platform, Simulator, find_free_port, run_platform
from tests.journeys.screenshots import are_screenshots_wanted
from tests.journeys.staff import ADMINISTRATOR, INVIGILATOR, Administrator, Invigilator


@pytest.fixture(scope="session")
def tracking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """A client-tracking system of our own, so that a test can kill it; not started here."""
    folder = tmp_path_factory.mktemp("tracking")
    port = find_free_port()
    simulator = Simulator(
        port=port,
        database=folder / "client-tracking.db",
        log=folder / "simulator.log",
        environment={
            "CLIENT_TRACKING_URL": f"http://127.0.0.1:{port}",
            "CLIENT_TRACKING_SECRET": "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "CLIENT_TRACKING_TOKEN": secrets.token_urlsafe(32),
            "SIMULATOR_DATABASE": str(folder / "client-tracking.db"),
        },
    )
    yield simulator
    simulator.kill()


@pytest.fixture(scope="session")
def platform(tracking: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The whole platform, with `tracking` for its client-tracking system."""
    folder = tmp_path_factory.mktemp("platform") / "instance"
    with run_platform(folder, tracking.environment) as running:
        tracking.environment = {**tracking.environment, "PLATFORM_URL": running.url}
        tracking.start()
        if not are_screenshots_wanted():
            running.make_voices_wait()
        yield running
        status, left_behind = running.end(lambda process: process.send_signal(signal.SIGTERM))
    assert (status, left_behind) == (0, [])


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    find_browser()
    expect.set_options(timeout=SECONDS_TO_APPEAR * 1000)
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    with chromium.launch(executable_path=find_browser(), args=ARGUMENTS) as running:
        yield running


@pytest.fixture(scope="session")
def item_pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> ItemPages:
    """Pages of single items, without a platform."""
    config = a_config(tmp_path_factory.mktemp("items"), "sqlite://")
    return make_item_pages(config, browser, read_demo_media())


@pytest.fixture
def show_item(item_pages: ItemPages) -> Iterator[ShowItem]:
    """Show items until the end of the test, which then asks whether their pages complained."""
    with ExitStack() as shown:
        yield lambda item, **wishes: shown.enter_context(item_pages.show(item, **wishes))


@pytest.fixture
def network(platform: Platform) -> Iterator[Network]:
    """What lies between the browsers of this test and the platform."""
    network = Network(platform.port)
    yield network
    network.cut()


@pytest.fixture
def open_browser(browser: Browser, network: Network) -> Iterator[Visit]:
    """Open browser profiles that are closed, and asked for complaints, at the end of the test."""
    with ExitStack() as visitors:
        yield lambda **options: visitors.enter_context(visit(browser, network=network, **options))


@pytest.fixture
def seat(desk: Desk, network: Network, open_browser: Visit) -> TakeSeat:
    """Bring somebody with a booking of their own to the screen before the first part."""

    def take(language: str = "nl", *, visitor: Visitor | None = None, **wishes: Any) -> Seat:
        appointment = desk.book(language=language, **wishes)
        code = desk.hand_out_code(appointment)
        visitor = visitor or open_browser()
        candidate = Candidate(page=visitor.page, url=network.url, language=language)
        candidate.take_place(code)
        return Seat(appointment=appointment, code=code, visitor=visitor, candidate=candidate)

    return take


@pytest.fixture(scope="session")
def invigilator(browser: Browser, platform: Platform) -> Iterator[Invigilator]:
    """Somebody who is signed in all day long."""
    with visit(browser) as visitor:
        person = Invigilator(page=visitor.page, url=platform.url)
        person.sign_in(INVIGILATOR)
        yield person


@pytest.fixture(scope="session")
def administrator(browser: Browser, platform: Platform) -> Iterator[Administrator]:
    with visit(browser) as visitor:
        person = Administrator(page=visitor.page, url=platform.url)
        person.sign_in(ADMINISTRATOR)
        yield person


@pytest.fixture(scope="session")
def desk(platform: Platform, tracking: Simulator, invigilator: Invigilator) -> Desk:
    return Desk(
        platform=platform,
        store=Store(tracking.database),
        secret=tracking.environment["CLIENT_TRACKING_SECRET"],
        invigilator=invigilator,
        today=datetime.now(UTC).replace(second=0, microsecond=0),
    )
