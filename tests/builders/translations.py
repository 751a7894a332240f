"""Items with a gapped text, sheets, and what goes out to translators and comes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from itembank.interchange.exchanges import ExchangeItem, ExchangeUnit
from itembank.item_types.select_one import SelectOneBody
from itembank.items import Item, ItemCode
from itembank.languages import LanguageTag
from itembank.sheets import Sheet, SheetText, hash_source
from itembank.texts import ItemText, TextId, TextKind
from itembank.translating import TextState
from itembank.translations import TranslationState
from tests.builders.items import a_choice_body, an_item

CLOZE = TextId("text")


@dataclass(frozen=True, slots=True, kw_only=True)
class GappedBody(SelectOneBody):
    """A body that has a text with gaps beside its choices."""

    text: str = "Ik {g1} een kaart\nbij de {g2}."

    def list_texts(self) -> tuple[ItemText, ...]:
        gapped = ItemText(id=CLOZE, text=self.text, kind=TextKind.CLOZE, gaps=("g1", "g2"))
        return (gapped, *SelectOneBody.list_texts(self))


def a_gapped_item(*, code: str = "MO-S-01") -> Item:
    """Build an item whose texts are the prompt, a gapped text and three choices."""
    plain = a_choice_body()
    return an_item(
        code=code, body=GappedBody(choices=plain.choices, key=plain.key, rule=plain.rule)
    )


def a_sheet_text(
    item: Item,
    text_id: str,
    text: str,
    *,
    state: TranslationState = TranslationState.TRANSLATED,
    by: int | None = None,
) -> SheetText:
    """Build a text that was made from what the item says now."""
    source = next(one.text for one in item.list_texts() if one.id == text_id)
    return SheetText(text=text, state=state, source_hash=hash_source(source), by=by)


def a_sheet(
    item: Item,
    texts: Mapping[str, str],
    *,
    language: str = "fr",
    state: TranslationState = TranslationState.TRANSLATED,
) -> Sheet:
    return Sheet(
        language=LanguageTag(language),
        texts={
            TextId(name): a_sheet_text(item, name, text, state=state)
            for name, text in texts.items()
        },
    )


def an_exchange_item(
    item: Item, texts: Mapping[str, str] | None = None, **options: TranslationState
) -> ExchangeItem:
    """Build an item on its way out, with these texts in French."""
    return ExchangeItem(item=item, sheet=a_sheet(item, texts or {}, **options), version=1)


def a_unit(
    *,
    item: str = "MO-S-01",
    text_id: str = "prompt",
    source: str = "Waar vraagt u een nieuwe identiteitskaart?",
    target: str = "Où demandez-vous une carte ?",
    state: TextState = TextState.TRANSLATED,
) -> ExchangeUnit:
    return ExchangeUnit(
        place=f"{item}/{text_id}",
        item=ItemCode(item),
        text_id=TextId(text_id),
        source=source,
        target=target,
        state=state,
    )
