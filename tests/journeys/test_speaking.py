"""An answer by microphone: kept on the device piece by piece, brought to the server whole."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserType, Error, Locator, Page, expect

from testplatform.db import db
from testplatform.models.recordings import Recording, RecordingState
from testplatform.recording_files import RecordingStore
from testplatform.speech.inspection import SoundFacts, inspect_webm
from testplatform.tasks.recordings import check
from tests.builders.items import a_speaking_body, a_speaking_item
from tests.integration.conftest import a_config
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import ARGUMENTS, SECONDS_TO_APPEAR, Visitor, find_browser, visit
from tests.journeys.candidate import Candidate
from tests.journeys.network import Network
from tests.journeys.processes import wait_until
from tests.journeys.rooms import Room, open_room

FAKE_MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
SILENT_MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () =>
  new AudioContext().createMediaStreamDestination().stream;
"""
NO_MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "NotFoundError"); };
"""
QUESTIONS = 2
PIECES_IN_THE_MIDDLE = 3


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("room")
    body = a_speaking_body(prepare_seconds=20, record_seconds=60, takes=2)
    config = a_config(folder, f"sqlite:///{folder / 'room.db'}")
    with open_room(config, [a_speaking_item(body=body)], {}) as open_now:
        yield open_now


@pytest.fixture(scope="module")
def microphone(chromium: BrowserType) -> Iterator[Browser]:
    """A browser with a microphone that beeps once a second."""
    arguments = [*ARGUMENTS, *FAKE_MICROPHONE]
    with chromium.launch(executable_path=find_browser(), args=arguments) as running:
        yield running


@pytest.fixture
def network(room: Room) -> Iterator[Network]:
    network = Network(room.port)
    yield network
    network.cut()


class Speaker:
    """A candidate who answers by microphone."""

    def __init__(self, room: Room, network: Network, visitor: Visitor) -> None:
        self.room = room
        self.visitor = visitor
        self.attempt_id, code = room.hand_out_code()
        self.candidate = Candidate(page=visitor.page, url=network.url, language="nl")
        self.candidate.take_place(code)
        self.candidate.press("Start")
        self.candidate.see_question(1, of=QUESTIONS)

    @property
    def page(self) -> Page:
        return self.candidate.page

    @property
    def button(self) -> Locator:
        return self.page.locator("[data-speak]")

    def press(self, name: str) -> None:
        expect(self.button).to_have_accessible_name(self.candidate.words(name))
        self.button.click()

    def see(self, sentence: str, **values: object) -> None:
        words = self.candidate.words(sentence, **values)
        expect(self.page.get_by_text(words, exact=True)).to_be_visible()

    def speak(self, pieces: int) -> None:
        """Until so many pieces of the recording are on the disk of the device."""
        self.press("Start")
        self.press("I am ready to speak")
        self.see("Speak now.")
        self.wait_for_pieces(pieces)

    def wait_for_pieces(self, number: int) -> None:
        wait_until(
            lambda: self.page.evaluate(COUNT_PIECES) >= number,
            seconds=SECONDS_TO_APPEAR,
            what=f"{number} pieces on the device",
        )

    def recordings(self) -> list[Recording]:
        with self.room.app.app_context():
            query = sa.select(Recording).where(Recording.attempt_id == self.attempt_id)
            return list(db.session.scalars(query.order_by(Recording.id)))

    def see_arrived(self, number: int = 1) -> None:
        wait_until(
            lambda: (
                [one.state is not RecordingState.RECEIVING for one in self.recordings()]
                == [True] * number
            ),
            seconds=SECONDS_TO_APPEAR,
            what=f"{number} recordings on the server",
        )

    def inspect(self, number: int = 0) -> SoundFacts:
        media_root = self.room.app.extensions["testplatform_config"].media_root
        return inspect_webm(RecordingStore(media_root).path_of(self.recordings()[number].id))


COUNT_PIECES = """() => new Promise((resolve) => {
  indexedDB.open("recordings").onsuccess = ({ target: { result: db } }) => {
    if (!db.objectStoreNames.contains("chunks")) { db.close(); return resolve(0); }
    const counting = db.transaction("chunks").objectStore("chunks").count();
    counting.onsuccess = () => { db.close(); resolve(counting.result); };
  };
})"""


@pytest.fixture
def speaker(room: Room, network: Network, microphone: Browser) -> Iterator[Speaker]:
    with visit(microphone, network=network) as visitor:
        yield Speaker(room, network, visitor)


class TestRecording:
    def test_arrives_whole_and_can_be_heard_back(self, speaker: Speaker) -> None:
        speaker.see(
            "Only the people who assess your test can hear your recording."
            " It is deleted after %(days)s days.",
            days=365,
        )
        speaker.speak(PIECES_IN_THE_MIDDLE)
        # It beeps once a second and is silent in between.
        expect(speaker.page.locator("meter")).not_to_have_attribute("value", "0")
        speaker.press("Stop")

        speaker.see("Your recording is on this device. The last one counts.")
        speaker.see("Times you can still record: %(number)s", number=1)
        expect(speaker.page.locator("audio")).to_be_visible()
        speaker.see_arrived()
        speaker.candidate.see_saved()
        with speaker.room.app.app_context():
            check()
        [recording] = speaker.recordings()
        assert (recording.state, recording.is_silent) == (RecordingState.CHECKED, False)
        assert recording.duration_ms is not None
        assert recording.duration_ms >= (PIECES_IN_THE_MIDDLE - 1) * 1000
        [answer] = speaker.room.journal_of(speaker.attempt_id, "answer")
        assert answer["recording"] == recording.key

    def test_survives_a_page_that_is_killed_in_the_middle(self, speaker: Speaker) -> None:
        speaker.speak(PIECES_IN_THE_MIDDLE)

        kill(speaker)

        speaker.see("Your recording is on this device. The last one counts.")
        speaker.see("Times you can still record: %(number)s", number=1)
        speaker.see_arrived()
        assert speaker.inspect().duration_ms >= (PIECES_IN_THE_MIDDLE - 1) * 1000
        speaker.candidate.hand_in()
        speaker.candidate.see_received()
        wait_until(
            lambda: speaker.page.evaluate("indexedDB.databases()") == [],
            seconds=SECONDS_TO_APPEAR,
            what="a device on which nothing of the test is left",
        )

    def test_waits_on_the_device_for_a_network_and_the_hand_in_waits_for_it(
        self, speaker: Speaker, network: Network
    ) -> None:
        speaker.candidate.see_saved()
        network.cut()
        speaker.speak(PIECES_IN_THE_MIDDLE)
        speaker.press("Stop")
        speaker.see("Your recording is on this device. The last one counts.")
        speaker.page.reload()
        speaker.see("Your recording is on this device. The last one counts.")
        speaker.visitor.complaints.expected_statuses.add(409)  # it asks before all has arrived
        speaker.candidate.hand_in()
        assert speaker.recordings() == []

        network.restore()

        speaker.candidate.see_received()
        assert [one.state for one in speaker.recordings()] == [RecordingState.COMPLETE]
        assert speaker.inspect().duration_ms >= (PIECES_IN_THE_MIDDLE - 1) * 1000

    def test_ends_when_somebody_leaves_the_question(self, speaker: Speaker) -> None:
        speaker.speak(1)

        speaker.candidate.press("All questions")

        speaker.see_arrived()
        speaker.candidate.see_open(1)

    def test_can_be_made_again_as_often_as_is_said(self, speaker: Speaker) -> None:
        speaker.speak(1)
        speaker.press("Stop")
        speaker.press("Record again")
        speaker.press("I am ready to speak")
        speaker.wait_for_pieces(3)
        speaker.press("Stop")

        speaker.see("Times you can still record: %(number)s", number=0)
        expect(speaker.button).to_have_attribute("aria-disabled", "true")
        speaker.see("Your recording is on this device. The last one counts.")
        speaker.candidate.see_saved()
        speaker.see_arrived(2)
        answer = speaker.room.journal_of(speaker.attempt_id, "answer")[-1]
        assert answer["recording"] == speaker.recordings()[-1].key


class TestMicrophone:
    def test_that_is_silent_is_noticed(
        self, room: Room, network: Network, microphone: Browser
    ) -> None:
        with visit(microphone, network=network) as visitor:
            visitor.context.add_init_script(SILENT_MICROPHONE)
            speaker = Speaker(room, network, visitor)
            speaker.press("Start")
            speaker.press("I am ready to speak")
            speaker.see("Speak now.")

            expect(speaker.page.locator('[data-speaking="silent"]')).to_be_visible()

    def test_that_is_not_there_is_said(
        self, room: Room, network: Network, microphone: Browser
    ) -> None:
        with visit(microphone, network=network) as visitor:
            visitor.context.add_init_script(NO_MICROPHONE)
            speaker = Speaker(room, network, visitor)

            speaker.press("Start")

            speaker.see("There is no microphone. Raise your hand.")


class TestScreen:
    def test_can_be_used_by_everybody(
        self, room: Room, network: Network, microphone: Browser
    ) -> None:
        with visit(microphone, network=network, bypass_csp=True) as visitor:
            speaker = Speaker(room, network, visitor)
            check_accessibility(speaker.page, "before")
            speaker.button.focus()
            speaker.page.keyboard.press("Enter")
            speaker.press("I am ready to speak")
            speaker.see("Speak now.")
            check_accessibility(speaker.page, "recording")
            speaker.press("Stop")
            speaker.see("Your recording is on this device. The last one counts.")
            check_accessibility(speaker.page, "done")
            check_fits(speaker.page, "done")


def kill(speaker: Speaker) -> None:
    """End the process of the page without a word, and open the test again in another."""
    killed = speaker.page
    with killed.expect_event("crash"), suppress(Error):
        killed.goto("chrome://crash", timeout=5_000)
    speaker.candidate.page = speaker.visitor.context.new_page()
    killed.close()
    speaker.candidate.open_test()
