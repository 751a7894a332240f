"""A test in Flemish Sign Language in a browser: a video beside each text."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, expect
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.demo import load_demo_content
from testplatform.services.read_aloud.signing import POSTER, clip_path, make_sign_take
from testplatform.speech.audio import Container, assemble, encode
from testplatform.speech.samples import Sine
from testplatform.speech.store import AudioStore, write_whole
from tests.builders.banks import publish_items
from tests.builders.demo import TEST_LANGUAGES
from tests.builders.items import an_item
from tests.builders.read_aloud import FIRST_REVIEWER, a_clip, a_recording
from tests.builders.takes import a_video_file
from tests.integration.conftest import LOADED_AT, a_config
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP, Visitor, visit
from tests.journeys.candidate import Candidate
from tests.journeys.network import Network
from tests.journeys.processes import wait_until
from tests.journeys.rooms import Room, serve

QUESTION = "Waar ligt Hasselt?"
PRACTICE = "Waar woont u?"
INSTRUCTION = "Dit is alleen om te oefenen. Kies een antwoord. Je krijgt geen punten."
SECONDS = 6
PHONE = {"width": 360, "height": 740}
SHOW_CAPTIONS = "video => { video.textTracks[0].mode = 'showing'; }"
CAPTION = "video => [...video.textTracks[0].cues ?? []].map(({ text }) => text).join()"
POSTER_WIDTH = """async (video) => {
  const picture = new Image();
  picture.src = video.poster;
  await picture.decode();
  return picture.naturalWidth;
}"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("signing")
    config = a_config(folder, f"sqlite:///{folder / 'signing.db'}")
    item = an_item(prompt=QUESTION)
    film = a_video_file(folder / "clip.mp4", SECONDS)

    def fill(app: Flask, session: Session) -> None:
        load_demo_content(app, session, config, LOADED_AT, languages=TEST_LANGUAGES)
        publish_items(session, [item], media_root=config.media_root)

    with serve(config, fill) as open_now:
        with open_now.app.app_context():
            for text in (QUESTION, PRACTICE, item.body.choices[0].text):  # type: ignore[attr-defined]
                a_signed_text(config, text, film)
            a_spoken_sentence(config, INSTRUCTION)
        yield open_now


@pytest.fixture
def line(room: Room) -> Iterator[Network]:
    network = Network(room.port)
    yield network
    network.cut()


@pytest.fixture
def visitor(browser: Browser, line: Network) -> Iterator[Visitor]:
    with visit(browser, network=line, bypass_csp=True) as somebody:
        yield somebody


class TestSignedTest:
    def test_is_watched_without_a_network(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        attempt_id, code = room.hand_out_code(language="vgt")
        page = visitor.page
        candidate = Candidate(page=page, url=line.url, language="nl")

        page.goto(f"{line.url}/start/nl")
        candidate.enter_code(code)
        candidate.see_heading("Is this you?")
        page.goto(f"{line.url}/sitting/practice")
        expect(page.get_by_text("Video niet nagekeken")).to_be_visible()
        expect(page.get_by_text("Stem niet nagekeken")).to_have_count(0)
        see_one_at_a_time(page.locator("[data-audio-url]").first, page.locator("video").first)
        candidate.open_test()
        candidate.press("Start")
        candidate.see_question(1, of=2)
        videos = page.locator("[data-item] video")
        expect(videos).to_have_count(2)
        assert videos.evaluate_all("all => all.every((one) => one.paused && !one.autoplay)")
        expect(page.get_by_text("Video niet nagekeken")).to_be_visible()
        expect(page.get_by_text("Stem niet nagekeken")).to_be_hidden()
        for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            check_fits(page, f"signed question, {scheme}")
            check_accessibility(page, f"signed question, {scheme}")

        line.cut()
        question, option = videos.first, videos.last
        start_by_keyboard(question)
        assert question.evaluate("video => !document.fullscreenElement && video.playsInline")
        assert question.evaluate(POSTER_WIDTH) > 0
        question.evaluate(SHOW_CAPTIONS)
        wait_until(lambda: question.evaluate(CAPTION) == QUESTION, seconds=30, what="captions")
        start_by_keyboard(option)
        assert question.evaluate("video => video.paused")
        expect(candidate.choices.first).not_to_be_checked()
        candidate.choices.first.check()
        candidate.see_no_network()

        line.restore()
        candidate.see_saved()
        assert [one["segment"] for one in room.journal_of(attempt_id, "listen")] == [
            "prompt",
            "choice-a",
        ]


def see_one_at_a_time(listen: Locator, video: Locator) -> None:
    """A voice ends when a video begins, and a video when a voice does."""
    listen.click()
    expect(listen).to_have_attribute("aria-pressed", "true")
    start_by_keyboard(video)
    expect(listen).to_have_attribute("aria-pressed", "false")
    listen.click()
    expect(listen).to_have_attribute("aria-pressed", "true")
    assert video.evaluate("one => one.paused")


def start_by_keyboard(video: Locator) -> None:
    video.focus()
    video.press("Space")
    wait_until(
        lambda: video.evaluate("one => !one.paused && one.currentTime > 0.2"),
        seconds=30,
        what="the video to play",
    )


def a_signed_text(config: Config, text: str, film: bytes) -> None:
    """A text with its video and poster, as the studio keeps them."""
    clip = make_sign_take(film, text, "vgt").clip
    key = a_clip(text, recorded_by=FIRST_REVIEWER)
    for extension, data in ((clip.extension, clip.data), (POSTER, clip.poster)):
        write_whole(clip_path(config.media_root, key, extension), data)


def a_spoken_sentence(config: Config, text: str) -> None:
    """A sentence of the screens with a sound of some seconds."""
    sound = assemble(Sine(440).to_audio_segment(SECONDS * 1000))
    key = a_recording(text, recorded_by=FIRST_REVIEWER)
    AudioStore(config.media_root).write(key, {one: encode(sound, one) for one in Container})
