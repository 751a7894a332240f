"""Items as QTI 3 in a player that is not ours: `@citolab/qti-components`, in a real browser.

What we write is only worth as much as others can read. A package is served from memory, file by
file, and the player loads its items by their address, as it does anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from lxml import etree
from playwright.sync_api import Page

from itembank.interchange.packages import open_zip
from itembank.interchange.qti.writing.items import find_obstacle
from itembank.interchange.qti.writing.packages import write_package
from itembank.item_documents import item_to_document
from itembank.items import Item
from itembank.translations import SOURCE_LANGUAGE
from testplatform.speech.tones import render_chime
from tests.builders.items import a_form, an_item_of_each_type
from tests.journeys.item_pages import ADDRESS, answer_from, bundle, guess_kind, read_demo_media

Values = Mapping[str, str | list[str]]

_ENTRY = """
import "@citolab/qti-components";

const find = () => {
  const container = document.querySelector("item-container");
  return container.shadowRoot.querySelector("qti-assessment-item");
};

const settle = async (selector) => {
  const found = [...find().querySelectorAll(selector)];
  await Promise.all(found.map((one) => one.updateComplete));
  return found;
};

window.showItem = async (address) => {
  const frame = document.createElement("qti-item");
  const container = document.createElement("item-container");
  container.setAttribute("item-url", address);
  frame.append(container);
  const shown = new Promise((tell) => {
    frame.addEventListener("qti-assessment-item-connected", tell);
  });
  document.body.replaceChildren(frame);
  await shown;
  await settle("[response-identifier], qti-response-processing");
};

window.answer = async (values) => {
  const given = Object.entries(values).map(([identifier, value]) => ({ identifier, value }));
  find().variables = given;
  const places = await settle("[response-identifier]");
  const held = new Map(places.map((one) => [one.responseIdentifier, one.response]));
  return Object.entries(values).filter(([one, value]) => `${held.get(one)}` !== `${value}`);
};

window.score = () => {
  find().processResponse();
  return find().variables.find((one) => one.identifier === "SCORE").value;
};

document.body.dataset.isReady = "yes";
"""
_PAGE = """
<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8">
    <title>QTI</title>
    <script type="module" src="/player.js"></script>
  </head>
  <body></body>
</html>
"""


@dataclass(slots=True, kw_only=True)
class QtiPlayer:
    """The other player on one page, which shows one item after another."""

    page: Page
    answers: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def open(self) -> None:
        """Load the player itself."""
        self.answers["/"] = ("text/html", _PAGE.encode())
        self.answers["/player.js"] = ("text/javascript", bundle(_ENTRY).encode())
        self.page.route(f"{ADDRESS}/**", lambda route: answer_from(route, self.answers))
        self.page.goto(f"{ADDRESS}/")
        self.page.wait_for_selector("[data-is-ready]", state="attached")

    def show(self, item: Item) -> None:
        """Export an item as a package of its own, and load it afresh without an answer."""
        files = export(item)
        self.answers |= {f"/{name}": guess_kind(name, data) for name, data in files.items()}
        self.page.evaluate("showItem", f"{ADDRESS}/{path_of(item)}")

    def answer(self, values: Values) -> None:
        """Answer as if it was done earlier; fails when the places to answer do not show it."""
        assert self.page.evaluate("answer", dict(values)) == []

    def read_questions(self) -> list[str]:
        """The questions that a candidate sees."""
        questions = self.page.locator("qti-prompt:visible, [data-role=prompt]:visible")
        return questions.all_inner_texts()

    def score(self) -> Fraction:
        """Process the response; the marks that the player gives."""
        return Fraction(self.page.evaluate("score"))


def list_writable_items() -> list[Item]:
    """One item of each type that QTI can hold."""
    return [item for item in an_item_of_each_type() if not find_obstacle(item_to_document(item))]


def path_of(item: Item) -> str:
    """Where a package has the item."""
    return f"items/{SOURCE_LANGUAGE}/{item.code}.xml"


def export(item: Item) -> dict[str, bytes]:
    """The files of a package with this item, and an image or a sound for each of its media."""
    image = read_demo_media()["bus.svg"]
    media = {
        use.name: image if use.name.endswith(".svg") else render_chime().webm.data
        for use in item.list_media()
    }
    form = a_form(sokkel=(), praktisch=(), practice=(item.code,))
    package = open_zip(write_package(form, {item.code: item}, {}, media))
    return {name: package.read(name) for name in package.names}


def read_key(item: Item) -> Values:
    """The correct responses that the exported item declares."""
    root = etree.fromstring(export(item)[path_of(item)])
    return {
        one.get("identifier", ""): _read_values(one)
        for one in root.iterfind("{*}qti-response-declaration")
        if one.find("{*}qti-correct-response") is not None
    }


def _read_values(declaration: etree._Element) -> str | list[str]:
    values = [
        one.text or "" for one in declaration.iterfind("{*}qti-correct-response/{*}qti-value")
    ]
    return values[0] if declaration.get("cardinality") == "single" else values
