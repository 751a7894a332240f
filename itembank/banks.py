"""A bank: a folder of items, translations, media and a form, checked as a whole.

Every file is read to its end; whatever is wrong comes out at once with file, item and field.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Self

from itembank.bank_files import (
    BankProblem,
    ProblemLog,
    check_media,
    list_media,
    list_translation_files,
    read_form,
    read_items,
    read_translations,
)
from itembank.errors import ItemBankError
from itembank.forms import Form
from itembank.items import Item, ItemCode
from itembank.languages import LanguageTag
from itembank.translations import SOURCE_LANGUAGE, Translation

__all__ = ["Bank", "BankNotValid", "BankProblem", "LanguageNotInBank", "load_bank"]


class BankNotValid(ItemBankError):
    """A bank cannot be used; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: tuple[BankProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class LanguageNotInBank(ItemBankError):
    """A bank has no texts in that language."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"no texts in {tag[:40]!r}")
        self.tag = tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A sound bank: items by code, translations by language and item, the form, media names.

    Translations may be drafts and incomplete.
    """

    items: Mapping[ItemCode, Item]
    translations: Mapping[LanguageTag, Mapping[ItemCode, Translation]]
    form: Form
    media: tuple[str, ...]

    @property
    def languages(self) -> tuple[LanguageTag, ...]:
        """The source language first, then those with translations by tag."""
        return (SOURCE_LANGUAGE, *sorted(self.translations))

    def narrowed_to(self, tags: Collection[str]) -> Self:
        """The same bank in fewer languages: the source language and those.

        Raises:
            LanguageNotInBank: when the bank is not in one of them.
        """
        for tag in sorted(tags):
            if tag not in self.languages:
                raise LanguageNotInBank(tag)
        kept = {tag: texts for tag, texts in self.translations.items() if tag in tags}
        return replace(self, translations=MappingProxyType(kept))


def load_bank(folder: Traversable) -> Bank:
    """Load and check the bank in a folder: a `pathlib.Path` or a package resource.

    Raises:
        BankNotValid: with every problem of every file.
    """
    log = ProblemLog()
    items = read_items(folder, log)
    media = list_media(folder)
    check_media(items.values(), media, log)
    translations = {
        LanguageTag(file.removesuffix(".toml")): read_translations(folder, file, items, log)
        for file in list_translation_files(folder)
    }
    form = read_form(folder, items, log)
    if form is None or log.problems:
        raise BankNotValid(tuple(log.problems))
    return Bank(
        items=MappingProxyType(items),
        translations=MappingProxyType(translations),
        form=form,
        media=media,
    )
