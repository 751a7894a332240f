"""What QTI asks in another way is asked as the bank does, and the change is said."""

import pytest

from itembank.interchange.previews import preview
from itembank.interchange.reports import ImportedItem
from itembank.item_documents import item_to_document
from tests.builders.qti import (
    MAP,
    TEMPLATES,
    a_choice_interaction,
    a_mapping,
    a_qti_item,
    a_response,
)

ONE = "<qti-base-value base-type='float'>1</qti-base-value>"
ENTRY = "<qti-text-entry-interaction response-identifier='RESPONSE'/>"
PROMPT = "<qti-prompt>Wat is juist?</qti-prompt>"
FEEDBACK = "<qti-modal-feedback identifier='x' outcome-identifier='F' show-hide='show'/>"
BODY_NOTES = (
    "<qti-rubric-block view='scorer'>Let op.</qti-rubric-block>"
    "<qti-feedback-block identifier='x'>Goed.</qti-feedback-block>"
    "<p data-catalog-idref='c'>Lees.</p>"
)
BESIDE = {"a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.mp3": b"ID3"}


def an_interaction(name: str, inside: str, attributes: str = "") -> str:
    return (
        f"<qti-{name}-interaction response-identifier='RESPONSE' {attributes}>{inside}"
        f"</qti-{name}-interaction>"
    )


def read(xml: str) -> ImportedItem:
    (found,) = preview(xml.encode(), "item.xml", beside=BESIDE).items
    assert found.item is not None, found.reason
    return found


def with_texts(first: str, second: str) -> str:
    choices = (
        f"<qti-simple-choice identifier='A'>{first}</qti-simple-choice>"
        f"<qti-simple-choice identifier='B'>{second}</qti-simple-choice>"
    )
    return a_qti_item(body=an_interaction("choice", PROMPT + choices, "max-choices='1'"))


def with_images() -> str:
    choices = "".join(
        f"<qti-simple-choice identifier='{id}'><img src='a.svg' alt='{id}'/></qti-simple-choice>"
        for id in "ABC"
    )
    return a_qti_item(body=an_interaction("choice", PROMPT + choices, "max-choices='1'"))


def one_mark_if_right(how: str) -> str:
    return (
        "<qti-response-processing><qti-response-condition>"
        f"<qti-response-if>{how}"
        f"<qti-set-outcome-value identifier='SCORE'>{ONE}</qti-set-outcome-value>"
        "</qti-response-if><qti-response-else>"
        "<qti-set-outcome-value identifier='SCORE'>"
        "<qti-base-value base-type='float'>0</qti-base-value></qti-set-outcome-value>"
        "</qti-response-else></qti-response-condition></qti-response-processing>"
    )


RIGHT_TEXT = (
    "<qti-string-match case-sensitive='false'><qti-variable identifier='RESPONSE'/>"
    "<qti-correct identifier='RESPONSE'/></qti-string-match>"
)
WORDS = "".join(
    f"<qti-inline-choice identifier='{id}'>woord {id}</qti-inline-choice>" for id in "AB"
)
RIGHT_NUMBER = (
    "<qti-equal tolerance-mode='exact'><qti-variable identifier='RESPONSE'/>"
    "<qti-correct identifier='RESPONSE'/></qti-equal>"
)
MOST = (
    "<qti-outcome-declaration identifier='MAXSCORE' cardinality='single' base-type='float'>"
    "<qti-default-value><qti-value>1</qti-value></qti-default-value></qti-outcome-declaration>"
)
OTHER_KIND = "<qti-outcome-declaration identifier='F' cardinality='record'/>"
LISTS = (
    "<qti-simple-match-set><qti-simple-associable-choice identifier='X' match-max='0'>x"
    "</qti-simple-associable-choice><qti-simple-associable-choice identifier='Y' match-max='0'>y"
    "</qti-simple-associable-choice></qti-simple-match-set>"
    "<qti-simple-match-set><qti-simple-associable-choice identifier='A' match-max='1'>a"
    "</qti-simple-associable-choice><qti-simple-associable-choice identifier='B' match-max='1'>b"
    "</qti-simple-associable-choice></qti-simple-match-set>"
)
TWO_RIGHT = "".join(
    "<qti-response-condition><qti-response-if>"
    f"<qti-match><qti-variable identifier='{one}'/><qti-correct identifier='{one}'/></qti-match>"
    "<qti-set-outcome-value identifier='SCORE'><qti-sum><qti-variable identifier='SCORE'/>"
    f"{ONE}</qti-sum></qti-set-outcome-value></qti-response-if></qti-response-condition>"
    for one in ("RESPONSE", "R2")
)


