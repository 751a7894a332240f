"""What we export as QTI 3 is shown and scored by the player of others as it is here.

Where that player is known to give something else, a table says what and why. Such a row fails as
soon as the player agrees with us.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser

from itembank.bodies import Response, Scoring
from itembank.interchange.packages import Package, open_zip
from itembank.interchange.qti.writing.packages import SpokenText, write_package
from itembank.item_types.stimulus_group import StimulusGroupBody
from itembank.item_types.values import ChoiceValues
from itembank.items import Item, ItemType, source_texts
from itembank.translations import SOURCE_LANGUAGE
from scoring.codes import ChoiceId, RuleId
from scoring.marks import Marks
from testplatform.speech.audio import Container, decode
from tests.builders.items import (
    a_categorise_body,
    a_categorise_item,
    a_choice,
    a_choice_body,
    a_form,
    a_gap_choice_item,
    a_gap_text_item,
    a_hot_text_item,
    a_hotspot_item,
    a_listening_item,
    a_match_pairs_body,
    a_match_pairs_item,
    a_number_item,
    a_select_several_item,
    a_short_text_item,
    a_stimulus_group,
    a_true_false_item,
    a_true_false_unknown_item,
    an_image_choice_item,
    an_inline_choice_item,
    an_item,
    an_order_item,
)
from tests.integration.speech.tools import say
from tests.journeys.browsing import visit
from tests.journeys.qti_player import QtiPlayer, Values, list_writable_items, path_of, read_key

_ITEMS = list_writable_items()
_WITH_A_KEY = [item for item in _ITEMS if item.scoring is Scoring.KEY]


def a_match_pairs_item_by_pair() -> Item:
    return an_item(item_type=ItemType.MATCH_PAIRS, body=a_match_pairs_body(rule=RuleId.EACH_PAIR))


def a_categorise_item_by_pair() -> Item:
    return an_item(item_type=ItemType.CATEGORISE, body=a_categorise_body(rule=RuleId.EACH_PAIR))


def a_penalised_item() -> Item:
    return a_select_several_item(rule=RuleId.SELECT_ALL_THAT_APPLY)


def a_numbered_item() -> Item:
    """The ids of its choices are numbers, which QTI does not allow."""
    return an_item(choices=[a_choice(id) for id in "123"], key="2")


def a_neighbours_item() -> Item:
    return an_order_item(rule=RuleId.ORDER_NEIGHBOURS)


def a_valued_item() -> Item:
    """Choices worth half a mark, one mark and one less."""
    worth = {"a": Fraction(1, 2), "b": Fraction(1), "c": Fraction(-1)}
    values = ChoiceValues(values={ChoiceId(id): one for id, one in worth.items()}, is_single=True)
    return an_item(body=replace(a_choice_body(rule=RuleId.MAPPED_CHOICES), values=values))


def a_gap_choice_item_with_words_named_as_gaps() -> Item:
    """Were these the identifiers in QTI too, one pair would be the reverse of another."""
    words = [a_choice(id) for id in ("g1", "g2", "g3")]
    return a_gap_choice_item(choices=words, key={"g1": "g2", "g2": "g3"})


def award(item: Item, response: Response) -> Marks:
    given = item.body.award(response)
    assert given is not None
    return given.marks


# The player's interaction has no place for the prompt that QTI lets it have.
_HIDES_THE_QUESTION = frozenset({ItemType.HOT_TEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A response here and in QTI, and what it is worth to us and to the player."""

    name: str
    item: Item
    response: Response
    values: Values
    ours: Marks
    theirs: Marks


def same(item: Item, response: Response, values: Values, marks: Marks, *, id: str) -> Case:
    return Case(name=id, item=item, response=response, values=values, ours=marks, theirs=marks)


def different(
    item: Item, response: Response, values: Values, *, ours: Marks, theirs: Marks, why: str
) -> Case:
    return Case(name=why, item=item, response=response, values=values, ours=ours, theirs=theirs)


