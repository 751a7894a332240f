"""The right answers, from the item bank and never from the browser."""

from functools import cache

from itembank.banks import Bank, load_bank
from itembank.bodies import Response
from itembank.items import Item
from itembank.languages import LanguageTag
from itembank.texts import PROMPT
from itembank.translations import SOURCE_LANGUAGE
from testplatform.demo import BANK_FOLDER
from tests.builders.attempts import wrong_response

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
    return {translations[code].texts[PROMPT]: item for code, item in bank.items.items()}


def right_choices(item: Item) -> list[str]:
    return _chosen(item.body.correct_response())


def wrong_choices(item: Item) -> list[str]:
    """As many choices as the key has, and not the key."""
    return _chosen(wrong_response(item))


def _chosen(response: Response | None) -> list[str]:
    assert response is not None
    chosen = response["chosen"]
    assert isinstance(chosen, list)
    return chosen
