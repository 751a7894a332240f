"""Files from other systems in Dutch: what they are, and what became of their items."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from itembank.interchange.reports import FileKind
from testplatform.web.staff.pages import Badge, Tone

MOST_NAMED = 5
NOTHING_STORED = "Er is niets bewaard."
TAKEN = "Er is al een item met de code {code}. Het wordt nooit overschreven."


class RowStatus(StrEnum):
    """What becomes of an item of a file; the first three as the reader says it."""

    KEPT = "kept"
    TRANSFORMED = "transformed"
    REFUSED = "refused"
    TAKEN = "taken"

    @property
    def can_be_taken(self) -> bool:
        """Whether somebody can choose it."""
        return self in (RowStatus.KEPT, RowStatus.TRANSFORMED)


STATUSES: Mapping[RowStatus, Badge] = MappingProxyType(
    {
        RowStatus.KEPT: Badge(word="behouden", tone=Tone.GOOD),
        RowStatus.TRANSFORMED: Badge(word="aangepast", tone=Tone.WARNING),
        RowStatus.REFUSED: Badge(word="geweigerd", tone=Tone.BAD),
        RowStatus.TAKEN: Badge(word="bestaat al", tone=Tone.NEUTRAL),
    }
)
FILE_KINDS: Mapping[FileKind, str] = MappingProxyType(
    {
        FileKind.QTI_3: "QTI 3",
        FileKind.QTI_2: "QTI 2",
        FileKind.MOODLE_XML: "Moodle XML",
        FileKind.GIFT: "GIFT",
        FileKind.SPREADSHEET: "tabel",
    }
)

# What files call questions that were refused before their type was known.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "gift": "vraag in GIFT",
        "associate-interaction": "paren in één lijst",
        "choice-interaction": "meerkeuze",
        "custom-interaction": "eigen vraagvorm",
        "drawing-interaction": "tekening",
        "extended-text-interaction": "schrijfopdracht",
        "gap-match-interaction": "gaten vullen met woorden",
        "graphic-associate-interaction": "lijnen op een beeld",
        "graphic-gap-match-interaction": "slepen op een beeld",
        "graphic-order-interaction": "volgorde op een beeld",
        "hotspot-interaction": "plaats op een beeld",
        "hottext-interaction": "woorden in een tekst",
        "inline-choice-interaction": "keuze in de zin",
        "match-interaction": "paren",
        "media-interaction": "geluid of video",
        "order-interaction": "volgorde",
        "portable-custom-interaction": "eigen vraagvorm",
        "position-object-interaction": "slepen op een beeld",
        "select-point-interaction": "punt op een beeld",
        "slider-interaction": "schuifknop",
        "text-entry-interaction": "gaten invullen",
        "upload-interaction": "bestand opladen",
    }
)


def tell_taken(codes: Sequence[str]) -> str:
    """That nothing was imported, because some codes exist."""
    named = ", ".join(codes[:MOST_NAMED])
    more = f" en {len(codes) - MOST_NAMED} andere" if len(codes) > MOST_NAMED else ""
    return f"Deze codes bestaan al: {named}{more}. {NOTHING_STORED}"