_BY_GAP = RuleId.EACH_GAP
_SAME = [
    same(an_item(), {"chosen": ["a"]}, {"RESPONSE": "a"}, 0, id="one, wrong"),
    same(a_numbered_item(), {"chosen": ["2"]}, {"RESPONSE": "_2"}, 1, id="a number as id"),
    same(a_true_false_item(), {"chosen": ["false"]}, {"RESPONSE": "false"}, 0, id="true or false"),
    same(
        a_true_false_unknown_item(),
        {"chosen": ["true"]},
        {"RESPONSE": "true"},
        0,
        id="true, false or unknown",
    ),
    same(an_image_choice_item(), {"chosen": ["c"]}, {"RESPONSE": "c"}, 0, id="an image"),
    same(a_hotspot_item(), {"chosen": ["c"]}, {"RESPONSE": "c"}, 0, id="an area"),
    same(a_hot_text_item(), {"chosen": ["h1"]}, {"RESPONSE": "h1"}, 0, id="a span"),
    same(a_valued_item(), {"chosen": ["c"]}, {"RESPONSE": "c"}, 0, id="a value below nothing"),
    same(a_select_several_item(), {"chosen": ["a"]}, {"RESPONSE": ["a"]}, 0, id="one of two right"),
    same(
        a_select_several_item(),
        {"chosen": ["a", "b", "c"]},
        {"RESPONSE": ["a", "b", "c"]},
        0,
        id="both right and one more",
    ),
    same(
        a_penalised_item(),
        {"chosen": ["a", "b", "c"]},
        {"RESPONSE": ["a", "b", "c"]},
        1,
        id="a mark lost for a slip",
    ),
    same(
        a_penalised_item(),
        {"chosen": ["b", "d"]},
        {"RESPONSE": ["b", "d"]},
        0,
        id="never less than nothing",
    ),
    same(
        an_order_item(),
        {"order": ["a", "b", "c"]},
        {"RESPONSE": ["a", "b", "c"]},
        0,
        id="another order",
    ),
    same(
        a_neighbours_item(),
        {"order": ["a", "b", "c"]},
        {"RESPONSE": ["a", "b", "c"]},
        1,
        id="two neighbours of three in order",
    ),
    same(
        a_match_pairs_item(),
        {"pairs": {"a": "x", "b": "z"}},
        {"RESPONSE": ["l-a r-x", "l-b r-z"]},
        0,
        id="one of two pairs",
    ),
    same(
        a_match_pairs_item_by_pair(),
        {"pairs": {"a": "x", "b": "z"}},
        {"RESPONSE": ["l-a r-x", "l-b r-z"]},
        1,
        id="one of two pairs that count by themselves",
    ),
    same(
        a_categorise_item(),
        {"pairs": {"a": "x", "b": "y", "c": "y"}},
        {"RESPONSE": ["l-a r-x", "l-b r-y", "l-c r-y"]},
        0,
        id="one in another category",
    ),
    same(
        a_categorise_item_by_pair(),
        {"pairs": {"a": "x", "b": "y", "c": "y"}},
        {"RESPONSE": ["l-a r-x", "l-b r-y", "l-c r-y"]},
        2,
        id="two of three that count by themselves",
    ),
    same(
        a_gap_text_item(),
        {"gaps": {"g1": "LOOP", "g2": "de Bakker"}},
        {"RESPONSE-g1": "LOOP", "RESPONSE-g2": "de Bakker"},
        1,
        id="another right word, and capitals",
    ),
    same(
        a_gap_text_item(),
        {"gaps": {"g1": "ga", "g2": "de slager"}},
        {"RESPONSE-g1": "ga", "RESPONSE-g2": "de slager"},
        0,
        id="one wrong word",
    ),
    same(
        a_gap_text_item(rule=_BY_GAP),
        {"gaps": {"g1": "ga", "g2": "de slager"}},
        {"RESPONSE-g1": "ga", "RESPONSE-g2": "de slager"},
        1,
        id="one wrong word of two that count by themselves",
    ),
    same(
        a_gap_choice_item(),
        {"gaps": {"g1": "a", "g2": "c"}},
        {"RESPONSE": ["w-a g1", "w-c g2"]},
        1,
        id="one of two gaps",
    ),
    same(
        a_gap_choice_item(rule=RuleId.ALL_GAPS),
        {"gaps": {"g1": "b", "g2": "a"}},
        {"RESPONSE": ["w-b g1", "w-a g2"]},
        0,
        id="words in each other's gaps",
    ),
    same(
        a_gap_choice_item_with_words_named_as_gaps(),
        {"gaps": {"g2": "g1"}},
        {"RESPONSE": ["w-g1 g2"]},
        0,
        id="a word that has the name of a gap, in another one",
    ),
    same(
        a_gap_text_item(rule=_BY_GAP),
        {"gaps": {"g1": "ga"}},
        {"RESPONSE-g1": "ga"},
        1,
        id="one of two gaps left empty",
    ),
    same(
        an_inline_choice_item(),
        {"gaps": {"g1": "a", "g2": "a"}},
        {"RESPONSE-g1": "a", "RESPONSE-g2": "a"},
        0,
        id="one wrong choice in a text",
    ),
    same(
        an_inline_choice_item(rule=_BY_GAP),
        {"gaps": {"g1": "a", "g2": "a"}},
        {"RESPONSE-g1": "a", "RESPONSE-g2": "a"},
        1,
        id="one wrong choice of two that count by themselves",
    ),
    same(a_number_item(), {"text": "3"}, {"RESPONSE": "3"}, 0, id="another number"),
    same(a_number_item(), {"text": "3.50"}, {"RESPONSE": "3.50"}, 1, id="a number with a zero"),
    same(a_short_text_item(), {"text": "Gent"}, {"RESPONSE": "Gent"}, 0, id="another text"),
    same(a_short_text_item(), {"text": "BRUSSEL"}, {"RESPONSE": "BRUSSEL"}, 1, id="capitals"),
    *(
        same(
            group,
            {"q1": {"chosen": ["b"]}, "q2": {"chosen": ["a"]}},
            {"RESPONSE-q1": "b", "RESPONSE-q2": ["a"]},
            1,
            id=f"one question right of two in a {group.item_type}",
        )
        for group in (a_stimulus_group(), a_listening_item())
    ),
]
_DIFFERENT = [
    different(
        a_valued_item(),
        {"chosen": ["a"]},
        {"RESPONSE": "a"},
        ours=Fraction(1, 2),
        theirs=5,
        why="the player loses the point of 0.5 in a browser that writes a decimal comma",
    ),
    different(
        a_number_item(tolerance="0.5"),
        {"text": "4"},
        {"RESPONSE": "4"},
        ours=1,
        theirs=0,
        why="the player takes a tolerance for none",
    ),
    different(
        a_number_item(),
        {"text": "3,5"},
        {"RESPONSE": "3,5"},
        ours=1,
        theirs=0,
        why="the player reads a number as far as its decimal comma",
    ),
    different(
        a_number_item(value="3"),
        {"text": "3 of 4"},
        {"RESPONSE": "3 of 4"},
        ours=0,
        theirs=1,
        why="the player reads the number with which a text begins",
    ),
    different(
        a_short_text_item(),
        {"text": "Brusel"},
        {"RESPONSE": "Brusel"},
        ours=1,
        theirs=0,
        why="QTI has no word for a slip of the pen",
    ),
    different(
        a_short_text_item(),
        {"text": " Brussel "},
        {"RESPONSE": " Brussel "},
        ours=1,
        theirs=0,
        why="the player compares spaces around a text",
    ),
]


