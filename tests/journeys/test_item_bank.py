"""From an author's desk to a candidate's answer: an item of every type is written, reviewed,
translated, published in a form, and answered by keyboard alone; the marks are as the keys say.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from itembank.bodies import Scoring
from itembank.item_documents import item_to_document
from itembank.items import Item, ItemCode, ItemType
from scoring.codes import PartCode
from testplatform import create_app
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.services.access_codes import derive_code
from testplatform.services.marking import score_attempt
from testplatform.speech.audio import Container, assemble, encode
from testplatform.speech.samples import Sine
from tests.builders.attempts import check_in_now
from tests.builders.items import (
    a_speaking_body,
    a_speaking_item,
    an_image_choice_item,
    an_item_of_each_type,
)
from tests.integration.conftest import copy_filled
from tests.journeys.browsing import ARGUMENTS, DESKTOP, find_browser, visit
from tests.journeys.candidate import Candidate
from tests.journeys.keyboard import answer_by_keyboard, press
from tests.journeys.rooms import Room
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import StaffMember

AUTHOR, REVIEWER = "auteur@example.org", "nalezer@example.org"
TRANSLATOR, ADMINISTRATOR = "vertaler@example.org", "beheerder@example.org"
FAKE_MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
SOUND = "message.webm"
THEME = "every-type"
QUESTIONS = 41
SOKKEL = 11
IN_ARABIC = "أين تطلب بطاقة هوية جديدة؟"


def write_one_of_each() -> list[Item]:
    """An item of every type, each with a prompt of its own and media that the library has."""
    items = []
    for number, example in enumerate(an_item_of_each_type(), start=1):
        item = example
        if item.item_type is ItemType.IMAGE_CHOICE:
            item = an_image_choice_item(images=("bus.svg", "train.svg", "bicycle.svg"))
        if item.item_type is ItemType.SPEAKING:
            item = a_speaking_item(body=a_speaking_body(prepare_seconds=20, record_seconds=60))
        items.append(
            replace(
                item,
                code=ItemCode(f"MO-E-{number:02}"),
                part=PartCode("praktisch"),
                theme=THEME,
                prompt=f"Vraag van type {number}: {example.prompt}",
            )
        )
    return items


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return write_one_of_each()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    """The real application in this process, with the demo content and nobody else in it."""
    folder = tmp_path_factory.mktemp("bank")
    config = copy_filled(filled_folder, folder)
    app = create_app(config)
    with serve_app(app) as port:
        yield Room(app=app, port=port)


@pytest.fixture(scope="module")
def microphone(chromium: BrowserType) -> Iterator[Browser]:
    """A browser with a microphone that beeps once a second."""
    arguments = [*ARGUMENTS, *FAKE_MICROPHONE]
    with chromium.launch(executable_path=find_browser(), args=arguments) as running:
        yield running


@contextmanager
def staff(browser: Browser, room: Room, email: str) -> Iterator[Page]:
    with visit(browser) as visitor:
        person = StaffMember(page=visitor.page, url=url_of(room))
        person.sign_in(email)
        yield visitor.page


def url_of(room: Room) -> str:
    return f"http://{LOCAL}:{room.port}"


class TestItemBank:
    @pytest.mark.timeout(600)
    def test_an_item_of_every_type_from_the_author_to_the_marks(
        self, room: Room, items: list[Item], browser: Browser, microphone: Browser, tmp_path: Path
    ) -> None:
        with staff(browser, room, AUTHOR) as author:
            upload_sound(author, room, tmp_path)
            for item in items:
                write_item(author, room, item)
            take_step(author, room, "Indienen voor nalezing", len(items))
        with staff(browser, room, REVIEWER) as reviewer:
            take_step(reviewer, room, "Goedkeuren", len(items))
        with staff(browser, room, TRANSLATOR) as translator:
            translate_into_arabic(translator, room, items[0])
        with staff(browser, room, ADMINISTRATOR) as administrator:
            publish_form(administrator, room, items)
            attempt_id = sit_test(room, items, microphone)
            decide(room, attempt_id)
            see_marks(administrator, room, items, attempt_id)


def upload_sound(page: Page, room: Room, folder: Path) -> None:
    sound = folder / SOUND
    sound.write_bytes(encode(assemble(Sine(440).to_audio_segment(2000)), Container.WEBM))
    page.goto(f"{url_of(room)}/staff/items/media")
    page.get_by_label("Bestand opladen").set_input_files(sound)
    page.get_by_role("button", name="Opladen", exact=True).click()
    expect(page.get_by_text(f"is bewaard als {SOUND}")).to_be_visible()


def write_item(page: Page, room: Room, item: Item) -> None:
    """Write an item as its document, the one way that every type has."""
    page.goto(f"{url_of(room)}/staff/items/new/{item.item_type.value}?as=document")
    page.get_by_label("Testprogramma").select_option("mo")
    document = json.dumps(item_to_document(item), ensure_ascii=False)
    page.locator("#field-source").fill(document)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("heading", name=f"{item.code}, versie 1")).to_be_visible()


def take_step(page: Page, room: Room, step: str, number: int) -> None:
    """Take a step with all of them at once, after seeing what will happen."""
    page.goto(f"{url_of(room)}/staff/items/?theme={THEME}")
    page.get_by_label("Alles op deze pagina aanduiden").check()
    page.get_by_role("button", name=step).click()
    expect(page.get_by_role("heading", name=f"Dit gebeurt ({number})")).to_be_visible()
    page.get_by_role("button", name=step).click()
    expect(page.get_by_role("status").first).to_contain_text(str(number))


def translate_into_arabic(page: Page, room: Room, item: Item) -> None:
    page.goto(f"{url_of(room)}/staff/translations/?q={item.code}&language=ar")
    page.locator("[data-cell]").first.click()
    page.wait_for_load_state()
    fields = page.locator("[data-text] textarea[lang=ar]")
    expect(fields.first).to_be_visible()
    for field, number in zip(fields.all(), range(99), strict=False):
        field.fill(IN_ARABIC if number == 0 else f"جواب {number}")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("bewaard")


def publish_form(page: Page, room: Room, items: list[Item]) -> None:
    page.goto(f"{url_of(room)}/staff/administration/form-drafts/")
    page.get_by_label("Titel").fill("Alle vraagtypes")
    page.get_by_label("Code").fill("mo-types")
    page.get_by_label("Testprogramma").select_option("mo")
    page.get_by_label("Waarvoor").select_option("practice")
    page.get_by_role("button", name="Begin").click()
    for item in items:
        part = page.locator("#deel-praktisch")
        part.get_by_label("Code van de vraag").fill(item.code)
        part.get_by_role("button", name="Voeg vraag toe").click()
    page.get_by_role("button", name="Vul aan volgens de regels").click()
    expect(page.get_by_text("Alles klopt met de regels en het testprogramma.")).to_be_visible()
    page.get_by_label("Antwoorden in een andere volgorde per kandidaat").check()
    page.get_by_role("button", name="Bewaar de volgorde").click()
    page.get_by_role("button", name="Publiceer deze testversie").click()
    expect(page.get_by_text("Alle vraagtypes, versie 1 is gepubliceerd.")).to_be_visible()


def sit_test(room: Room, items: list[Item], browser: Browser) -> int:
    """Sit the form by keyboard alone, and answer every new item by its key."""
    with room.app.app_context():
        attempt_id = check_in_now(number=1)
        attempt = db.session.get_one(Attempt, attempt_id)
        secret_key = str(room.app.secret_key)
        code = derive_code(secret_key, attempt.public_id, attempt.code_version)
    with visit(browser, viewport=DESKTOP) as visitor:
        candidate = Candidate(page=visitor.page, url=url_of(room), language="nl")
        candidate.take_place(code)
        press(candidate.page, candidate.button("Start"))
        walk_to_the_practical_questions(candidate)
        for item in items:
            answer_one(candidate, item)
        press(candidate.page, candidate.button("All questions"))
        press(candidate.page, candidate.button("Hand in the test"))
        press(candidate.page, candidate.button("Yes, hand in"))
        candidate.see_received()
    return attempt_id


def walk_to_the_practical_questions(candidate: Candidate) -> None:
    for number in range(1, SOKKEL + 1):
        candidate.see_question(number, of=QUESTIONS)
        press(candidate.page, candidate.button("Next"))
    press(candidate.page, candidate.button("Start"))


def answer_one(candidate: Candidate, item: Item) -> None:
    page = candidate.page
    root = page.locator("[data-item]")
    expect(root.get_by_text(item.prompt)).to_be_visible()
    answer_by_keyboard(page, root, item.body)
    press(page, candidate.button("Next"))
    expect(root.get_by_text(item.prompt)).to_be_hidden()


def decide(room: Room, attempt_id: int) -> None:
    """What the worker does: some of it only people can mark, so there is no decision yet."""
    with room.app.app_context():
        with unit_of_work() as session:
            assert score_attempt(session, attempt_id, now=now_utc()) is None
        assert db.session.get_one(Attempt, attempt_id).state is AttemptState.AWAITING_RATINGS


def see_marks(page: Page, room: Room, items: list[Item], attempt_id: int) -> None:
    with room.app.app_context():
        public_id = db.session.get_one(Attempt, attempt_id).public_id
    page.goto(f"{url_of(room)}/staff/administration/attempts/{public_id}")
    for summary in page.locator("summary").all():
        summary.click()
    for item in items:
        if item.scoring is Scoring.NOBODY:
            continue
        row = page.get_by_role("row").filter(has=page.get_by_text(item.code, exact=True))
        expect(row).to_contain_text(marks_of(item))
        expect(row).not_to_contain_text("geen antwoord")


def marks_of(item: Item) -> str | re.Pattern[str]:
    """Full marks where a key decides; what people mark has none yet."""
    if item.scoring is Scoring.ASSESSORS:
        return "door beoordelaars"
    award = item.body.award(item.body.correct_response())
    assert award is not None
    assert award.marks == award.out_of
    return f"{award.out_of} op {award.out_of}"
