from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank.items import Item
from itembank.languages import LanguageTag
from itembank.sheets import Sheet, SheetText, carry_over, hash_source, sheet_of_translation
from itembank.texts import PROMPT, TextId
from itembank.translating import (
    SheetWork,
    SheetWorkRefused,
    TextState,
    find_text_state,
    work_on_sheet,
)
from itembank.translations import TranslationState
from scoring.documents import Problem
from tests.builders.items import a_translation, an_item

_VIK = 3
_MONA = 4


def a_sheet(item: Item, *, state: TranslationState = TranslationState.DRAFT) -> Sheet:
    return sheet_of_translation(item, a_translation(state=state))


def write(sheet: Sheet, item: Item, texts: Mapping[str, str], *, by: int = _VIK) -> Sheet:
    written = {TextId(name): text for name, text in texts.items()}
    return work_on_sheet(sheet, item, SheetWork(written=written), by=by)


def review(sheet: Sheet, item: Item, *names: str, by: int = _MONA) -> Sheet:
    work = SheetWork(written={}, reviewed=frozenset(map(TextId, names)))
    return work_on_sheet(sheet, item, work, by=by)


def confirm(sheet: Sheet, item: Item, *names: str, by: int = _VIK) -> Sheet:
    work = SheetWork(written={}, confirmed=frozenset(map(TextId, names)))
    return work_on_sheet(sheet, item, work, by=by)


class TestWriting:
    def test_makes_a_text_translated_by_who_wrote_it(self) -> None:
        item = an_item()

        sheet = write(a_sheet(item), item, {PROMPT: "Où ?"})

        assert sheet.texts[PROMPT] == SheetText(
            text="Où ?",
            state=TranslationState.TRANSLATED,
            source_hash=hash_source(item.prompt),
            by=_VIK,
        )

    def test_takes_a_review_away(self) -> None:
        item = an_item()
        reviewed = a_sheet(item, state=TranslationState.REVIEWED)

        sheet = write(reviewed, item, {PROMPT: "Où ?"})

        assert sheet.texts[PROMPT].state is TranslationState.TRANSLATED
        assert sheet.texts[TextId("choice-a")].state is TranslationState.REVIEWED

    def test_the_same_text_again_changes_nothing(self) -> None:
        item = an_item()
        sheet = a_sheet(item, state=TranslationState.REVIEWED)

        assert write(sheet, item, {name: one.text for name, one in sheet.texts.items()}) == sheet

    def test_nothing_where_nothing_was_leaves_it_missing(self) -> None:
        item = an_item()
        empty = Sheet(language=LanguageTag("fr"), texts={})

        assert write(empty, item, {PROMPT: ""}) == empty

    def test_refuses_every_text_that_is_not_what_it_must_be(self) -> None:
        item = an_item()

        with pytest.raises(SheetWorkRefused) as refusal:
            write(a_sheet(item), item, {PROMPT: "", "choice-z": "x", "choice-a": " la poste"})

        assert refusal.value.problems == (
            Problem(field="prompt", message="must not be empty"),
            Problem(field="choice-z", message="is not a text of the item"),
            Problem(field="choice-a", message="must not begin or end with white space"),
        )


