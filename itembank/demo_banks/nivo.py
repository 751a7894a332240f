"""A form of NIVO: for each written assessment model five short texts with four gaps each.

The texts are for looking around; nobody tried them out, and real tests ask people to write too.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from itembank.banks import Bank
from itembank.bodies import Choice
from itembank.demo_banks.banks import build_bank
from itembank.item_types.inline_choice import ChoiceGap, InlineChoiceBody
from itembank.items import Item, ItemCode, ItemType, ReadAloud, Skill
from itembank.tables import read_toml
from scoring.codes import ChoiceId, GapId, PartCode, RuleId
from scoring.documents import DocumentReader

PROMPT = "Kies in elke zin het juiste woord."

# In square brackets what may stand in a gap, the right word first.
_GAP = re.compile(r"\[([^]]+)\]")


@cache
def build_nivo_bank() -> Bank:
    """Build the bank; the same one every time."""
    reader = DocumentReader(read_toml(resources.files("itembank") / "demo_banks" / "nivo.toml"))
    texts = {part: reader.texts(part) for part in reader.names}
    reader.finish()
    return build_bank(
        [
            _build_item(part, number, text)
            for part in texts
            for number, text in enumerate(texts[part], start=1)
        ],
        code="nivo-demo",
        programme="nivo",
        title="NIVO demotoets",
    )


def _build_item(part: str, number: int, text: str) -> Item:
    gaps = tuple(_list_gaps(text))
    ids = iter(gap.id for gap in gaps)
    return Item(
        code=ItemCode(f"NIVO-{part.replace('_', '-').upper()}-{number:02}"),
        item_type=ItemType.INLINE_CHOICE,
        part=PartCode(part),
        theme="daily-life",
        prompt=PROMPT,
        skill=Skill.READING,
        read_aloud=ReadAloud.INSTRUCTIONS,
        body=InlineChoiceBody(
            text=_GAP.sub(lambda _: f"{{{next(ids)}}}", text), gaps=gaps, rule=RuleId.EACH_GAP
        ),
    )


def _list_gaps(text: str) -> Iterator[ChoiceGap]:
    """The right word stands first in every other gap."""
    for number, found in enumerate(_GAP.findall(text), start=1):
        words = found.split("|")
        right = words[0]
        shown = words if number % 2 else words[::-1]
        choices = tuple(
            Choice(id=ChoiceId(id), text=word) for id, word in zip("ab", shown, strict=True)
        )
        key = next(choice.id for choice in choices if choice.text == right)
        yield ChoiceGap(id=GapId(f"g{number}"), choices=choices, key=ChoiceId(key))
