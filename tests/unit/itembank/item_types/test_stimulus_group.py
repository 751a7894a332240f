from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.bodies import ResponseNotUnderstood, Scoring
from itembank.item_documents import item_to_document, read_item
from itembank.item_types.information import InformationBody
from itembank.item_types.stimulus_group import StimulusGroupBody
from itembank.items import ItemNotValid, ItemType, ReadAloud, source_texts
from itembank.media import MediaKind, MediaUse
from itembank.readaloud import segments
from itembank.stimuli import Stimulus
from itembank.translations import localise
from scoring.awards import Award, Tally
from scoring.codes import RuleId
from tests.builders.items import (
    a_choice,
    a_choice_body,
    a_draft,
    a_group_body,
    a_listening_item,
    a_question,
    a_stimulus_group,
    an_item,
)

_CHOSEN = st.sets(st.sampled_from("abc")).map(sorted)


def an_image_question(id: str = "q1") -> StimulusGroupBody:
    images = [a_choice(letter, image=f"{letter}.svg") for letter in "abc"]
    body = a_choice_body(ItemType.IMAGE_CHOICE, choices=images)
    return a_group_body(a_question(id, item_type=ItemType.IMAGE_CHOICE, body=body))


class TestStimulusGroup:
    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(StimulusGroupBody(questions=()), "questions: must be 1 to 20", id="none"),
            pytest.param(
                a_group_body(a_question(), a_question()), "questions: have an id twice", id="twice"
            ),
            pytest.param(
                a_group_body(a_question("Q 1")), "questions[0].id: must be like q1", id="id"
            ),
            pytest.param(
                a_group_body(a_question(prompt=" ")),
                "questions[0].prompt: must not be empty",
                id="prompt",
            ),
            pytest.param(
                a_group_body(a_question(), a_question("q2", body=a_choice_body(key="ab"))),
                "questions[1].key: must be one choice",
                id="body",
            ),
            pytest.param(
                a_group_body(
                    a_question(
                        item_type=ItemType.INFORMATION, body=InformationBody(text="Lees dit.")
                    )
                ),
                "questions[0].type: must be one that a key scores",
                id="information",
            ),
        ],
    )
    def test_is_not_sound_with(self, body: StimulusGroupBody, problem: str) -> None:
        assert [str(one) for one in body.list_problems()] == [problem]

    def test_is_scored_by_its_keys(self) -> None:
        assert a_stimulus_group().scoring is Scoring.KEY

    def test_needs_a_stimulus(self) -> None:
        with pytest.raises(ItemNotValid, match="stimulus: is missing"):
            an_item(item_type=ItemType.STIMULUS_GROUP, body=a_group_body())

    @pytest.mark.parametrize("stimulus", [None, Stimulus(text="Een brief.")])
    def test_listening_needs_sound(self, stimulus: Stimulus | None) -> None:
        with pytest.raises(ItemNotValid, match=r"stimulus\.audio: is missing"):
            an_item(item_type=ItemType.LISTENING, stimulus=stimulus, body=a_group_body())

    def test_names_the_texts_of_each_question(self) -> None:
        item = a_stimulus_group()

        assert [text.id for text in item.list_texts()] == [
            "stimulus",
            "prompt",
            "q1.prompt",
            "q1.choice-a",
            "q1.choice-b",
            "q1.choice-c",
            "q2.prompt",
            "q2.choice-a",
            "q2.choice-b",
            "q2.choice-c",
        ]

    def test_reads_aloud_only_prompts_where_only_instructions_may_be(self) -> None:
        draft = a_draft(
            item_type=ItemType.STIMULUS_GROUP,
            stimulus=Stimulus(text="Een brief."),
            read_aloud=ReadAloud.INSTRUCTIONS,
            body=a_group_body(),
        )

        read = segments(localise(draft.to_item(), None))

        assert [segment.id for segment in read] == ["prompt", "q1.prompt", "q2.prompt"]

    def test_presents_each_question_in_its_own_words(self) -> None:
        body = a_group_body()
        texts = {text.id: text.text for text in body.list_texts()} | {"q1.prompt": "Qui appelle ?"}

        [first, second] = body.present(texts).questions

        assert (first.id, first.prompt, first.item_type) == (
            "q1",
            "Qui appelle ?",
            ItemType.SELECT_ONE,
        )
        assert (second.prompt, second.body.interaction) == ("Wie belt?", "choices")

    def test_names_the_media_of_its_questions_in_their_place(self) -> None:
        assert an_image_question().list_media()[0] == MediaUse(
            name="a.svg", kind=MediaKind.IMAGE, field="questions[0].choices[0].image"
        )

    def test_names_the_options_of_each_question(self) -> None:
        options = a_group_body().list_options()

        assert options == ("q1.a", "q1.b", "q1.c", "q2.a", "q2.b", "q2.c")


