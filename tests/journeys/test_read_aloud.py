"""Read-aloud: heard where there is a voice, and said plainly where there is none."""

from playwright.sync_api import expect

from tests.journeys.candidate import Candidate
from tests.journeys.desk import Desk, TakeSeat, Visit
from tests.journeys.network import Network
from tests.journeys.processes import Platform, wait_until
from tests.journeys.speech import have_sentence_made

SECONDS_TO_SPEAK = 120
SENTENCE = "You get a code with 8 numbers. Type the numbers here."
SECONDS_TO_PLAY = 30
REMEMBER_PLAYERS = """
window.players = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  window.players.push(this);
  return play.call(this);
};
"""


class TestReadAloud:
    def test_a_sentence_is_heard_in_its_own_language(
        self, platform: Platform, network: Network, open_browser: Visit
    ) -> None:
        visitor = open_browser()
        visitor.context.add_init_script(REMEMBER_PLAYERS)
        candidate = Candidate(page=visitor.page, url=network.url, language="nl")
        sentence = candidate.words(SENTENCE)
        have_sentence_made(platform, "nl", sentence, seconds=SECONDS_TO_SPEAK)
        candidate.choose_language()

        listen = candidate.button("Listen").first
        listen.click()

        expect(listen).to_have_attribute("aria-pressed", "true")
        wait_until(
            lambda: visitor.page.evaluate("players[0].currentTime > 0.2"),
            seconds=SECONDS_TO_PLAY,
            what="sound",
        )
        assert visitor.page.evaluate("players[0].error") is None

    def test_a_language_without_a_voice_says_so(self, desk: Desk, seat: TakeSeat) -> None:
        at_seat = seat("ti")
        candidate = at_seat.candidate
        silent = candidate.page.get_by_role(
            "img", name=candidate.words("No sound in this language"), exact=True
        )

        candidate.begin()

        expect(silent).to_have_count(candidate.choices.count() + 1)
        expect(candidate.page.locator("[data-audio-url]")).to_have_count(0)
        expect(candidate.button("Listen to everything")).to_be_hidden()
        candidate.page.goto(f"{candidate.url}/start/ti")
        expect(silent.first).to_be_visible()
        expect(candidate.page.locator("[data-audio-url]")).to_have_count(0)
