"""Translations of items, and items as a candidate gets them: localised and without the key."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from itembank.errors import ItemBankError
from itembank.items import Choice, Item, ItemCode, ItemType, find_text_problem
from itembank.languages import LanguageTag, get_language
from scoring.codes import ChoiceId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

SOURCE_LANGUAGE = LanguageTag("nl")


class TranslationState(StrEnum):
    """How far a translation is; only a native reviewer makes it reviewed."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


class TranslationNotValid(ItemBankError):
    """A translation cannot be used; `problems` says why, field by field."""

    def __init__(self, language: str, problems: tuple[Problem, ...]) -> None:
        detail = "; ".join(str(problem) for problem in problems)
        super().__init__(f"translation {language}: {detail}")
        self.language = language
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The texts of one item in one language; for an image choice its text alternative."""

    language: LanguageTag
    state: TranslationState
    prompt: str
    choices: Mapping[ChoiceId, str]

    def __post_init__(self) -> None:
        get_language(self.language)
        # Equal translations stay equal and nobody changes one that is in use.
        object.__setattr__(self, "choices", MappingProxyType(dict(self.choices)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalisedItem:
    """One question in one language as a candidate may see it: there is no key in it."""

    code: ItemCode
    item_type: ItemType
    language: LanguageTag
    prompt: str
    choices: tuple[Choice, ...]


def localise(item: Item, translation: Translation | None) -> LocalisedItem:
    """Put an item in the language of a translation, or in the source language without one.

    Raises:
        TranslationNotValid: when a choice is missing or unknown or a text is empty.
    """
    if translation is None:
        return _localised(item, SOURCE_LANGUAGE, item.prompt, item.choices)
    problems = tuple(list_translation_problems(item, translation))
    if problems:
        raise TranslationNotValid(translation.language, problems)
    choices = tuple(
        Choice(id=choice.id, text=translation.choices[choice.id], image=choice.image)
        for choice in item.choices
    )
    return _localised(item, translation.language, translation.prompt, choices)


def list_translation_problems(item: Item, translation: Translation) -> Iterator[Problem]:
    """List what keeps a translation from being used for its item."""
    text_problem = find_text_problem(translation.prompt)
    if text_problem:
        yield Problem(field="prompt", message=text_problem)
    for choice, text in translation.choices.items():
        text_problem = find_text_problem(text)
        if text_problem:
            yield Problem(field=f"choices.{choice}", message=text_problem)
    yield from list_choice_mismatches(item, translation.choices.keys())


def list_choice_mismatches(item: Item, translated: AbstractSet[str]) -> Iterator[Problem]:
    """List the choices that a translation lacks and those that the item does not have."""
    ids = {choice.id for choice in item.choices}
    for missing in sorted(ids - translated):
        yield Problem(field=f"choices.{missing}", message="is missing")
    for unknown in sorted(translated - ids):
        yield Problem(field=f"choices.{unknown}", message="is not a choice of the item")


def to_candidate_document(localised: LocalisedItem) -> dict[str, object]:
    """Write what a candidate's package holds of an item."""
    return {
        "code": localised.code,
        "type": localised.item_type.value,
        "language": localised.language,
        "prompt": localised.prompt,
        "choices": [
            {"id": choice.id, "text": choice.text, "image": choice.image}
            for choice in localised.choices
        ],
    }


def translation_to_document(translation: Translation) -> dict[str, object]:
    """Write a translation for storage."""
    return {
        "language": translation.language,
        "state": translation.state.value,
        "prompt": translation.prompt,
        "choices": dict(sorted(translation.choices.items())),
    }


def translation_from_document(document: object) -> Translation:
    """Read what `translation_to_document` wrote.

    Raises:
        TranslationNotValid: with every problem and its field.
        UnknownLanguage: when the language is no course language.
    """
    reader = DocumentReader(document)
    language = LanguageTag(reader.text("language"))
    return _read_translation(reader, language, None)


def translation_from_row(
    row: object, *, language: LanguageTag, state: TranslationState
) -> Translation:
    """Read one row of a translation file, which may have a state of its own.

    Raises:
        TranslationNotValid: with every problem and its field.
        UnknownLanguage: when the language is no course language.
    """
    return _read_translation(DocumentReader(row), language, state)


def _read_translation(
    reader: DocumentReader, language: LanguageTag, usual_state: TranslationState | None
) -> Translation:
    if usual_state is None or reader.has("state"):
        state = reader.member("state", TranslationState)
    else:
        state = usual_state
    prompt = reader.text("prompt")
    choices = DocumentReader(reader.table("choices"), at="choices")
    texts = {ChoiceId(name): choices.text(name) for name in choices.names}
    try:
        choices.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        raise TranslationNotValid(language, error.problems) from error
    return Translation(language=language, state=state, prompt=prompt, choices=texts)


def _localised(
    item: Item, language: LanguageTag, prompt: str, choices: tuple[Choice, ...]
) -> LocalisedItem:
    return LocalisedItem(
        code=item.code,
        item_type=item.item_type,
        language=language,
        prompt=prompt,
        choices=choices,
    )
