import pytest

from itembank.bodies import Scoring
from itembank.item_types.choices import ChoiceBody
from itembank.items import Item, ItemNotValid
from itembank.readaloud import segments
from itembank.translations import localise
from scoring.codes import RuleId
from scoring.rules import SelectOne
from tests.builders.items import a_choice, a_choice_body, an_item, some_choices
from tests.builders.scoring import choices


class TestSelectOne:
    @pytest.mark.parametrize(
        "item",
        [
            pytest.param(an_item(), id="three choices"),
            pytest.param(an_item(choices=some_choices("abcdef")), id="six choices"),
            pytest.param(
                an_item(choices=[a_choice(id, image=f"{id}.svg") for id in "abc"]), id="images"
            ),
        ],
    )
    def test_is_sound_with(self, item: Item) -> None:
        assert tuple(item.body.list_problems()) == ()

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            pytest.param(a_choice_body(choices=some_choices("ab")), "choices", id="two choices"),
            pytest.param(
                a_choice_body(choices=some_choices("abcdefg")), "choices", id="seven choices"
            ),
            pytest.param(
                a_choice_body(choices=(*some_choices("ab"), a_choice("c", image="c.svg"))),
                "choices",
                id="one image among texts",
            ),
            pytest.param(a_choice_body(key="ab"), "key", id="two right choices"),
            pytest.param(a_choice_body(rule=RuleId.SELECT_EXACTLY), "rule", id="another rule"),
        ],
    )
    def test_is_not_sound_with(self, body: ChoiceBody, field: str) -> None:
        assert [problem.field for problem in body.list_problems()] == [field]

    def test_has_no_more_choices_than_letters(self) -> None:
        body = a_choice_body(choices=[a_choice(f"c{number}") for number in range(27)], key=["c1"])

        assert [str(problem) for problem in body.list_problems()] == [
            "choices: must be 26 at most",
            "choices: must be 3 to 6",
        ]

    def test_is_scored_by_its_key(self) -> None:
        assert an_item().scoring is Scoring.KEY

    def test_is_refused_when_not_sound(self) -> None:
        with pytest.raises(ItemNotValid, match="choices: must be 3 to 6"):
            an_item(choices=some_choices("ab"))

    def test_scores_by_its_key(self) -> None:
        assert a_choice_body(key="c").scoring_rule() == SelectOne(correct=choices("c"))

    def test_reads_aloud_the_prompt_and_each_choice(self) -> None:
        read = segments(localise(an_item(), None))

        assert [(segment.id, segment.text, segment.language) for segment in read] == [
            ("prompt", "Waar vraagt u een nieuwe identiteitskaart?", "nl"),
            ("choice-a", "de bakker", "nl"),
            ("choice-b", "de gemeente", "nl"),
            ("choice-c", "de buren", "nl"),
        ]
