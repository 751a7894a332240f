from collections import Counter

import pytest

from itembank.banks import Bank
from itembank.bodies import Scoring
from itembank.demo_banks import (
    build_covaar_bank,
    build_ct_bank,
    build_nivo_bank,
    list_messages,
)
from itembank.demo_banks.banks import build_bank
from itembank.forms import FormNotValid, form_from_document, form_to_document
from itembank.item_documents import item_from_document, item_to_document
from itembank.items import ItemCode, ItemType


@pytest.mark.parametrize(
    "bank",
    [build_covaar_bank(), build_ct_bank(), build_ct_bank(is_recorded=True), build_nivo_bank()],
    ids=["covaar", "ct", "ct with recordings", "nivo"],
)
class TestDemoBanks:
    def test_have_items_that_can_be_stored(self, bank: Bank) -> None:
        for item in bank.items.values():
            assert item_from_document(item_to_document(item)) == item

    def test_have_a_form_that_can_be_stored(self, bank: Bank) -> None:
        assert form_from_document(form_to_document(bank.form)) == bank.form

    def test_ask_nothing_twice(self, bank: Bank) -> None:
        asked = Counter(
            (item.part, item.prompt, str(item.body.to_document())) for item in bank.items.values()
        )

        assert set(asked.values()) == {1}

    def test_give_full_marks_for_the_key(self, bank: Bank) -> None:
        for item in bank.items.values():
            if item.scoring is Scoring.KEY:
                award = item.body.award(item.body.correct_response())
                assert award is not None
                assert award.marks == award.out_of >= 1


class TestRecordings:
    def test_are_named_by_the_questions_and_not_shown(self) -> None:
        bank = build_ct_bank(is_recorded=True)
        heard = [one for one in bank.items.values() if one.item_type is ItemType.LISTENING]

        stimuli = [one.stimulus for one in heard if one.stimulus]
        assert {one.audio: one.transcript for one in stimuli} == list_messages()
        assert {one.plays for one in stimuli} == {2}
        assert [one.text for one in heard for one in one.list_texts() if " tot " in one.text] == []
        assert sorted(bank.media) == sorted(list_messages())

    def test_ask_what_is_on_the_screen_without_them(self) -> None:
        code = ItemCode("CT-LISTENING-01")
        shown, heard = (build_ct_bank(is_recorded=one).items[code] for one in (False, True))

        assert shown.prompt == (
            "Een briefje: de bibliotheek is open van 8 tot 16 uur. "
            "Wanneer gaat de bibliotheek dicht?"
        )
        assert heard.stimulus is not None
        assert heard.stimulus.transcript == "De bibliotheek is open van 8 tot 16 uur."
        assert heard.body.correct_response() == {"q1": {"chosen": ["b"]}}


class TestARoutedForm:
    def test_is_out_of_the_points_of_its_models(self) -> None:
        items = list(build_nivo_bank().items.values())[:-1]

        with pytest.raises(FormNotValid, match=r"writing_reading_42: must be out of 20 marks"):
            build_bank(items, code="n", programme="nivo", title="N")


class TestMomentOfAForm:
    def test_a_form_of_levels_is_for_one_test(self) -> None:
        items = list(build_ct_bank().items.values())

        with pytest.raises(FormNotValid, match="moment: must be one of ct_a1_a2"):
            build_bank(items, code="ct-x", programme="ct", title="CT")

    def test_a_form_is_for_a_moment_that_there_is(self) -> None:
        items = list(build_covaar_bank().items.values())

        with pytest.raises(FormNotValid, match="moment: must be one of intake"):
            build_bank(items, code="c", programme="covaar", title="C", moment="after_course")
