from itembank.completeness import Completeness, measure_completeness
from itembank.items import ItemCode
from itembank.languages import LanguageTag
from itembank.translations import TranslationState
from tests.builders.items import a_form, a_translation

_FR = LanguageTag("fr")


class TestMeasureCompleteness:
    def test_sorts_items_by_state_in_the_order_of_the_form(self) -> None:
        translations = {
            ItemCode("MO-S-01"): a_translation(state=TranslationState.REVIEWED),
            ItemCode("MO-P-01"): a_translation(state=TranslationState.DRAFT),
        }

        completeness = measure_completeness(a_form(), _FR, translations)

        assert completeness == Completeness(
            language=_FR,
            reviewed=(ItemCode("MO-S-01"),),
            drafts=(ItemCode("MO-P-01"),),
            missing=(ItemCode("MO-X-01"), ItemCode("MO-S-02")),
        )
        assert (completeness.is_complete, completeness.is_reviewed) == (False, False)

    def test_is_complete_but_not_reviewed_with_drafts(self) -> None:
        translations = dict.fromkeys(a_form().item_codes, a_translation())

        completeness = measure_completeness(a_form(), _FR, translations)

        assert (completeness.is_complete, completeness.is_reviewed) == (True, False)

    def test_needs_no_translation_in_the_source_language(self) -> None:
        completeness = measure_completeness(a_form(), LanguageTag("nl"), {})

        assert (completeness.is_complete, completeness.is_reviewed) == (True, True)