class TestResponse:
    @pytest.mark.parametrize(
        ("raw", "award"),
        [
            pytest.param({}, (0, 2, Tally(hits=0, slips=0, missed=3)), id="nothing"),
            pytest.param(
                {"q1": {"chosen": ["b"]}}, (1, 2, Tally(hits=1, slips=0, missed=2)), id="first"
            ),
            pytest.param(
                {"q1": {"chosen": ["a"]}, "q2": {"chosen": ["a", "c"]}},
                (1, 2, Tally(hits=2, slips=1, missed=1)),
                id="second",
            ),
        ],
    )
    def test_gets_the_sum_of_its_questions(
        self, raw: Mapping[str, object], award: tuple[int, int, Tally]
    ) -> None:
        marks, out_of, reason = award

        assert a_group_body().award(raw) == Award(
            marks=marks,
            out_of=out_of,
            reason=reason,
            rule=RuleId.SUM_OF_QUESTIONS,
            rule_version=1,
        )

    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param([], id="a list"),
            pytest.param({"q3": {"chosen": ["a"]}}, id="an unknown question"),
            pytest.param({"q1": {"chosen": ["z"]}}, id="an unknown choice"),
            pytest.param({"q1": None}, id="a question without a response"),
        ],
    )
    def test_is_refused(self, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_group_body().check_response(raw)

    @given(_CHOSEN, _CHOSEN)
    def test_is_worth_what_its_answers_are_worth_alone(
        self, first: list[str], second: list[str]
    ) -> None:
        body = a_group_body()
        answers = {"q1": {"chosen": first[:1]}, "q2": {"chosen": second}}

        alone = [question.body.award(answers[question.id]) for question in body.questions]

        assert body.award(answers).marks == sum(award.marks for award in alone if award)

    def test_is_told_question_by_question(self) -> None:
        item = a_stimulus_group()
        raw = {"q2": {"chosen": ["c", "a"]}}

        assert item.body.describe_response(raw, source_texts(item)) == (
            "q2: de bakker",
            "q2: de buren",
        )


class TestDocument:
    def test_names_every_problem_in_its_place(self) -> None:
        document = item_to_document(a_stimulus_group())
        document["questions"] = [
            {"id": "q1", "type": "select_one", "prompt": "Wie belt?", "choices": [{"id": "a"}]},
            {"id": "q2", "type": "listening", "questions": []},
            "q3",
        ]

        problems = [str(problem) for problem in read_item(document)[1]]

        assert problems == [
            "questions[0].choices[0].text: is missing",
            "questions[0].key: is missing",
            "questions[1].type: must not be a group itself",
            "questions[2]: must be a table, not a text",
        ]

    def test_of_a_listening_item_keeps_its_limit(self) -> None:
        assert item_to_document(a_listening_item(plays=2))["stimulus"] == {
            "audio": "message.webm",
            "transcript": "Dag, met de school.",
            "plays": 2,
        }
