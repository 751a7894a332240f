from dataclasses import replace

import pytest

from itembank.items import Item
from itembank.languages import LanguageTag
from itembank.sheets import (
    Sheet,
    SheetCounts,
    SheetText,
    carry_over,
    count_texts,
    find_translation,
    hash_source,
    sheet_from_document,
    sheet_of_translation,
    sheet_state,
    sheet_to_document,
)
from itembank.texts import PROMPT, TextId
from itembank.translations import TranslationState
from scoring.documents import DocumentNotUnderstood
from tests.builders.items import a_translation, an_item, some_choices

_FR = LanguageTag("fr")


def a_sheet(item: Item, *, state: TranslationState = TranslationState.TRANSLATED) -> Sheet:
    return sheet_of_translation(item, a_translation(state=state))


class TestCarryOver:
    def test_marks_the_very_text_whose_source_changed(self) -> None:
        sheet = a_sheet(an_item())

        carried = carry_over(sheet, an_item(prompt="Wie helpt u?"))

        outdated = [
            name for name, one in carried.texts.items() if one.state is TranslationState.OUTDATED
        ]
        assert outdated == [PROMPT]

    def test_leaves_out_a_text_whose_source_is_gone(self) -> None:
        item = an_item(choices=some_choices("abcd"))
        sheet = a_sheet(item)
        sheet = replace(
            sheet, texts={**sheet.texts, TextId("choice-d"): sheet.texts[TextId("choice-a")]}
        )

        assert "choice-d" not in carry_over(sheet, an_item()).texts

    def test_remembers_the_source_that_a_text_was_made_from(self) -> None:
        before = an_item()

        carried = carry_over(a_sheet(before), an_item(prompt="Wie helpt u?"), before=before)

        sources = {name: one.source for name, one in carried.texts.items() if one.source}
        assert sources == {PROMPT: before.prompt}

    def test_remembers_the_first_source_when_it_changes_twice(self) -> None:
        first, second = an_item(), an_item(prompt="Wie helpt u?")
        carried = carry_over(a_sheet(first), second, before=first)

        again = carry_over(carried, an_item(prompt="Wie kan u helpen?"), before=second)

        assert again.texts[PROMPT].source == first.prompt

    def test_of_the_same_item_changes_nothing(self) -> None:
        item = an_item()

        assert carry_over(a_sheet(item), item) == a_sheet(item)


class TestCounts:
    def test_of_texts_by_state(self) -> None:
        item = an_item(choices=some_choices("abcd"))
        texts = dict(a_sheet(item).texts)
        for name, state in zip(
            (PROMPT, TextId("choice-a"), TextId("choice-b"), TextId("choice-c")),
            TranslationState,
            strict=True,
        ):
            texts[name] = replace(texts[name], state=state)

        counts = count_texts(Sheet(language=_FR, texts=texts), item)

        assert counts == SheetCounts(missing=1, drafts=1, translated=1, reviewed=1, outdated=1)


class TestState:
    def test_is_that_of_the_least_finished_text(self) -> None:
        texts = dict(a_sheet(an_item(), state=TranslationState.REVIEWED).texts)
        texts[PROMPT] = replace(texts[PROMPT], state=TranslationState.DRAFT)

        assert sheet_state(Sheet(language=_FR, texts=texts)) is TranslationState.DRAFT

    def test_of_an_empty_sheet_is_draft(self) -> None:
        assert sheet_state(Sheet(language=_FR, texts={})) is TranslationState.DRAFT


class TestFindTranslation:
    def test_gives_a_whole_translation(self) -> None:
        item = an_item()

        assert find_translation(a_sheet(item), item) == a_translation(
            state=TranslationState.TRANSLATED
        )

    def test_gives_nothing_while_a_text_is_missing(self) -> None:
        item = an_item(choices=some_choices("abcd"))

        assert find_translation(a_sheet(item), item) is None

    def test_gives_nothing_while_a_text_is_outdated(self) -> None:
        changed = an_item(prompt="Wie helpt u?")

        assert find_translation(carry_over(a_sheet(an_item()), changed), changed) is None


class TestSheetDocument:
    def test_is_read_as_it_was_written(self) -> None:
        sheet = a_sheet(an_item())

        assert sheet_from_document(sheet_to_document(sheet), language=_FR) == sheet

    def test_keeps_who_wrote_a_text_and_its_old_source(self) -> None:
        text = SheetText(
            text="x",
            state=TranslationState.OUTDATED,
            source_hash=hash_source("y"),
            by=7,
            source="y",
        )
        sheet = Sheet(language=_FR, texts={PROMPT: text})

        assert sheet_from_document(sheet_to_document(sheet), language=_FR) == sheet

    def test_of_before_authors_were_kept_is_still_read(self) -> None:
        row = {"text": "x", "state": "draft", "source_hash": "y"}

        sheet = sheet_from_document({"texts": {"prompt": row}}, language=_FR)

        assert sheet.texts[PROMPT].by is None
        assert sheet_to_document(sheet) == {"texts": {"prompt": row}}

    def test_names_the_text_that_cannot_be_read(self) -> None:
        with pytest.raises(DocumentNotUnderstood, match=r"texts\.prompt\.state: must be one of"):
            sheet_from_document(
                {"texts": {"prompt": {"text": "x", "state": "fine", "source_hash": "y"}}},
                language=_FR,
            )


class TestHashSource:
    def test_is_the_same_for_composed_and_decomposed_text(self) -> None:
        assert hash_source("één") == hash_source("e\u0301e\u0301n")

    def test_remembers_words_and_not_state(self) -> None:
        one = SheetText(text="x", state=TranslationState.DRAFT, source_hash=hash_source("a"))

        assert one.source_hash != hash_source("b")
