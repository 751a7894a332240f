"""Questions of Moodle become items that award the same marks, or are refused with a reason."""

from itertools import starmap

import pytest

from itembank.interchange.previews import preview
from itembank.interchange.reports import ImportedItem, ImportStatus
from itembank.item_documents import item_to_document

SHORT = "<answer fraction='100'><text>Gent</text></answer>"
NUMBER = (
    "<answer fraction='100'><text>3.50</text><tolerance>0.1</tolerance></answer>"
    "<answer fraction='0'><text>*</text></answer>"
)
CHOSEN = (
    "<answer fraction='50'><text>brood</text></answer>"
    "<answer fraction='50'><text>melk</text></answer>"
    "<answer fraction='-100'><text>zand</text></answer>"
)


def a_question(
    kind: str, inside: str, *, text: str | None = "<p>Wat is juist?</p>", title: str = "Vraag"
) -> str:
    asked = (
        ""
        if text is None
        else f"<questiontext format='html'><text><![CDATA[{text}]]></text></questiontext>"
    )
    return f"<question type='{kind}'><name><text>{title}</text></name>{asked}{inside}</question>"


def read(question: str) -> ImportedItem:
    (found,) = preview(f"<quiz>{question}</quiz>".encode(), "quiz.xml").items
    return found


def fields(question: str, *names: str) -> dict[str, object]:
    found = read(question)
    assert found.item is not None, found.reason
    document = item_to_document(found.item)
    return {name: document.get(name) for name in names}


def options(tag: str, *texts: tuple[str, str], extra: str = "") -> str:
    """Write them without white space between, as some exports do."""
    return "".join(
        f"<{tag}><text>{text}</text><group>{group}</group>{extra}</{tag}>" for text, group in texts
    )


class TestChoices:
    def test_of_which_several_count_sum_their_shares(self) -> None:
        question = a_question("multichoice", f"<single>false</single>{CHOSEN}")

        assert fields(question, "type", "rule", "values") == {
            "type": "select_several",
            "rule": "1.4",
            "values": {"c1": "1/2", "c2": "1/2", "c3": "-1"},
        }

    def test_true_or_false_have_the_right_one_as_key(self) -> None:
        answers = (
            "<answer fraction='0'><text>true</text></answer>"
            "<answer fraction='100'><text>false</text></answer>"
        )

        assert fields(a_question("truefalse", answers), "key") == {"key": ["false"]}


class TestWriting:
    @pytest.mark.parametrize(("flag", "case"), [("0", False), ("1", True)])
    def test_a_short_text_knows_whether_capitals_count(self, flag: str, case: bool) -> None:
        question = a_question("shortanswer", f"<usecase>{flag}</usecase>{SHORT}")

        assert fields(question, "accepted", "case") == {"accepted": ["Gent"], "case": case}

    def test_a_number_has_its_tolerance(self) -> None:
        question = a_question("numerical", NUMBER)

        assert fields(question, "value", "tolerance", "unit") == {
            "value": "3.5",
            "tolerance": "0.1",
            "unit": None,
        }

    @pytest.mark.parametrize(
        ("units", "unit"),
        [
            pytest.param("<units/>", None, id="none"),
            pytest.param(
                "<units><unit><multiplier>1</multiplier><unit_name>kg</unit_name></unit></units>",
                "kg",
                id="one",
            ),
        ],
    )
    def test_a_number_has_its_unit(self, units: str, unit: str | None) -> None:
        assert fields(a_question("numerical", NUMBER + units), "unit") == {"unit": unit}

    @pytest.mark.parametrize(
        ("inside", "limits"),
        [
            pytest.param("<defaultgrade>2.5</defaultgrade>", (None, 500, "5/2"), id="without"),
            pytest.param(
                "<minwordlimit>20</minwordlimit><maxwordlimit>50</maxwordlimit>",
                (20, 50, 1),
                id="with",
            ),
        ],
    )
    def test_an_essay_has_its_limits(self, inside: str, limits: tuple[object, ...]) -> None:
        names = ("min_words", "max_words", "max_marks")

        found = fields(a_question("essay", inside), *names)

        assert tuple(found[name] or None for name in names) == limits


