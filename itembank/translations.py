"""Translations of items, and items as a candidate gets them: localised and without the key."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from itembank.bodies import Presentation
from itembank.errors import ItemBankError
from itembank.item_types.choices import choice_text_id
from itembank.items import Item, ItemCode, ItemType, ReadAloud, source_texts
from itembank.languages import LanguageTag, get_language
from itembank.stimuli import StimulusPresentation
from itembank.texts import PROMPT, ItemText, TextId, find_problem
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

SOURCE_LANGUAGE = LanguageTag("nl")


class TranslationState(StrEnum):
    """How far a translation is, the least finished first.

    Outdated is what has another source now; a draft may come from a machine; only a native
    reviewer makes it reviewed.
    """

    OUTDATED = "outdated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


class TranslationNotValid(ItemBankError):
    """A translation cannot be used; `problems` says why, text by text."""

    def __init__(self, language: str, problems: tuple[Problem, ...]) -> None:
        detail = "; ".join(str(problem) for problem in problems)
        super().__init__(f"translation {language}: {detail}")
        self.language = language
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The texts of one item in one language; for an image its text alternative."""

    language: LanguageTag
    state: TranslationState
    texts: Mapping[TextId, str]

    def __post_init__(self) -> None:
        get_language(self.language)
        # Equal translations stay equal and nobody changes one that is in use.
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalisedItem:
    """One question in one language as a candidate may see it: there is no key in it.

    `texts` are all its texts in the order of reading.
    """

    code: ItemCode
    item_type: ItemType
    language: LanguageTag
    prompt: str
    stimulus: StimulusPresentation | None
    body: Presentation
    texts: tuple[ItemText, ...]
    read_aloud: ReadAloud


def localise(item: Item, translation: Translation | None) -> LocalisedItem:
    """Put an item in the language of a translation, or in the source language without one.

    Raises:
        TranslationNotValid: when a text is missing, unknown or not what it must be.
    """
    if translation is None:
        return _localised(item, SOURCE_LANGUAGE, source_texts(item))
    problems = tuple(list_translation_problems(item, translation))
    if problems:
        raise TranslationNotValid(translation.language, problems)
    return _localised(item, translation.language, translation.texts)


def list_translation_problems(item: Item, translation: Translation) -> Iterator[Problem]:
    """List what keeps a translation from being used for its item."""
    wanted = {one.id: one for one in item.list_texts()}
    for text_id, text in translation.texts.items():
        problem = find_problem(wanted.get(text_id, ItemText(id=text_id, text="")), text)
        if problem:
            yield Problem(field=text_id, message=problem)
    yield from list_text_mismatches(item, translation.texts.keys())


def list_text_mismatches(item: Item, translated: AbstractSet[str]) -> Iterator[Problem]:
    """List the texts that a translation lacks and those that the item does not have."""
    ids = {one.id for one in item.list_texts()}
    for missing in sorted(ids - translated):
        yield Problem(field=missing, message="is missing")
    for unknown in sorted(translated - ids):
        yield Problem(field=unknown, message="is not a text of the item")


def translation_to_document(translation: Translation) -> dict[str, object]:
    """Write a translation for storage."""
    return {
        "language": translation.language,
        "state": translation.state.value,
        "texts": dict(sorted(translation.texts.items())),
    }


def translation_from_document(document: object) -> Translation:
    """Read what `translation_to_document` wrote.

    Raises:
        TranslationNotValid: with every problem and its field.
        UnknownLanguage: when the language is no course language.
    """
    reader = DocumentReader(document)
    language = LanguageTag(reader.text("language"))
    state = reader.member("state", TranslationState)
    return _finish(reader, language, state, _read_texts(reader, "texts"))


def translation_from_row(
    row: object, *, language: LanguageTag, state: TranslationState
) -> Translation:
    """Read one row of a translation file, which may have a state of its own.

    A row has `prompt`, and `choices` by their ids or other `texts` by their names.

    Raises:
        TranslationNotValid: with every problem and its field.
        UnknownLanguage: when the language is no course language.
    """
    reader = DocumentReader(row)
    own_state = reader.member("state", TranslationState) if reader.has("state") else state
    texts = {PROMPT: reader.text("prompt")}
    if reader.has("choices"):
        by_choice = _read_texts(reader, "choices")
        texts |= {choice_text_id(choice): text for choice, text in by_choice.items()}
    if reader.has("texts"):
        texts |= _read_texts(reader, "texts")
    return _finish(reader, language, own_state, texts)


def list_row_texts(row: object) -> frozenset[str]:
    """List the names of the texts that a row of a translation file seems to have."""
    choices = (choice_text_id(name) for name in _list_names(row, "choices"))
    return frozenset((*choices, *_list_names(row, "texts")))


def _list_names(row: object, table: str) -> tuple[str, ...]:
    inner = row.get(table) if isinstance(row, Mapping) else None
    return tuple(map(str, inner)) if isinstance(inner, Mapping) else ()


def _read_texts(reader: DocumentReader, name: str) -> dict[TextId, str]:
    table = DocumentReader(reader.table(name), at=name)
    texts = {TextId(text_id): table.text(text_id) for text_id in table.names}
    try:
        table.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
    return texts


def _finish(
    reader: DocumentReader,
    language: LanguageTag,
    state: TranslationState,
    texts: Mapping[TextId, str],
) -> Translation:
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        raise TranslationNotValid(language, error.problems) from error
    return Translation(language=language, state=state, texts=texts)


def _localised(item: Item, language: LanguageTag, texts: Mapping[TextId, str]) -> LocalisedItem:
    return LocalisedItem(
        code=item.code,
        item_type=item.item_type,
        language=language,
        prompt=texts[PROMPT],
        stimulus=None if item.stimulus is None else item.stimulus.present(texts),
        body=item.body.present(texts),
        texts=tuple(replace(one, text=texts[one.id]) for one in item.list_texts()),
        read_aloud=item.read_aloud,
    )
