import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.item_types import parse_response
from itembank.item_types.responses import ResponseNotUnderstood
from tests.builders.items import a_select_several_item, an_item

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)


class TestParseResponse:
    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param(None, id="null"),
            pytest.param("a", id="a text"),
            pytest.param(["a"], id="a list"),
            pytest.param({}, id="nothing chosen"),
            pytest.param({"chosen": "a"}, id="no list"),
            pytest.param({"chosen": [1]}, id="a number"),
            pytest.param({"chosen": [["a"]]}, id="a list in a list"),
            pytest.param({"chosen": ["z"]}, id="an unknown choice"),
            pytest.param({"chosen": ["A"]}, id="a capital"),
            pytest.param({"chosen": ["a", "a"]}, id="a choice twice"),
            pytest.param({"chosen": ["a", "b"]}, id="more than the type allows"),
            pytest.param({"chosen": ["a"], "key": ["a"]}, id="a stray field"),
        ],
    )
    def test_refuses(self, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            parse_response(an_item(), raw)

    @given(st.permutations("abcd"), st.integers(min_value=0, max_value=4))
    def test_does_not_care_for_the_order(self, order: list[str], count: int) -> None:
        chosen = order[:count]

        response = parse_response(a_select_several_item(), {"chosen": chosen})

        assert response == parse_response(a_select_several_item(), {"chosen": sorted(chosen)})

    @given(_JSON | st.fixed_dictionaries({"chosen": _JSON}))
    def test_never_fails_in_another_way(self, raw: object) -> None:
        item = an_item()

        try:
            response = parse_response(item, raw)
        except ResponseNotUnderstood:
            return

        assert response.chosen <= {choice.id for choice in item.choices}