class TestConfirming:
    def test_makes_a_draft_translated(self) -> None:
        item = an_item()

        sheet = confirm(a_sheet(item), item, PROMPT)

        assert sheet.texts[PROMPT].state is TranslationState.TRANSLATED
        assert sheet.texts[PROMPT].by == _VIK

    def test_binds_an_outdated_text_to_its_new_source(self) -> None:
        before, item = an_item(), an_item(prompt="Wie helpt u?")
        outdated = carry_over(a_sheet(before), item, before=before)

        sheet = confirm(outdated, item, PROMPT)

        assert sheet.texts[PROMPT] == SheetText(
            text=outdated.texts[PROMPT].text,
            state=TranslationState.TRANSLATED,
            source_hash=hash_source("Wie helpt u?"),
            by=_VIK,
        )

    def test_leaves_a_review_alone(self) -> None:
        item = an_item()
        reviewed = a_sheet(item, state=TranslationState.REVIEWED)

        assert confirm(reviewed, item, PROMPT) == reviewed

    def test_refuses_what_is_missing(self) -> None:
        with pytest.raises(SheetWorkRefused, match="prompt: is missing"):
            confirm(Sheet(language=LanguageTag("fr"), texts={}), an_item(), PROMPT)

    def test_refuses_a_text_that_is_not_what_it_must_be(self) -> None:
        text = SheetText(text="", state=TranslationState.DRAFT, source_hash="x")
        sheet = Sheet(language=LanguageTag("fr"), texts={PROMPT: text})

        with pytest.raises(SheetWorkRefused, match="prompt: must not be empty"):
            confirm(sheet, an_item(), PROMPT)


class TestReviewing:
    def test_makes_a_text_reviewed_and_leaves_who_wrote_it(self) -> None:
        item = an_item()
        sheet = write(a_sheet(item), item, {PROMPT: "Où ?"})

        reviewed = review(sheet, item, PROMPT)

        assert reviewed.texts[PROMPT].state is TranslationState.REVIEWED
        assert reviewed.texts[PROMPT].by == _VIK

    def test_refuses_a_text_that_the_reviewer_wrote_last(self) -> None:
        item = an_item()
        sheet = write(a_sheet(item), item, {PROMPT: "Où ?"}, by=_MONA)

        with pytest.raises(SheetWorkRefused, match="prompt: must be reviewed by somebody who did"):
            review(sheet, item, PROMPT)

    def test_refuses_what_is_written_in_the_same_breath(self) -> None:
        item = an_item()
        work = SheetWork(written={PROMPT: "Où ?"}, reviewed={PROMPT})

        with pytest.raises(SheetWorkRefused, match="prompt: must be reviewed by somebody who did"):
            work_on_sheet(a_sheet(item), item, work, by=_MONA)

    def test_refuses_what_is_missing(self) -> None:
        with pytest.raises(SheetWorkRefused, match="prompt: is missing"):
            review(Sheet(language=LanguageTag("fr"), texts={}), an_item(), PROMPT)

    def test_refuses_what_is_outdated(self) -> None:
        changed = an_item(prompt="Wie helpt u?")

        with pytest.raises(SheetWorkRefused, match="prompt: has another source now"):
            review(carry_over(a_sheet(an_item()), changed), changed, PROMPT)


class TestTextState:
    def test_is_missing_without_a_text(self) -> None:
        empty = Sheet(language=LanguageTag("fr"), texts={})

        assert find_text_state(empty, PROMPT) is TextState.MISSING

    @pytest.mark.parametrize("state", TranslationState)
    def test_is_that_of_the_text(self, state: TranslationState) -> None:
        assert find_text_state(a_sheet(an_item(), state=state), PROMPT).value == state.value


class TestAnyWork:
    @settings(max_examples=100, deadline=None)
    @given(data=st.data())
    def test_never_makes_somebody_the_reviewer_of_their_own_text(self, data: st.DataObject) -> None:
        item = an_item()
        sheet = a_sheet(item)
        names = st.sampled_from([one.id for one in item.list_texts()])
        for _ in range(data.draw(st.integers(1, 6))):
            by = data.draw(st.sampled_from([_VIK, _MONA]))
            work = SheetWork(
                written=data.draw(st.dictionaries(names, st.sampled_from(["a", "b"]), max_size=2)),
                confirmed=data.draw(st.frozensets(names, max_size=1)),
                reviewed=data.draw(st.frozensets(names, max_size=1)),
            )
            try:
                after = work_on_sheet(sheet, item, work, by=by)
            except SheetWorkRefused:
                continue
            for name in work.reviewed:
                assert after.texts[name].by != by
            for name, text in work.written.items():
                assert after.texts[name].text == text
            sheet = after
