"""Questions in GIFT become items that award the same marks, or are refused with a reason."""

import pytest

from itembank.interchange.previews import preview
from itembank.interchange.reports import ImportedItem, ImportStatus
from itembank.item_documents import item_to_document


def read(text: str) -> ImportedItem:
    (found,) = preview(text.encode(), "gift.txt").items
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Wat? {=Gent =Gand#net goed}",
            {"type": "short_text", "accepted": ["Gent", "Gand"]},
            id="short text",
        ),
        pytest.param(
            "Wat hoort samen? {=brood -> bakker =vlees -> slager}",
            {"type": "match_pairs", "key": {"l1": "r1", "l2": "r2"}},
            id="pairs",
        ),
        pytest.param(
            "Wat eet u? {~%50%brood ~%50%vis ~%-100%zand}",
            {"type": "select_several", "values": {"c1": "1/2", "c2": "1/2", "c3": "-1"}},
            id="several",
        ),
        pytest.param(
            "Hoeveel? {#3.50:0.10}",
            {"type": "number", "value": "3.5", "tolerance": "0.1"},
            id="number with a tolerance",
        ),
        pytest.param(
            "Hoeveel? {#66.667..70#goed zo}",
            {"type": "number", "value": "68.3335", "tolerance": "1.6665"},
            id="number from and to, as exact as it is written",
        ),
        pytest.param(
            "Schrijf een brief. {}", {"type": "long_writing", "max_words": 500}, id="essay"
        ),
        pytest.param(
            "[html]Ik {=ga =loop} naar <b>huis</b>.",
            {"type": "short_text", "prompt": "Ik … naar huis."},
            id="a place within HTML",
        ),
        pytest.param(
            r"::Som\: nieuw:: Wat is 1 \= 1? {F}",
            {"type": "true_false", "prompt": "Wat is 1 = 1?", "key": ["false"]},
            id="signs that mean nothing",
        ),
        pytest.param(
            "::Straat:: {~Gent =Brussel ~Luik}",
            {"type": "select_one", "prompt": "Straat", "key": ["c2"]},
            id="title as question",
        ),
    ],
)
def test_reads(text: str, expected: dict[str, object]) -> None:
    found = read(text)

    assert found.item is not None, found.reason
    document = item_to_document(found.item)
    assert {name: document.get(name) for name in expected} == expected


def test_a_text_without_a_place_to_answer_is_information() -> None:
    information, _statement = preview(b"::Welkom:: Neem uw tijd.\n\nJa? {T}", "gift.txt").items

    assert information.item is not None
    assert information.kind == "information"
    assert information.item.prompt == "Welkom"


def test_questions_of_one_title_get_codes_of_their_own() -> None:
    items = preview(b"::Som:: 1? {T}\n\n::Som:: 2? {F}", "gift.txt").items

    assert [one.item.code for one in items if one.item] == ["SOM", "SOM-2"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("Wat? {geen teken}", "answers that cannot be read", id="no answers"),
        pytest.param("Wat? {#=3:1 =%50%4}", "several numbers", id="several numbers"),
        pytest.param(
            "[html]<img src\\='a.png'> Wat? {T}", "an image or a recording", id="an image"
        ),
        pytest.param("Wat? {#x..3}", "a number that is none", id="no number"),
    ],
)
def test_refuses(text: str, reason: str) -> None:
    found = read(text)

    assert found.status is ImportStatus.REFUSED
    assert reason in found.reason