@pytest.mark.parametrize("item", _ITEMS, ids=lambda item: str(item.item_type))
class TestShowing:
    def test_shows_the_questions(self, qti_player: QtiPlayer, item: Item) -> None:
        qti_player.show(item)

        is_hidden = item.item_type in _HIDES_THE_QUESTION
        assert qti_player.read_questions() == ([] if is_hidden else list_questions(item))


@pytest.mark.parametrize("item", _WITH_A_KEY, ids=lambda item: str(item.item_type))
class TestKey:
    def test_gives_full_marks_for_the_declared_key(self, qti_player: QtiPlayer, item: Item) -> None:
        right = item.body.correct_response()
        assert right is not None

        qti_player.show(item)
        qti_player.answer(read_key(item))

        assert qti_player.score() == award(item, right) > 0

    def test_gives_nothing_for_nothing(self, qti_player: QtiPlayer, item: Item) -> None:
        qti_player.show(item)

        assert qti_player.score() == award(item, item.body.empty_response()) == 0


@pytest.mark.parametrize("case", [*_SAME, *_DIFFERENT], ids=lambda case: case.name)
class TestResponses:
    def test_are_worth_what_the_table_says(self, qti_player: QtiPlayer, case: Case) -> None:
        qti_player.show(case.item)
        qti_player.answer(case.values)

        worth = award(case.item, case.response), qti_player.score()
        assert worth == (case.ours, case.theirs)


