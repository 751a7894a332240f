"""The device stops without a word, and starts again where there is no network."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Error

from tests.journeys.browsing import ARGUMENTS, DESKTOP, SECONDS_TO_APPEAR, find_browser
from tests.journeys.candidate import Candidate
from tests.journeys.desk import Desk
from tests.journeys.network import Network
from tests.journeys.processes import wait_until


class TestPowerCut:
    def test_brings_everything_back_without_a_network(
        self, desk: Desk, chromium: BrowserType, network: Network, tmp_path: Path
    ) -> None:
        appointment = desk.book()
        code = desk.hand_out_code(appointment)
        profile = tmp_path / "profile"
        with a_device(chromium, profile) as device:
            candidate = Candidate(page=device.pages[0], url=network.url, language="nl")
            candidate.take_place(code)
        with a_device(chromium, profile) as device:
            candidate = Candidate(page=device.pages[0], url=network.url, language="nl")
            candidate.open_test()
            candidate.begin()
            candidate.see_saved()
            network.cut()
            chosen = candidate.answer()
            candidate.see_no_network()
            kill_browser_of(profile)

        with a_device(chromium, profile) as device:
            candidate = Candidate(page=device.pages[0], url=network.url, language="nl")
            candidate.open_test()
            candidate.see_question(1)
            candidate.see_chosen(chosen)
            candidate.see_no_network()
            assert desk.journal_of(appointment) == []
            network.restore()
            candidate.see_saved()
            candidate.hand_in()
            candidate.see_received()

        assert desk.answers_of(appointment) == [chosen]
        assert desk.held_of(appointment) == []


@contextmanager
def a_device(chromium: BrowserType, profile: Path) -> Iterator[BrowserContext]:
    """A browser that keeps its profile on disk."""
    context = chromium.launch_persistent_context(
        profile, executable_path=find_browser(), args=ARGUMENTS, viewport=DESKTOP
    )
    context.set_default_timeout(SECONDS_TO_APPEAR * 1000)
    try:
        yield context
    finally:
        with suppress(Error):  # it was killed
            context.close()


def kill_browser_of(profile: Path) -> None:
    """Kill the browser that we started on a profile, and wait until nothing of it runs."""
    for pid in list_browsers_of(profile):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not list_browsers_of(profile), seconds=30, what="the end of the browser")
    for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (profile / name).unlink(missing_ok=True)


def list_browsers_of(profile: Path) -> list[int]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(maxsplit=2) for line in listing.stdout.splitlines()]
    return [
        int(pid)
        for pid, state, *command in rows
        if f"--user-data-dir={profile}" in "".join(command) and not state.startswith("Z")
    ]
