import pytest

from itembank.corrected_keys import KeyNotSound, correct_key, read_short_key
from itembank.items import Item
from tests.builders.items import (
    a_gap_text_item,
    a_match_pairs_item,
    a_select_several_item,
    a_true_false_item,
    an_information_page,
    an_item,
    an_order_item,
)


class TestCorrectKey:
    @pytest.mark.parametrize(
        ("item", "fields", "right"),
        [
            pytest.param(an_item(), {"key": ["c"]}, {"chosen": ["c"]}, id="select one"),
            pytest.param(
                a_true_false_item(), {"key": ["false"]}, {"chosen": ["false"]}, id="true or false"
            ),
            pytest.param(an_order_item(), {"key": list("acb")}, {"order": list("acb")}, id="order"),
        ],
    )
    def test_gives_the_marks_to_the_new_answer(
        self, item: Item, fields: dict[str, object], right: dict[str, object]
    ) -> None:
        corrected = correct_key(item, fields)

        before, after = item.body.award(right), corrected.body.award(right)
        assert before is not None
        assert after is not None
        assert (before.marks, after.marks) == (0, 1)

    @pytest.mark.parametrize(
        ("item", "fields", "reason"),
        [
            pytest.param(an_item(), {"key": ["z"]}, "z is not a choice", id="unknown choice"),
            pytest.param(an_item(), {"key": []}, "must not be empty", id="empty"),
            pytest.param(an_item(), {"key": ["b"]}, "is the key already", id="the same"),
            pytest.param(an_item(), {}, "is not a field", id="nothing"),
            pytest.param(an_item(), {"prompt": "Anders?"}, "is not a field", id="another field"),
            pytest.param(
                an_item(),
                {"choices": [{"id": "a", "text": "x"}]},
                "b is not a choice",
                id="other choices",
            ),
            pytest.param(
                a_select_several_item(),
                {"rule": "1.5", "key": ["a"]},
                "rule: must be",
                id="a rule that the type does not have",
            ),
            pytest.param(
                an_item(),
                {"choices": [{"id": one, "text": f"Anders {one}"} for one in "abc"]},
                "changes what candidates saw",
                id="other words",
            ),
            pytest.param(an_information_page(), {"key": ["a"]}, "has no key", id="no key"),
        ],
    )
    def test_refuses_what_is_no_key_of_it(
        self, item: Item, fields: dict[str, object], reason: str
    ) -> None:
        with pytest.raises(KeyNotSound, match=reason):
            correct_key(item, fields)

    def test_refuses_other_words_around_the_gaps(self) -> None:
        item = a_gap_text_item()
        changed = str(item.body.to_document()["text"]) + " En nog iets."

        with pytest.raises(KeyNotSound, match="changes what candidates saw"):
            correct_key(item, {"text": changed})

    def test_refuses_another_side_of_pairs(self) -> None:
        with pytest.raises(KeyNotSound):
            correct_key(a_match_pairs_item(), {"left": []})


class TestReadShortKey:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            pytest.param("b", ["b"], id="one"),
            pytest.param(" a, c ", ["a", "c"], id="two"),
            pytest.param("", [], id="none"),
        ],
    )
    def test_reads_choices(self, text: str, key: list[str]) -> None:
        assert read_short_key(text) == {"key": key}
