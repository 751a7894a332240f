"""The recording studio with a microphone: letters alone, without a network, after a reload."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_security import hash_password
from playwright.sync_api import Browser, BrowserType, Page, expect
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.models.staff import Role, RoleName, Staff
from tests.builders.items import an_item
from tests.builders.takes import a_voice
from tests.integration.conftest import a_config
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import ARGUMENTS, SECONDS_TO_APPEAR, find_browser, visit
from tests.journeys.keyboard import press, tab_to
from tests.journeys.network import Network
from tests.journeys.processes import wait_until
from tests.journeys.rooms import Room, open_room
from tests.journeys.staff import ADMINISTRATOR, StaffMember
from tests.journeys.test_speaking import COUNT_PIECES

PIECES = 3


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("studio")
    config: Config = a_config(folder, f"sqlite:///{folder / 'room.db'}")
    with open_room(config, [an_item()], {}) as opened:
        with opened.app.app_context(), unit_of_work() as session:
            add_administrator(session)
        yield opened


@pytest.fixture(scope="module")
def microphone(
    chromium: BrowserType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser in whose microphone somebody speaks all the time."""
    voice: Path = tmp_path_factory.mktemp("voice") / "voice.wav"
    voice.write_bytes(a_voice("Waar koopt u brood? Bij de bakker om de hoek."))
    fake = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={voice}",
    )
    with chromium.launch(executable_path=find_browser(), args=[*ARGUMENTS, *fake]) as running:
        yield running


@pytest.fixture
def network(room: Room) -> Iterator[Network]:
    network = Network(room.port)
    yield network
    network.cut()


def add_administrator(session: Session) -> None:
    role = session.scalars(
        sa.select(Role).where(Role.name == RoleName.ADMINISTRATOR.value)
    ).one_or_none() or Role(name=RoleName.ADMINISTRATOR.value, description="")
    session.add(
        Staff(
            email=ADMINISTRATOR,
            display_name="Beheerder",
            password=hash_password(PASSWORD),
            active=True,
            fs_uniquifier="studio",
            roles=[role],
        )
    )


def enter_studio(page: Page, url: str) -> None:
    """By keyboard: write a speaker down, then go to the Dutch texts."""
    StaffMember(page=page, url=url).sign_in(ADMINISTRATOR)
    page.goto(f"{url}/staff/read-aloud/studio/")
    tab_to(page, page.get_by_label("Naam van de spreker"))
    page.keyboard.type("An Peeters")
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("checkbox"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Voeg de spreker toe"))
    expect(page.get_by_text("De toestemming is genoteerd.")).to_be_visible()
    tab_to(page, page.get_by_label("Testversie"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("Taal", exact=True))
    page.keyboard.type("Nederlands")
    press(page, page.get_by_role("button", name="Naar de teksten"))
    see_booth(page)


def see_booth(page: Page) -> None:
    expect(page.locator("[data-booth].is-ready")).to_be_visible()


def wait_for_pieces(page: Page, number: int = PIECES) -> None:
    wait_until(
        lambda: page.evaluate(COUNT_PIECES) >= number,
        seconds=SECONDS_TO_APPEAR,
        what=f"{number} pieces on the device",
    )


def states_of(room: Room) -> list[AudioState]:
    with room.app.app_context():
        query = sa.select(AudioAsset.state).where(AudioAsset.speaker_id.is_not(None))
        return sorted(db.session.scalars(query))


class TestStudio:
    def test_records_with_letters_and_loses_nothing_without_a_network(
        self, room: Room, network: Network, microphone: Browser
    ) -> None:
        with visit(microphone, network=network) as visitor:
            page = visitor.page
            enter_studio(page, network.url)
            notice, saved = page.locator("[data-notice]"), page.locator("[data-saved]")
            page.keyboard.press("r")
            expect(notice).to_contain_text("Er is veel lawaai.")

            page.keyboard.press("r")
            expect(notice).to_contain_text("Opname loopt.")
            wait_for_pieces(page)
            # It beeps once a second and is silent in between.
            wait_until(
                lambda: page.locator("[data-level]").evaluate("meter => meter.value > 0"),
                seconds=SECONDS_TO_APPEAR,
                what="a level",
            )
            page.keyboard.press("r")
            expect(saved).to_have_text("Bewaard op de server.")
            page.keyboard.press("l")
            expect(page.locator("[data-sound]")).to_have_js_property("error", None)
            assert states_of(room) == [AudioState.MADE]

            page.keyboard.press("n")
            expect(page.locator("[data-position]")).to_contain_text("2 van")
            network.cut()
            page.keyboard.press("r")
            expect(notice).to_contain_text("Opname loopt.")
            wait_for_pieces(page)
            page.keyboard.press("r")
            expect(saved).to_contain_text("Bewaard op dit toestel.")
            assert states_of(room) == [AudioState.MADE]
            network.restore()
            page.reload()

            wait_until(
                lambda: states_of(room) == [AudioState.MADE] * 2,
                seconds=SECONDS_TO_APPEAR,
                what="the take of before the reload on the server",
            )
            wait_until(
                lambda: page.evaluate(COUNT_PIECES) == 0,
                seconds=SECONDS_TO_APPEAR,
                what="a device that holds no take any more",
            )
            page.reload()
            see_booth(page)
            expect(page.get_by_text("2 opgenomen en nog na te lezen")).to_be_visible()

    def test_is_open_in_one_tab_at_a_time(
        self, room: Room, network: Network, microphone: Browser
    ) -> None:
        with visit(microphone, network=network) as visitor:
            first = visitor.page
            enter_studio(first, network.url)
            second = visitor.context.new_page()
            second.goto(first.url)
            expect(second.locator("[data-notice]")).to_contain_text("ander tabblad")

            first.close()

            see_booth(second)
            expect(second.locator("[data-notice]")).to_contain_text("Druk R")

    def test_can_be_used_by_everybody(
        self, room: Room, network: Network, microphone: Browser
    ) -> None:
        with visit(microphone, network=network, bypass_csp=True) as visitor:
            page = visitor.page
            enter_studio(page, network.url)
            check_accessibility(page, "studio")
            check_fits(page, "studio")
            page.locator("[data-keys-on]").uncheck()
            page.keyboard.press("r")
            expect(page.locator("[data-notice]")).to_contain_text("Druk R")
            page.locator('[data-do="record"]').focus()
            page.keyboard.press("Enter")
            expect(page.locator("[data-notice]")).to_contain_text("Er is veel lawaai.")
            check_accessibility(page, "studio with a microphone")
            page.set_viewport_size({"width": 360, "height": 740})
            check_fits(page, "studio on a small screen")
            page.goto(f"{network.url}/staff/read-aloud/studio/")
            check_accessibility(page, "door")
            check_fits(page, "door")
