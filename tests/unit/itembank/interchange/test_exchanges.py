from dataclasses import replace

import pytest

from itembank.glossaries import Term
from itembank.interchange.exchanges import (
    ExchangeItem,
    ExchangeUnit,
    PlannedText,
    Refusal,
    TranslationFile,
    Verdict,
    describe_terms,
    plan_import,
    replace_noncharacters,
    take_in,
    tidy,
)
from itembank.languages import LanguageTag
from itembank.sheets import SheetText, carry_over, hash_source
from itembank.texts import PROMPT, TextId
from itembank.translating import TextState
from itembank.translations import TranslationState
from tests.builders.items import an_item
from tests.builders.translations import a_gapped_item, a_unit, an_exchange_item

_OLD = "Où ?"


def plan(
    *units: ExchangeUnit, known: ExchangeItem | None = None, is_change_done: bool = False
) -> tuple[PlannedText, ...]:
    known = known or an_exchange_item(an_item(), {PROMPT: _OLD})
    file = TranslationFile(language=LanguageTag("fr"), units=units, is_change_done=is_change_done)
    return plan_import(file, {known.item.code: known})


def plan_one(
    unit: ExchangeUnit, *, known: ExchangeItem | None = None, is_change_done: bool = False
) -> PlannedText:
    [planned] = plan(unit, known=known, is_change_done=is_change_done)
    return planned


class TestRefusals:
    @pytest.mark.parametrize(
        ("unit", "refusal"),
        [
            pytest.param(a_unit(item="MO-S-99"), Refusal.UNKNOWN_ITEM, id="unknown item"),
            pytest.param(a_unit(text_id="choice-z"), Refusal.UNKNOWN_TEXT, id="unknown text"),
            pytest.param(a_unit(target=""), Refusal.EMPTY, id="empty where a text was"),
            pytest.param(a_unit(source="Wie?"), Refusal.SOURCE_CHANGED, id="other source"),
            pytest.param(a_unit(target="a\nb"), Refusal.NOT_SOUND, id="two paragraphs"),
        ],
    )
    def test_say_why(self, unit: ExchangeUnit, refusal: Refusal) -> None:
        planned = plan_one(unit)

        assert (planned.verdict, planned.refusal) == (Verdict.REFUSED, refusal)
        assert planned.state is None

    def test_name_the_gaps_that_are_missing(self) -> None:
        item = a_gapped_item()
        source = "Ik {g1} een kaart\nbij de {g2}."
        unit = a_unit(text_id="text", source=source, target="Je {g1} une carte.")

        planned = plan_one(unit, known=an_exchange_item(item))

        assert planned.refusal is Refusal.NOT_SOUND
        assert planned.problem == "must hold each of {g1}, {g2} once and no other gap"

    def test_keep_the_first_of_two(self) -> None:
        first, second = plan(a_unit(target="Où donc ?"), a_unit(target="Ailleurs ?"))

        assert first.verdict is Verdict.CHANGED
        assert second.refusal is Refusal.TWICE


class TestChanges:
    def test_of_a_text_that_is_done_make_it_translated_and_never_reviewed(self) -> None:
        planned = plan_one(a_unit(state=TextState.REVIEWED))

        assert (planned.verdict, planned.before) == (Verdict.CHANGED, _OLD)
        assert planned.state is TranslationState.TRANSLATED

    def test_of_a_text_that_is_not_done_make_it_a_draft(self) -> None:
        assert plan_one(a_unit(state=TextState.DRAFT)).state is TranslationState.DRAFT

    def test_in_a_spreadsheet_are_done_whatever_the_state_says(self) -> None:
        planned = plan_one(a_unit(state=TextState.MISSING), is_change_done=True)

        assert planned.state is TranslationState.TRANSLATED

    def test_confirm_a_draft_that_came_back_as_it_was(self) -> None:
        known = an_exchange_item(an_item(), {PROMPT: _OLD}, state=TranslationState.DRAFT)

        planned = plan_one(a_unit(target=_OLD), known=known)

        assert planned.verdict is Verdict.CHANGED
        assert planned.state is TranslationState.TRANSLATED


class TestKept:
    def test_is_what_stays_missing(self) -> None:
        planned = plan_one(a_unit(target=""), known=an_exchange_item(an_item()))

        assert planned.verdict is Verdict.KEPT

    def test_is_a_review_that_came_back_as_it_was(self) -> None:
        known = an_exchange_item(an_item(), {PROMPT: _OLD}, state=TranslationState.REVIEWED)

        assert plan_one(a_unit(target=_OLD), known=known).verdict is Verdict.KEPT

    def test_is_an_outdated_text_whose_file_has_the_old_source(self) -> None:
        before, item = an_item(), an_item(prompt="Wie helpt u?")
        sheet = carry_over(an_exchange_item(before, {PROMPT: _OLD}).sheet, item, before=before)
        known = ExchangeItem(item=item, sheet=sheet, version=2)

        assert plan_one(a_unit(target=_OLD), known=known).verdict is Verdict.KEPT

    def test_is_a_draft_that_is_not_sound(self) -> None:
        known = an_exchange_item(an_item(), {PROMPT: "a\nb"}, state=TranslationState.DRAFT)

        assert plan_one(a_unit(target="a\nb"), known=known).verdict is Verdict.KEPT


class TestTakingIn:
    def test_writes_what_changed_and_leaves_the_rest(self) -> None:
        item = an_item()
        known = an_exchange_item(item, {PROMPT: _OLD, "choice-a": "la boulangerie"})
        planned = plan(a_unit(target="Où donc ?"), a_unit(text_id="choice-z"), known=known)

        sheet = take_in(known.sheet, item, planned, by=3)

        assert sheet == replace(
            known.sheet,
            texts={
                **known.sheet.texts,
                PROMPT: SheetText(
                    text="Où donc ?",
                    state=TranslationState.TRANSLATED,
                    source_hash=hash_source(item.prompt),
                    by=3,
                ),
            },
        )
        assert TextId("choice-z") not in sheet.texts


class TestTidy:
    def test_has_one_end_of_line_and_no_white_space_around_lines(self) -> None:
        assert tidy("  Een \r\n twee\rdrie ") == "Een\ntwee\ndrie"


class TestWords:
    def test_of_a_term_have_its_note_when_there_is_one(self) -> None:
        terms = (
            Term(source="OCMW", target="OCMW"),
            Term(source="gemeente", target="commune", note="nooit mairie"),
        )

        assert describe_terms(terms) == ("OCMW = OCMW", "gemeente = commune (nooit mairie)")

    def test_have_no_noncharacters(self) -> None:
        assert replace_noncharacters("a\ufffeb\uffff") == "a\ufffdb\ufffd"
