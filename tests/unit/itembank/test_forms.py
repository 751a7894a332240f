from dataclasses import replace

import pytest

from itembank.forms import (
    Form,
    FormNotValid,
    Stakes,
    bank_hash,
    check_form,
    form_from_document,
    form_to_document,
)
from itembank.items import ItemCode
from tests.builders.items import (
    a_form,
    a_form_part,
    a_programme,
    a_translation,
    an_information_page,
    an_item,
    some_items,
)


def _problems(form: Form) -> list[str]:
    with pytest.raises(FormNotValid) as refusal:
        check_form(form, a_programme(), some_items())
    return [str(problem) for problem in refusal.value.problems]


class TestCheckForm:
    def test_lets_a_sound_form_through(self) -> None:
        check_form(a_form(), a_programme(), some_items())

    def test_counts_no_page_that_only_informs(self) -> None:
        page = replace(an_information_page(), code=ItemCode("MO-S-00"))
        form = a_form(sokkel=["MO-S-00", "MO-S-01", "MO-S-02"])

        check_form(form, a_programme(), {**some_items(), page.code: page})

    @pytest.mark.parametrize(
        ("form", "problems"),
        [
            pytest.param(
                a_form(programme="ct"), ["programme: must be mo"], id="of another programme"
            ),
            pytest.param(
                a_form(sokkel=["MO-S-01"]), ["part.sokkel: must have 2 items, not 1"], id="too few"
            ),
            pytest.param(
                a_form(praktisch=["MO-P-99"]), ["MO-P-99: is not in the bank"], id="unknown item"
            ),
            pytest.param(
                a_form(practice=["MO-P-01"]),
                [
                    "MO-P-01: is of part praktisch, not of oefening",
                    "MO-P-01: is asked 2 times",
                ],
                id="a counted item for practice",
            ),
            pytest.param(
                a_form(parts=[a_form_part("sokkel", ["MO-S-01", "MO-S-02"])]),
                ["part: must be sokkel, praktisch, in that order"],
                id="a part missing",
            ),
            pytest.param(
                a_form(
                    parts=[
                        a_form_part("sokkel", ["MO-S-01", "MO-S-02"]),
                        a_form_part("praktisch", ["MO-P-01"]),
                        a_form_part("oefening", []),
                    ]
                ),
                ["part: must be sokkel, praktisch, in that order"],
                id="a part too many",
            ),
        ],
    )
    def test_refuses_a_form(self, form: Form, problems: list[str]) -> None:
        assert _problems(form) == problems


class TestFormDocument:
    def test_is_read_as_it_was_written(self) -> None:
        assert form_from_document(form_to_document(a_form())) == a_form()

    def test_names_every_field_that_is_wrong(self) -> None:
        document = {
            "code": "mo",
            "version": 0,
            "programme": "mo",
            "title": "",
            "practice": [],
            "part": [{"code": "sokkel", "items": ["MO-S-01", "MO-S-01"]}, {}],
        }

        with pytest.raises(FormNotValid) as refusal:
            form_from_document(document)

        assert [problem.field for problem in refusal.value.problems] == [
            "version",
            "title",
            "part[0].items",
            "part[1].items",
            "part[1].code",
        ]


class TestBankHash:
    def test_changes_with_the_order_of_the_items(self) -> None:
        other = a_form(sokkel=["MO-S-02", "MO-S-01"])

        assert _hash() != bank_hash(other, some_items(), {})

    def test_changes_with_a_word_of_an_item(self) -> None:
        items = some_items() | {ItemCode("MO-S-01"): an_item(prompt="Wie helpt u?")}

        assert _hash() != bank_hash(a_form(), items, {})

    def test_changes_with_a_translation(self) -> None:
        translations = {"fr": {ItemCode("MO-S-01"): a_translation()}}

        assert _hash() != bank_hash(a_form(), some_items(), translations)

    def test_does_not_change_with_items_that_are_not_asked(self) -> None:
        items = some_items() | {ItemCode("MO-S-99"): an_item(code="MO-S-99")}

        assert _hash() == bank_hash(a_form(), items, {})


def _hash() -> str:
    return bank_hash(a_form(), some_items(), {})


class TestStakes:
    def test_of_an_exam_alone_need_a_release(self) -> None:
        assert {one for one in Stakes if one.needs_release} == {Stakes.HIGH}
