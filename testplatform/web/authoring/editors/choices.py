"""What the editors of the choice types share."""

from itembank.media import MediaKind
from testplatform.web.authoring.editors.fields import Field, FieldKind, KeyKind, Rows
from testplatform.web.authoring.editors.shapes import PARTNER

TEXT = Field(path="text", label="Tekst", is_required=True)
IMAGE = Field(
    path="image",
    label="Afbeelding",
    kind=FieldKind.SELECT,
    media=MediaKind.IMAGE,
    hint="Met een afbeelding is de tekst er voor wie ze niet ziet.",
)


def choices(
    *, key: KeyKind = KeyKind.ONE, fixed: tuple[tuple[str, str], ...] = (), begins_with: int = 3
) -> Rows:
    """The list of answers, of which one or several are right."""
    return Rows(
        path="choices",
        label="Antwoorden",
        row_label="Antwoord",
        hint="Duid aan wat juist is." if key is KeyKind.SEVERAL else "Duid het juiste aan.",
        fields=(TEXT,) if fixed else (TEXT, IMAGE),
        key=key,
        fixed=fixed,
        begins_with=begins_with,
    )


def partner(rows: str, label: str) -> Field:
    """The row of another list that belongs to this one."""
    return Field(path=PARTNER, label=label, kind=FieldKind.SELECT, rows=rows, is_required=True)
