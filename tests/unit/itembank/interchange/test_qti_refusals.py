"""A QTI item that the bank cannot hold, or would score otherwise, is refused with a reason."""

import pytest

from itembank.interchange.previews import preview
from itembank.interchange.reports import ImportStatus
from tests.builders.qti import (
    MAP,
    MATCH,
    TEMPLATES,
    a_choice_interaction,
    a_mapping,
    a_qti_item,
    a_response,
)

ONE = "<qti-base-value base-type='float'>1</qti-base-value>"
IMAGE = "<img src='a.svg' alt='een bus'/>"
WITHOUT_ALT = "<img src='a.svg'/>"
SOUND = "<audio src='a.mp3'/>"
SEVERAL = a_response("AC", cardinality="multiple")
PAIRS = a_response(("A X",), cardinality="multiple", base_type="directedPair")
IS_RIGHT = (
    "<qti-match><qti-variable identifier='RESPONSE'/>"
    "<qti-correct identifier='RESPONSE'/></qti-match>"
)
ENTRY = "<qti-text-entry-interaction response-identifier='RESPONSE'/>"


def an_interaction(name: str, inside: str, attributes: str = "", *, id: str = "RESPONSE") -> str:
    return (
        f"<qti-{name}-interaction response-identifier='{id}' {attributes}>{inside}"
        f"</qti-{name}-interaction>"
    )


def with_body(body: str, responses: str | None = None, processing: str = MATCH) -> str:
    return a_qti_item(responses=responses, body=body, processing=processing)


def with_choice(label: str) -> str:
    choices = (
        f"<qti-simple-choice identifier='B'>{label}</qti-simple-choice>"
        "<qti-simple-choice identifier='C'>c</qti-simple-choice>"
    )
    return with_body(an_interaction("choice", choices))


def with_rules(rules: str) -> str:
    return a_qti_item(processing=f"<qti-response-processing>{rules}</qti-response-processing>")


def with_areas(areas: str, image: str = "<img src='a.svg' alt='x' width='9' height='9'/>") -> str:
    return with_body(an_interaction("hotspot", image + areas))


def an_area(attributes: str) -> str:
    return f"<qti-hotspot-choice identifier='B' {attributes}/>"


def sets(*sides: str, limit: str = "match-max='1'") -> str:
    return "".join(
        "<qti-simple-match-set>"
        + "".join(
            f"<qti-simple-associable-choice identifier='{id}' {limit}>{id}"
            "</qti-simple-associable-choice>"
            for id in side
        )
        + "</qti-simple-match-set>"
        for side in sides
    )


def words(limit: str = "1") -> str:
    return (
        f"<qti-gap-text identifier='A' match-max='{limit}'>a</qti-gap-text>"
        "<p>Ik <qti-gap identifier='X'/> en <qti-gap identifier='Y'/> en "
        "<qti-gap identifier='Z'/></p>"
    )


def inline(response: str = "RESPONSE") -> str:
    choices = "".join(
        f"<qti-inline-choice identifier='{id}'>{id}</qti-inline-choice>" for id in "AB"
    )
    return an_interaction("inline-choice", choices, id=response)


