"""How complete a form is in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from itembank.forms import Form
from itembank.items import ItemCode
from itembank.languages import LanguageTag
from itembank.translations import SOURCE_LANGUAGE, Translation, TranslationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """The items of a form that one language has as reviewed, as draft, or not at all."""

    language: LanguageTag
    reviewed: tuple[ItemCode, ...]
    drafts: tuple[ItemCode, ...]
    missing: tuple[ItemCode, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every item can be asked in the language, drafts included."""
        return not self.missing

    @property
    def is_reviewed(self) -> bool:
        """Whether a native reviewer has approved every item."""
        return not self.missing and not self.drafts


def measure_completeness(
    form: Form, language: LanguageTag, translations: Mapping[ItemCode, Translation]
) -> Completeness:
    """Sort the items of a form, in its order, by the state of their translation.

    The source language needs no translation: its items count as reviewed.
    """
    states = {code: _find_state(code, language, translations) for code in form.item_codes}
    return Completeness(
        language=language,
        reviewed=tuple(c for c, state in states.items() if state is TranslationState.REVIEWED),
        drafts=tuple(
            c for c, state in states.items() if state not in (None, TranslationState.REVIEWED)
        ),
        missing=tuple(c for c, state in states.items() if state is None),
    )


def _find_state(
    code: ItemCode, language: LanguageTag, translations: Mapping[ItemCode, Translation]
) -> TranslationState | None:
    if language == SOURCE_LANGUAGE:
        return TranslationState.REVIEWED
    translation = translations.get(code)
    return None if translation is None else translation.state
