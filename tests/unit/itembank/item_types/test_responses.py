import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.bodies import ResponseNotUnderstood, Scoring
from itembank.item_documents import item_from_document, item_to_document
from itembank.items import Item, ItemType, source_texts
from tests.builders.items import a_choice_body, an_item, an_item_of_each_type, some_choices

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)
_FIELDS = st.sampled_from(["chosen", "order", "pairs"])
_RAW = _JSON | st.one_of(
    st.dictionaries(_FIELDS, _JSON, max_size=2),
    st.fixed_dictionaries({"gaps": _JSON | st.dictionaries(st.sampled_from(["g1", "g2"]), _JSON)}),
    st.fixed_dictionaries({"text": _JSON}),
)


class TestChoices:
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
            an_item().body.check_response(raw)

    @given(st.permutations("abcd"), st.integers(min_value=0, max_value=4))
    def test_does_not_care_for_the_order(self, order: list[str], count: int) -> None:
        body = a_choice_body(ItemType.SELECT_SEVERAL, choices=some_choices("abcd"), key="ac")
        chosen = order[:count]

        assert body.award({"chosen": chosen}) == body.award({"chosen": sorted(chosen)})


@pytest.mark.parametrize("item", an_item_of_each_type(), ids=lambda item: str(item.item_type))
class TestEveryType:
    def test_gives_full_marks_to_the_key(self, item: Item) -> None:
        response = item.body.correct_response()
        award = None if response is None else item.body.award(response)

        assert award is None or award.marks == award.out_of

    def test_gives_nothing_for_nothing(self, item: Item) -> None:
        award = item.body.award(item.body.empty_response())

        assert award is None or award.marks == 0

    def test_is_awarded_by_its_key_or_not_at_all(self, item: Item) -> None:
        award = item.body.award(item.body.empty_response())

        assert (item.scoring is Scoring.KEY) == (award is not None)

    def test_says_what_was_answered(self, item: Item) -> None:
        texts = source_texts(item)
        response = item.body.correct_response()

        assert item.body.describe_response(item.body.empty_response(), texts) == ()
        assert response is None or item.body.describe_response(response, texts)

    def test_writes_and_reads_back_the_item(self, item: Item) -> None:
        assert item_from_document(item_to_document(item)) == item

    def test_presents_every_text_without_the_key(self, item: Item) -> None:
        presentation = item.body.present(source_texts(item))

        assert presentation.interaction
        assert "key" not in repr(presentation)

    @given(raw=_RAW)
    def test_never_fails_in_another_way(self, item: Item, raw: object) -> None:
        try:
            item.body.check_response(raw)
        except ResponseNotUnderstood:
            return

        award = item.body.award(raw)
        assert award is None or 0 <= award.marks <= award.out_of

    def test_names_options_that_it_presents(self, item: Item) -> None:
        options = item.body.list_options()

        assert len(set(options)) == len(options)

    def test_has_a_key_or_leaves_the_marks_to_others(self, item: Item) -> None:
        has_key = item.body.correct_response() is not None

        assert has_key == (item.scoring is Scoring.KEY)

    def test_names_media_that_can_be_shown(self, item: Item) -> None:
        assert [use.problem for use in item.body.list_media() if use.problem] == []
