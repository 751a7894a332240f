import pytest

from itembank.items import Item, ItemType
from itembank.own_words import takes_own_words
from tests.builders.items import (
    a_question,
    a_short_text_body,
    a_stimulus_group,
    an_item_of_each_type,
)

WRITTEN_OR_SPOKEN = {
    ItemType.GAP_TEXT,
    ItemType.NUMBER,
    ItemType.SHORT_TEXT,
    ItemType.LONG_WRITING,
    ItemType.SPEAKING,
}


class TestTakesOwnWords:
    @pytest.mark.parametrize("item", an_item_of_each_type(), ids=lambda item: item.item_type.value)
    def test_knows_what_is_written_or_spoken(self, item: Item) -> None:
        assert takes_own_words(item) is (item.item_type in WRITTEN_OR_SPOKEN)

    def test_looks_at_the_questions_of_a_group(self) -> None:
        written = a_question(item_type=ItemType.SHORT_TEXT, body=a_short_text_body("brood"))

        assert takes_own_words(a_stimulus_group(written))