class TestDecimalPoint:
    def test_gives_half_a_mark_in_a_browser_that_writes_one(self, browser: Browser) -> None:
        item = a_valued_item()

        with open_player(browser, locale="en-GB") as player:
            player.show(item)
            player.answer({"RESPONSE": "a"})

            assert player.score() == award(item, {"chosen": ["a"]}) == Fraction(1, 2)


class TestByHand:
    def test_scores_a_choice_that_is_clicked(self, qti_player: QtiPlayer) -> None:
        qti_player.show(an_item())
        qti_player.page.get_by_text("de gemeente").click()

        assert qti_player.score() == 1

    def test_scores_an_area_that_is_clicked(self, qti_player: QtiPlayer) -> None:
        qti_player.show(a_hotspot_item())
        qti_player.page.locator("qti-hotspot-choice[identifier=b]").click()

        assert qti_player.score() == 1

    def test_scores_what_is_typed(self, qti_player: QtiPlayer) -> None:
        qti_player.show(a_short_text_item())
        qti_player.page.get_by_role("textbox").press_sequentially("brussel")

        assert qti_player.score() == 1


class TestSpokenTexts:
    def test_names_a_recording_that_can_be_heard_for_each_text(self) -> None:
        item = an_item()
        package = open_zip(write_spoken_package(item))

        cards = list_cards(package.read(path_of(item)), package, beside=path_of(item))

        texts = source_texts(item)
        assert list(cards) == list(texts.values())
        assert all(decode(sound, Container.WEBM).samples.dBFS > -40 for sound in cards.values())


def list_questions(item: Item) -> list[str]:
    """The question, or those of a group, of which the own prompt is only a title."""
    if isinstance(item.body, StimulusGroupBody):
        return [question.prompt for question in item.body.questions]
    return [item.prompt]


def write_spoken_package(item: Item) -> bytes:
    """A package in which every text has the recording of a voice."""
    spoken = {
        SpokenText(language=SOURCE_LANGUAGE, text=text, name=f"{number}.webm"): say(
            text, SOURCE_LANGUAGE
        ).audio.webm.data
        for number, text in enumerate(source_texts(item).values())
    }
    form = a_form(sokkel=(), praktisch=(), practice=(item.code,))
    return write_package(form, {item.code: item}, {}, {}, spoken)


def list_cards(text: bytes, package: Package, *, beside: str) -> dict[str, bytes]:
    """The recording that the catalogue of an item names for each text."""
    root = etree.fromstring(text)
    hrefs = {
        catalogue.get("id"): catalogue.findtext(
            "{*}qti-card[@support='spoken']/{*}qti-card-entry/{*}qti-file-href", ""
        )
        for catalogue in root.iterfind("{*}qti-catalog-info/{*}qti-catalog")
    }
    names = {
        one.text or "": package.find(hrefs[one.get("data-catalog-idref")], beside=beside)
        for one in root.iterfind(".//*[@data-catalog-idref]")
    }
    return {text: package.read(name) for text, name in names.items() if name is not None}


@contextmanager
def open_player(browser: Browser, **options: Any) -> Iterator[QtiPlayer]:
    """The player in a browser profile of its own; fails at the end when it complained."""
    with visit(browser, **options) as visitor:
        player = QtiPlayer(page=visitor.page)
        player.open()
        yield player


@pytest.fixture(scope="module")
def qti_player(browser: Browser) -> Iterator[QtiPlayer]:
    with open_player(browser) as player:
        yield player
