import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.item_documents import read_item
from itembank.item_types.gap_text import GapTextBody
from itembank.items import source_texts
from scoring.awards import Tally
from scoring.codes import RuleId
from scoring.documents import Problem
from tests.builders.items import a_gap_text_body, a_gap_text_item, a_text_gap


class TestGapTextBody:
    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(
                a_gap_text_body(text="Ik ga.", gaps=()),
                Problem(field="gaps", message="must be 1 to 50"),
                id="no gap",
            ),
            pytest.param(
                a_gap_text_body(gaps=[a_text_gap("G1")]),
                Problem(field="gaps", message="'G1' must be like g1"),
                id="a capital in a name",
            ),
            pytest.param(
                a_gap_text_body(gaps=[a_text_gap("g1"), a_text_gap("g1")]),
                Problem(field="gaps", message="have an id twice"),
                id="a gap twice",
            ),
            pytest.param(
                a_gap_text_body(text="Ik {g1}."),
                Problem(field="text", message="must hold each of {g1}, {g2} once and no other gap"),
                id="a gap that the text has not",
            ),
            pytest.param(
                a_gap_text_body(gaps=[a_text_gap("g1", "ga", distance=2), a_text_gap("g2")]),
                Problem(
                    field="gaps[0].distance",
                    message="must be smaller than the shortest accepted text is long",
                ),
                id="a distance that accepts anything",
            ),
            pytest.param(
                a_gap_text_body(rule=RuleId.SELECT_ONE),
                Problem(field="rule", message="must be 1.9 or 1.10"),
                id="a rule of another type",
            ),
        ],
    )
    def test_says_what_is_wrong(self, body: GapTextBody, problem: Problem) -> None:
        assert problem in list(body.list_problems())

    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param({"gaps": ["ga"]}, id="a list"),
            pytest.param({"gaps": {"g1": None}}, id="null in a gap"),
            pytest.param({"gaps": {"g9": "ga"}}, id="an unknown gap"),
            pytest.param({"gaps": {"g1": "a" * 201}}, id="too long"),
            pytest.param({"gaps": {"g1": "\0"}}, id="no character"),
            pytest.param({"gaps": {"g1": "\ud83d"}}, id="half a character"),
            pytest.param({"gaps": {}, "text": ""}, id="a stray field"),
        ],
    )
    def test_refuses(self, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_gap_text_body().check_response(raw)

    @pytest.mark.parametrize(
        ("gaps", "lines"),
        [
            pytest.param(
                {"g1": "loop", "g2": "de bakker"}, ("Ik [loop] naar [de bakker].",), id="filled"
            ),
            pytest.param({"g2": "huis"}, ("Ik […] naar [huis].",), id="one left empty"),
            pytest.param({"g1": " ", "g2": ""}, (), id="only blanks"),
        ],
    )
    def test_says_what_was_written(self, gaps: dict[str, str], lines: tuple[str, ...]) -> None:
        texts = source_texts(a_gap_text_item())

        assert a_gap_text_body().describe_response({"gaps": gaps}, texts) == lines

    def test_awards_a_mark_for_each_gap_when_it_says_so(self) -> None:
        body = a_gap_text_body(rule=RuleId.EACH_GAP)

        award = body.award({"gaps": {"g1": "Loop", "g2": "de baker"}})

        assert (award.marks, award.out_of) == (2, 2)
        assert award.reason == Tally(hits=2, slips=0, missed=0)

    def test_presents_each_gap_with_its_number_and_sentence(self) -> None:
        presentation = a_gap_text_body().present(
            {**source_texts(a_gap_text_item()), "text": "Eerst dit. Naar {g2} ga {g1}!\nNiets."}  # type: ignore[dict-item]  # ids
        )

        assert [(gap.id, gap.number, gap.sentence) for gap in presentation.gaps] == [
            ("g2", 1, "Naar … ga …!"),
            ("g1", 2, "Naar … ga …!"),
        ]

    def test_is_read_with_the_place_of_each_problem(self) -> None:
        document = {"type": "gap_text", "text": "Ik {g1}.", "gaps": [{"id": "g1", "case": "no"}]}

        _draft, problems = read_item(document)

        assert {"gaps[0].accepted", "gaps[0].case"} <= {problem.field for problem in problems}
