"""Where the sentences of a spoken text stand on the page: exactly there, or nowhere."""

import dataclasses

import pytest

from itembank.items import Item
from itembank.readaloud import segments
from itembank.sentences import list_sentences
from itembank.stimuli import Stimulus
from itembank.texts import PROMPT
from itembank.translations import localise
from tests.builders.items import an_item, an_item_of_each_type
from tests.journeys.item_pages import ItemPage, ItemPages, bundle

ENTRY = """
import { findPieces } from "./static/player/spoken-text.js";

const host = document.querySelector("[data-item-host]");
host.innerHTML = JSON.parse(document.querySelector("[data-given]").dataset.given).html;
host.dataset.isBound = "yes";
window.findSentences = (segment, marked) => {
  const place = host.querySelector(`[data-spoken="${segment}"]`);
  if (!place) return ["absent"];
  const pieces = findPieces(place, marked);
  return pieces?.map(({ range }) => {
    const copy = range.cloneContents();
    // White space around the elements of a label is in the markup, and not on the page.
    for (const label of copy.querySelectorAll("label"))
      label.textContent = label.textContent.trim();
    for (const field of copy.querySelectorAll(".gap")) field.replaceWith("____");
    return copy.textContent.replace(/\\s+/g, " ").trim();
  }) ?? null;
};
"""
ABSENT = ["absent"]
ITEMS = [item for item in an_item_of_each_type() if not item.list_media()]
SCRIPTS = {
    "ar": "هذا هو السؤال الأول. هل تعمل؟",
    "th": "นี่คือคำถามแรก。 คุณทำงานไหม",
    "ti": "እዚ ናይ መጀመርታ ሕቶ እዩ። ትሰርሕ ዶ?",
    "nl": "Kijk 👩🏽\u200d🏫 goed. Wat is\u00a0juist?",
}


@pytest.fixture(scope="module")
def pages(item_pages: ItemPages) -> ItemPages:
    return dataclasses.replace(item_pages, script=bundle(ENTRY))


class TestSentences:
    @pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.item_type)
    def test_are_found_in_every_text_that_is_shown(self, pages: ItemPages, item: Item) -> None:
        spoken = {
            segment.id: segment.text
            for segment in segments(localise(item, None))
            if "." not in segment.id
        }

        with pages.show(item) as shown:
            found = {id: find(shown, id, text) for id, text in spoken.items()}

        shown_texts = {id: pieces for id, pieces in found.items() if pieces != ABSENT}
        assert shown_texts == {id: sentences_of(spoken[id]) for id in shown_texts}
        assert shown_texts.keys() >= {"prompt", "text"} & spoken.keys()

    @pytest.mark.parametrize("language", SCRIPTS)
    def test_are_exact_in_every_script(self, pages: ItemPages, language: str) -> None:
        text = SCRIPTS[language]

        item = an_item(prompt=text)
        with pages.show(item, language=language, texts={PROMPT: text}) as shown:
            found = find(shown, PROMPT, text)

        assert found == sentences_of(text)
        assert len(sentences_of(text)) == 2

    def test_are_found_in_a_letter_of_two_paragraphs(self, pages: ItemPages) -> None:
        letter = "Beste buur. Ik ben ziek.\nKom je?"

        with pages.show(an_item(stimulus=Stimulus(text=letter))) as shown:
            assert find(shown, "stimulus", letter) == ["Beste buur.", "Ik ben ziek.", "Kom je?"]

    def test_are_not_guessed_where_the_page_says_something_else(self, pages: ItemPages) -> None:
        with pages.show(an_item(prompt="Dit is de vraag. Wat is juist?")) as shown:
            assert find(shown, PROMPT, "Dit is de vraag. Wat is juist") is None


def sentences_of(text: str) -> list[str]:
    return [" ".join(text[one.start : one.end].split()) for one in list_sentences(text)]


def find(shown: ItemPage, segment: str, text: str) -> list[str] | None:
    marks = [[one.start, one.end, 0, 0] for one in list_sentences(text)]
    found: list[str] | None = shown.page.evaluate(
        "([segment, marked]) => findSentences(segment, marked)",
        [segment, {"text": text, "marks": marks}],
    )
    return found
