"""The right answers, from the item bank and never from the browser."""

from functools import cache

from itembank.banks import Bank, load_bank
from itembank.items import Item
from itembank.languages import LanguageTag
from itembank.translations import SOURCE_LANGUAGE
from testplatform.demo import BANK_FOLDER

CORE_PART = "sokkel"


@cache
def load_demo_bank() -> Bank:
    return load_bank(BANK_FOLDER)


@cache
def items_by_prompt(language: str) -> dict[str, Item]:
    """Question as the candidate reads it → item."""
    bank = load_demo_bank()
    if language == SOURCE_LANGUAGE:
        return {item.prompt: item for item in bank.items.values()}
    translations = bank.translations[LanguageTag(language)]
    return {translations[code].prompt: item for code, item in bank.items.items()}


def right_choices(item: Item) -> list[str]:
    return sorted(item.key)


def wrong_choices(item: Item) -> list[str]:
    """As many choices as the key has, and not the key."""
    others = sorted(choice.id for choice in item.choices if choice.id not in item.key)
    return sorted([*others, *sorted(item.key)][: len(item.key)])
