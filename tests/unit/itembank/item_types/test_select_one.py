import pytest

from itembank.item_types import check, list_problems, parse_response, scoring_rule, segments
from itembank.items import Item, ItemNotValid
from itembank.translations import localise
from scoring.codes import RuleId
from scoring.rules import SelectOne
from tests.builders.items import a_choice, a_draft, an_item, some_choices
from tests.builders.scoring import a_response, choices


class TestSelectOne:
    @pytest.mark.parametrize(
        "item",
        [
            pytest.param(an_item(), id="three choices"),
            pytest.param(an_item(choices=some_choices("abcd")), id="four choices"),
            pytest.param(
                an_item(choices=[a_choice(id, image=f"{id}.svg") for id in "abc"]), id="images"
            ),
        ],
    )
    def test_is_sound_with(self, item: Item) -> None:
        assert list_problems(item) == ()

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            pytest.param({"choices": some_choices("ab")}, "choices", id="two choices"),
            pytest.param({"choices": some_choices("abcde")}, "choices", id="five choices"),
            pytest.param(
                {"choices": (*some_choices("ab"), a_choice("c", image="c.svg"))},
                "choices",
                id="one image among texts",
            ),
            pytest.param({"key": "ab"}, "key", id="two right choices"),
            pytest.param({"rule": RuleId.SELECT_EXACTLY}, "rule", id="another rule"),
        ],
    )
    def test_is_not_sound_with(self, change: dict[str, object], field: str) -> None:
        draft = a_draft(**change)  # type: ignore[arg-type]  # one argument by name

        assert [problem.field for problem in list_problems(draft)] == [field]

    def test_is_refused_when_not_sound(self) -> None:
        with pytest.raises(ItemNotValid, match="choices: must be three or four"):
            check(an_item(choices=some_choices("ab")))

    def test_scores_by_its_key(self) -> None:
        assert scoring_rule(an_item(key="c")) == SelectOne(correct=choices("c"))

    def test_reads_a_choice(self) -> None:
        assert parse_response(an_item(), {"chosen": ["a"]}) == a_response("a")

    def test_reads_an_answer_taken_back(self) -> None:
        assert parse_response(an_item(), {"chosen": []}) == a_response()

    def test_reads_aloud_the_prompt_and_each_choice(self) -> None:
        read = segments(localise(an_item(), None))

        assert [(segment.id, segment.text, segment.language) for segment in read] == [
            ("prompt", "Waar vraagt u een nieuwe identiteitskaart?", "nl"),
            ("choice-a", "de bakker", "nl"),
            ("choice-b", "de gemeente", "nl"),
            ("choice-c", "de buren", "nl"),
        ]
