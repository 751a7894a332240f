"""The search of items on both databases: what it finds, in which order, page by page."""

from datetime import timedelta
from typing import Any

import pytest

from itembank.lifecycle import ItemState
from testplatform.db import db, unit_of_work
from testplatform.repositories.item_lists import (
    Coverage,
    FormUse,
    ItemOrder,
    ItemSearch,
    count_items,
    list_items,
)
from testplatform.services.item_editing import begin_version
from tests.builders.item_versions import LATER, NOW, a_colleague, a_stored_version
from tests.builders.items import a_translation, an_item

pytestmark = pytest.mark.usefixtures("session")

OWN = "mo-t"


def find(**wishes: Any) -> list[str]:
    search = ItemSearch(**{"recent_since": NOW - timedelta(days=1), "text": OWN, **wishes})
    found = list_items(db.session, search)
    assert len(found) == count_items(db.session, search)
    return [one.code for one in found]


@pytest.fixture(autouse=True)
def items(session: object) -> None:
    """Three items: one with a whole translation, one retired, one with two versions."""
    with unit_of_work() as writing:
        first = an_item(code="MO-T-01", prompt="Kost dit 100%?")
        a_stored_version(writing, first, translations=[a_translation()])
        a_stored_version(writing, an_item(code="MO-T-02"), state=ItemState.RETIRED)
        old = a_stored_version(writing, an_item(code="MO-T-03"), state=ItemState.PUBLISHED)
        begin_version(writing, old.id, colleague=a_colleague(writing), now=LATER)


class TestListItems:
    def test_shows_each_item_once_the_last_changed_first(self) -> None:
        assert find() == ["MO-T-03", "MO-T-02", "MO-T-01"]

    def test_sorts_both_ways(self) -> None:
        assert find(order=ItemOrder.CODE, is_descending=False) == ["MO-T-01", "MO-T-02", "MO-T-03"]
        assert find(order=ItemOrder.CODE) == ["MO-T-03", "MO-T-02", "MO-T-01"]

    @pytest.mark.parametrize("order", ItemOrder)
    def test_has_an_order_without_doubt(self, order: ItemOrder) -> None:
        assert find(order=order) == find(order=order, is_descending=False)[::-1]

    @pytest.mark.parametrize(
        ("wishes", "codes"),
        [
            pytest.param({"state": ItemState.DRAFT}, ["MO-T-03", "MO-T-01"], id="state"),
            pytest.param({"text": "mo-t 100%"}, ["MO-T-01"], id="a sign of the database"),
            pytest.param({"text": "mo-t _0"}, [], id="another one"),
            pytest.param(
                {"language": "fr", "coverage": Coverage.COMPLETE}, ["MO-T-01"], id="has French"
            ),
            pytest.param(
                {"language": "fr", "coverage": Coverage.LACKING},
                ["MO-T-03", "MO-T-02"],
                id="lacks French",
            ),
            pytest.param(
                {"form_use": FormUse.NEVER}, ["MO-T-03", "MO-T-02", "MO-T-01"], id="no form"
            ),
            pytest.param({"form_use": FormUse.LONG_AGO}, [], id="an old form"),
        ],
    )
    def test_finds_what_is_looked_for(self, wishes: dict[str, Any], codes: list[str]) -> None:
        assert find(**wishes) == codes

    def test_tells_languages_and_the_last_form(self) -> None:
        search = ItemSearch(recent_since=NOW, text="mo-s-01")

        [summary] = list_items(db.session, search)

        assert summary.whole_languages == 5
        assert summary.last_form is not None
        assert find(text="mo-s-01", form_use=FormUse.LONG_AGO) == ["MO-S-01"]

    def test_cuts_a_page_out(self) -> None:
        search = ItemSearch(recent_since=NOW, text=OWN)

        assert [one.code for one in list_items(db.session, search, limit=1, offset=1)] == [
            "MO-T-02"
        ]