class TestTexts:
    def test_a_description_asks_nothing(self) -> None:
        question = a_question("description", "", text="<p>Een.</p><p>Twee.</p>")

        assert fields(question, "type", "prompt", "text") == {
            "type": "information",
            "prompt": "Vraag",
            "text": "Een.\nTwee.",
        }

    def test_paragraphs_above_the_question_become_its_stimulus(self) -> None:
        question = a_question("shortanswer", SHORT, text="<p>Lees.</p><p>Wat?</p>")

        assert fields(question, "prompt", "stimulus") == {
            "prompt": "Wat?",
            "stimulus": {"text": "Lees."},
        }

    def test_a_question_without_text_is_asked_by_its_title(self) -> None:
        found = read(a_question("shortanswer", SHORT, text=None))

        assert found.item is not None
        assert found.item.prompt == "Vraag"
        assert found.reasons == ("the title became the question",)

    def test_feedback_is_left_out_and_said(self) -> None:
        feedback = "<generalfeedback><text>Goed zo.</text></generalfeedback>"

        assert "feedback was left out" in read(a_question("shortanswer", SHORT + feedback)).reasons


class TestMatching:
    def test_joins_each_text_to_its_own(self) -> None:
        pairs = [("brood", "bakker"), ("vlees", "slager"), ("", "kapper")]
        subs = "".join(
            starmap(
                "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>".format,
                pairs,
            )
        )

        assert fields(a_question("matching", subs), "key", "rule") == {
            "key": {"l1": "r1", "l2": "r2"},
            "rule": "1.8",
        }


class TestGaps:
    def test_to_choose_in_offer_the_choices_of_their_group(self) -> None:
        words = options("selectoption", ("ga", "1"), ("gaat", "1"), ("huis", "2"), ("hond", "2"))
        question = a_question("gapselect", words, text="Ik [[1]] naar [[3]].")

        gaps = fields(question, "text", "gaps")

        assert gaps == {
            "text": "Ik {g1} naar {g2}.",
            "gaps": [
                {
                    "id": "g1",
                    "choices": [{"id": "c1", "text": "ga"}, {"id": "c2", "text": "gaat"}],
                    "key": "c1",
                },
                {
                    "id": "g2",
                    "choices": [{"id": "c3", "text": "huis"}, {"id": "c4", "text": "hond"}],
                    "key": "c3",
                },
            ],
        }

    @pytest.mark.parametrize(("extra", "reuse"), [("", False), ("<infinite/>", True)])
    def test_to_drag_to_say_whether_words_may_be_used_again(self, extra: str, reuse: bool) -> None:
        words = options("dragbox", ("ga", "1"), ("gaat", "1"), extra=extra)
        question = a_question("ddwtos", words, text="Ik [[1]], hij [[2]].")

        assert fields(question, "key", "reuse") == {
            "key": {"g1": "c1", "g2": "c2"},
            "reuse": reuse,
        }

    def test_within_the_text_have_their_own_answers(self) -> None:
        question = a_question("cloze", "", text="<p>Ik woon in {1:SA:=Gent}.</p>")

        assert fields(question, "type", "text") == {"type": "gap_text", "text": "Ik woon in {g1}."}


IMAGE = "<p><img src='a.png' alt='x'/></p>"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param(
            a_question("shortanswer", SHORT, text=IMAGE), "an image or a recording", id="an image"
        ),
        pytest.param(
            a_question("truefalse", "<answer fraction='50'><text>true</text></answer>"),
            "no answer that is right",
            id="a statement half true",
        ),
        pytest.param(
            a_question("numerical", NUMBER + NUMBER), "several numbers", id="several numbers"
        ),
        pytest.param(
            a_question(
                "numerical",
                f"{NUMBER}<units><unit><unit_name>kg</unit_name></unit>"
                "<unit><unit_name>g</unit_name></unit></units>",
            ),
            "converts between units",
            id="several units",
        ),
        pytest.param(
            a_question("gapselect", options("selectoption", ("ga", "1")), text="Ik [[7]]."),
            "a gap without a right choice",
            id="a gap without its choice",
        ),
        pytest.param(
            a_question("ddwtos", options("dragbox", ("a", "1"), ("b", "2")), text="[[1]]"),
            "several groups",
            id="words of two groups",
        ),
        pytest.param(
            a_question(
                "ddwtos",
                options("dragbox", ("a", "1"))
                + options("dragbox", ("b", "1"), extra="<infinite/>"),
                text="[[1]]",
            ),
            "limits how often",
            id="one word that may be used again",
        ),
    ],
)
def test_refuses(question: str, reason: str) -> None:
    found = read(question)

    assert found.status is ImportStatus.REFUSED
    assert reason in found.reason