TWO = a_response("B") + a_response("B", identifier="R2")
BOTH_RIGHT = (
    "<qti-response-processing><qti-response-condition><qti-response-if><qti-or>"
    f"{IS_RIGHT}{IS_RIGHT.replace('RESPONSE', 'R2')}</qti-or>"
    f"<qti-set-outcome-value identifier='SCORE'>{ONE}</qti-set-outcome-value>"
    "</qti-response-if></qti-response-condition></qti-response-processing>"
)
TWENTY = tuple(f"C{number}" for number in range(20))
THREE_OF_TWENTY = a_mapping(
    {id: "1" if id in TWENTY[:3] else "-1" for id in TWENTY}, attributes="lower-bound='0'"
)
TWO_CHOICES = a_choice_interaction() + a_choice_interaction().replace("RESPONSE", "R2")


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        pytest.param(
            a_qti_item().replace("qti-item-body", "qti-other-body"), "has no body", id="no body"
        ),
        pytest.param(
            a_qti_item(outcomes="<qti-template-declaration identifier='X'/>"),
            "made anew for every candidate",
            id="declares a template",
        ),
        pytest.param(
            a_qti_item(outcomes="<qti-companion-materials-info/>"),
            "needs materials",
            id="materials beside the screen",
        ),
        pytest.param(
            with_body(f"<p>Vul in: {ENTRY} {inline('R2')}</p>", TWO),
            "mixes choosing and writing",
            id="writing and choosing in one text",
        ),
        pytest.param(
            with_body(
                f"{a_choice_interaction()}<div data-role='prompt'>Vraag</div><p>Geen plaats.</p>"
            ),
            "without a place to answer",
            id="no place to answer",
        ),
        pytest.param(
            with_body(TWO_CHOICES, TWO, BOTH_RIGHT),
            "scores several questions together",
            id="one of two questions is enough",
        ),
        pytest.param(
            with_body(an_interaction("upload", ""), a_response((), base_type="file")),
            "the upload of a file",
            id="an upload",
        ),
        pytest.param(
            with_body(an_interaction("upload", ""), a_response((), base_type="file"), ""),
            "the upload of a file",
            id="an upload that people judge",
        ),
        pytest.param(with_body("", "", ""), "text: ", id="nothing at all"),
        pytest.param(
            with_body(
                f"<p>Welke stad?</p><p>{ENTRY}</p>", a_response(("Gent",), base_type="string"), ""
            ),
            "does not say how it is scored",
            id="a text that nobody judges",
        ),
        pytest.param(
            with_body(an_interaction("upload", ""), processing=MATCH),
            "the upload of a file",
            id="an upload with a key",
        ),
        pytest.param(
            with_body(f"<p>{SOUND}</p><p>{SOUND}</p>{a_choice_interaction()}"),
            "more than one image or recording",
            id="two recordings",
        ),
    ],
)
def test_of_a_kind_that_is_not_known(xml: str, reason: str) -> None:
    assert reason in refusal(xml)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        pytest.param(
            with_body(f"<p>{IMAGE}</p>{a_choice_interaction(prompt=f'Wat? {IMAGE}')}"),
            "more than one image",
            id="an image beside that in the question",
        ),
        pytest.param(with_choice(f"een {IMAGE}"), "more than one text or one image", id="both"),
        pytest.param(with_choice(SOUND), "more than one text or one image", id="a sound"),
        pytest.param(with_choice(WITHOUT_ALT), "without an alternative text", id="no text"),
        pytest.param(
            with_body(a_choice_interaction("AA")), "the same identifier", id="the same choice twice"
        ),
        pytest.param(
            with_body(a_choice_interaction().replace('max-choices="1"', 'max-choices="een"')),
            "a number that is none: een",
            id="a limit that is no number",
        ),
        pytest.param(
            with_body(a_choice_interaction().replace("RESPONSE", "R9")),
            "response R9 cannot be compared",
            id="a response that is not declared",
        ),
        pytest.param(
            with_body(
                an_interaction(
                    "hottext", f"<p>{IMAGE}<qti-hottext identifier='B'>a</qti-hottext></p>"
                )
            ),
            "where only text can be",
            id="an image among words",
        ),
        pytest.param(
            with_body(
                an_interaction(
                    "hottext", f"<p><qti-hottext identifier='B'>{IMAGE}</qti-hottext></p>"
                )
            ),
            "where only text can be",
            id="an image as a word",
        ),
        pytest.param(with_areas(an_area(""), ""), "not one image", id="areas of nothing"),
        pytest.param(
            with_areas(an_area("shape='ellipse'")), "in the shape ellipse", id="another shape"
        ),
    ],
)
def test_of_choices(xml: str, reason: str) -> None:
    assert reason in refusal(xml)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        pytest.param(
            with_body(an_interaction("order", "", "max-choices='2'")),
            "choose some of the elements",
            id="an order of some",
        ),
        pytest.param(
            with_body(
                an_interaction(
                    "order", "<qti-simple-choice identifier='A'>a</qti-simple-choice>" * 2
                )
            ),
            "the same identifier",
            id="an order of the same",
        ),
        pytest.param(
            with_body(an_interaction("match", sets("AB")), PAIRS), "not two lists", id="one list"
        ),
        pytest.param(
            with_body(an_interaction("match", sets("AB", "XY", limit="match-max='0'")), PAIRS),
            "several partners",
            id="many to many",
        ),
        pytest.param(
            with_body(an_interaction("match", sets("AA", "XY")), PAIRS),
            "the same identifier",
            id="a list of the same",
        ),
        pytest.param(
            with_body(an_interaction("gap-match", "<qti-gap-img identifier='A'/>"), PAIRS),
            "images in the gaps",
            id="images for gaps",
        ),
        pytest.param(
            with_body(an_interaction("gap-match", f"<p>{IMAGE}</p>{words()}"), PAIRS),
            "where only text can be",
            id="an image among gaps",
        ),
        pytest.param(
            with_body(an_interaction("gap-match", words("2")), PAIRS),
            "to a number that is not one",
            id="a word for two of three gaps",
        ),
        pytest.param(
            with_body(
                f"<p>Het zijn er {ENTRY} en {ENTRY.replace('RESPONSE', 'R2')}.</p>",
                a_response("3", base_type="integer")
                + a_response("4", base_type="integer", identifier="R2"),
            ),
            "numbers to write within a text",
            id="numbers in a text",
        ),
        pytest.param(
            with_body(f"<p>Ik {inline()} mee.</p>", a_response(())),
            "a gap without a right choice",
            id="a gap without a key",
        ),
    ],
)
def test_of_orders_pairs_and_gaps(xml: str, reason: str) -> None:
    assert reason in refusal(xml)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        pytest.param(with_rules(""), "does not say how it is scored", id="nothing"),
        pytest.param(a_qti_item().replace('"SCORE"', '"OTHER"'), "no outcome SCORE", id="no marks"),
        pytest.param(
            with_rules("<qti-exit-response/>"), "scores with exit-response", id="another rule"
        ),
        pytest.param(
            with_rules("<qti-set-outcome-value identifier='SCORE'/>"),
            "a rule that is not complete",
            id="a rule of nothing",
        ),
        pytest.param(
            with_rules(
                "<qti-set-outcome-value identifier='SCORE'><qti-null/></qti-set-outcome-value>"
            ),
            "end without a number of marks",
            id="no number",
        ),
        pytest.param(
            with_rules(
                "<qti-set-outcome-value identifier='SCORE'><qti-sum>"
                + ONE * 2_001
                + "</qti-sum></qti-set-outcome-value>"
            ),
            "more than 2000 steps",
            id="endless rules",
        ),
        pytest.param(
            a_qti_item(
                processing=f'<qti-response-processing template="{TEMPLATES}/match_nothing"/>'
            ),
            "by the template match_nothing",
            id="another template",
        ),
        pytest.param(
            a_qti_item(responses=a_response("AB")), "several right values", id="two keys of one"
        ),
        pytest.param(
            a_qti_item(
                responses=a_response((), cardinality="multiple"),
                body=a_choice_interaction("ABC", most=0),
            ),
            "no key that one of our rules",
            id="no key",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response((), cardinality="multiple", mapping=THREE_OF_TWENTY),
                body=a_choice_interaction(TWENTY, most=0),
                processing=MAP,
            ),
            "rule 1.2 gives 0",
            id="full marks that are not tried",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response("B", mapping=a_mapping({"B": "2", "C": "-1"})),
                processing=MAP,
            ),
            "rule 1.1",
            id="marks below nothing for one choice",
        ),
        pytest.param(
            a_qti_item(
                responses=a_response(
                    "A", cardinality="multiple", mapping=a_mapping({"A": "1", "B": "1"})
                ),
                body=a_choice_interaction("AB", most=0),
                processing=MAP,
            ).replace("max-choices", "data-item-type='select_one' max-choices"),
            "choices: must be 3 to 6",
            id="not enough choices",
        ),
    ],
)
def test_of_rules(xml: str, reason: str) -> None:
    assert reason in refusal(xml)


def refusal(xml: str) -> str:
    beside = {
        "a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "a.mp3": b"ID3",
    }
    (found,) = preview(xml.encode(), "item.xml", beside=beside).items
    assert found.status is ImportStatus.REFUSED
    return found.reason