@pytest.mark.parametrize(
    ("xml", "item_type", "reason"),
    [
        pytest.param(with_images(), "image_choice", "", id="images"),
        pytest.param(with_texts("Ja.", "Nee."), "true_false", "", id="yes and no"),
        pytest.param(with_texts("Nee", "Ja"), "true_false", "stands first", id="no and yes"),
        pytest.param(
            with_texts("rood", "blauw"), "true_false", "two choices became", id="two others"
        ),
        pytest.param(
            a_qti_item(
                body=an_interaction("slider", "", "lower-bound='0' upper-bound='9' step='1'"),
                responses=a_response("3", base_type="integer"),
                processing=one_mark_if_right(RIGHT_NUMBER),
            ),
            "number",
            "a slider became",
            id="slider",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response(
                    ("X A", "Y B"), cardinality="multiple", base_type="directedPair"
                ),
                body=an_interaction("match", LISTS, "max-associations='2'"),
            ),
            "categorise",
            "changed sides",
            id="lists the other way round",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response((), base_type="string"),
                body=an_interaction("extended-text", ""),
                processing="",
            ),
            "long_writing",
            "got one of 500 words; marks without a maximum",
            id="extended text",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response(
                    (), base_type="string", mapping=a_mapping({"Gent": "1", "Gand": "1"})
                ),
                body=f"<p>Welke stad?</p><p>{ENTRY}</p>",
                processing=MAP,
            ),
            "short_text",
            "spaces at the ends",
            id="a mapped text",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response((), mapping=a_mapping({"B": "1"})),
                body=f"<p>Vul in.</p><p>Ik {an_interaction('inline-choice', WORDS)} mee.</p>",
                processing=MAP,
            ),
            "inline_choice",
            "",
            id="a mapped choice in a text",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response(("ga",), base_type="string"),
                body=f"<p>Vul in.</p><p>Ik {ENTRY} mee.</p>",
                processing=one_mark_if_right(RIGHT_TEXT),
            ),
            "gap_text",
            "spaces at the ends",
            id="an entry in a text",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response("3", base_type="float"),
                body=f"<p>Reken.</p><p>2 + 1 = {ENTRY}</p>",
                processing=one_mark_if_right(RIGHT_NUMBER),
            ),
            "number",
            "stands below the question",
            id="a number in a text",
        ),
        pytest.param(
            a_qti_item(
                outcomes=MOST,
                processing=f'<qti-response-processing template="{TEMPLATES}/CC2_match.xml"/>',
            ),
            "select_one",
            "",
            id="the template of Common Cartridge",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response("B") + a_response("B", identifier="R2"),
                body=a_choice_interaction() + a_choice_interaction().replace("RESPONSE", "R2"),
                processing=f"<qti-response-processing>{TWO_RIGHT}</qti-response-processing>",
            ),
            "stimulus_group",
            "the title stands above several questions",
            id="two questions about nothing",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response("B") + a_response("B", identifier="R2"),
                body="<p><audio src='a.mp3'/></p>"
                + a_choice_interaction()
                + a_choice_interaction().replace("RESPONSE", "R2"),
                processing=f"<qti-response-processing>{TWO_RIGHT}</qti-response-processing>",
            ),
            "listening",
            "",
            id="two questions about a sound",
        ),
        pytest.param(
            a_qti_item(body="<p>Welkom.</p>", processing="", responses=""),
            "information",
            "the title became the question",
            id="no question",
        ),
        pytest.param(
            a_qti_item(outcomes=OTHER_KIND),
            "select_one",
            "",
            id="an outcome that no rule reads",
        ),
        pytest.param(
            a_qti_item(body=a_choice_interaction() + "<p>Kies.</p>"),
            "select_one",
            "stood behind the question",
            id="a text behind the question",
        ),
        pytest.param(
            a_qti_item(body=f"<div data-role='prompt'>Wat?</div>{a_choice_interaction(prompt='')}"),
            "select_one",
            "",
            id="a prompt above the choices",
        ),
        pytest.param(
            a_qti_item(body=BODY_NOTES + a_choice_interaction()).replace(
                "<qti-response-processing", f"{FEEDBACK}<qti-response-processing"
            ),
            "select_one",
            "feedback was left out; a text for scorers or teachers was left out; "
            "supports of a catalogue were left out",
            id="texts beside the question",
        ),
    ],
)
def test_becomes(xml: str, item_type: str, reason: str) -> None:
    found = read(xml)

    assert found.kind == item_type
    assert (reason in found.reason) if reason else not found.reasons


def test_an_image_in_the_prompt_is_the_material() -> None:
    body = a_choice_interaction(prompt="Wat is dit? <img src='a.svg' alt='een bus'/>")

    found = read(a_qti_item(body=body))

    assert found.item is not None
    document = item_to_document(found.item)
    assert document["prompt"] == "Wat is dit?"
    assert document["stimulus"] == {"image": "a.svg", "image_text": "een bus"}


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        pytest.param(("_B", "C.1", "D"), ["b", "c-1", "d"], id="plain"),
        pytest.param(("B", "b", "É"), ["a", "b", "c"], id="the same in small letters"),
    ],
)
def test_choices_get_short_names(ids: tuple[str, ...], expected: list[str]) -> None:
    found = read(a_qti_item(responses=a_response((ids[0],)), body=a_choice_interaction(ids)))

    assert found.item is not None
    choices = item_to_document(found.item)["choices"]
    assert isinstance(choices, list)
    assert [one["id"] for one in choices] == expected
