"""The fields of a document that say which texts are right: accepted, case, diacritics, distance."""

from scoring.documents import DocumentReader
from scoring.text_comparison import TextKey


def read_text_key(reader: DocumentReader) -> TextKey:
    """Read `accepted`, and what of it matters; what is not said is the usual."""
    return TextKey(
        accepted=reader.texts("accepted"),
        case=reader.flag("case", default=False),
        diacritics=reader.flag("diacritics", default=True),
        distance=reader.whole_number("distance") if reader.has("distance") else 0,
    )


def text_key_to_document(key: TextKey) -> dict[str, object]:
    """Write what `read_text_key` reads."""
    return {
        "accepted": list(key.accepted),
        "case": key.case,
        "diacritics": key.diacritics,
        "distance": key.distance,
    }
