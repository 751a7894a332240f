"""The texts of an item are found in its document, whatever its type."""

import pytest

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.localising import read_texts, translate
from itembank.item_documents import item_to_document
from itembank.items import Item
from tests.builders.items import an_item, an_item_of_each_type


@pytest.mark.parametrize(
    "item", [pytest.param(one, id=one.item_type.value) for one in an_item_of_each_type()]
)
def test_finds_every_text(item: Item) -> None:
    document = item_to_document(item)
    texts = {one.id: one.text for one in item.list_texts()}

    assert read_texts(document, translate(document, texts)) == texts


def test_refuses_a_translation_without_one_of_them() -> None:
    document = item_to_document(an_item())

    with pytest.raises(ItemRefused, match="has no text choice-a"):
        read_texts(document, document | {"choices": []})
