"""Fields of the types that ask for words, or for places in a text."""

from testplatform.web.authoring.editors.fields import Field, FieldKind

ACCEPTED = Field(
    path="accepted",
    label="Juiste antwoorden",
    kind=FieldKind.LINES,
    hint="Eén per regel.",
    is_required=True,
)
CASE = Field(path="case", label="Hoofdletters tellen mee", kind=FieldKind.FLAG)
DIACRITICS = Field(
    path="diacritics", label="Accenten tellen mee", kind=FieldKind.FLAG, default="true"
)
DISTANCE = Field(path="distance", label="Toegelaten tikfouten", kind=FieldKind.NUMBER, default="0")
TEXT_KEY = (ACCEPTED, CASE, DIACRITICS, DISTANCE)


def cloze(sample: str) -> Field:
    """A text with names between braces, such as {g1}."""
    return Field(
        path="text",
        label="Tekst",
        kind=FieldKind.BLOCK,
        hint=f"Zet {sample} waar het hoort. Elke regel is een alinea.",
        is_required=True,
    )
