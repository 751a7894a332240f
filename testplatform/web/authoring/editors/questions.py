"""The questions within a group: their common fields, and the rest of each as a document."""

from itembank.item_types.stimulus_group import GROUPS
from testplatform.web.authoring.editors.fields import Field, FieldKind, Rows, list_options
from testplatform.web.authoring.editors.shapes import BODY
from testplatform.web.authoring.editors.sources import write_json
from testplatform.web.staff.wording import ITEM_TYPES

BEGIN = {
    "choices": [{"id": "a", "text": ""}, {"id": "b", "text": ""}, {"id": "c", "text": ""}],
    "key": ["a"],
}


def questions(*, begins_with: int) -> Rows:
    """The list of questions."""
    return Rows(
        path="questions",
        label="Vragen",
        row_label="Vraag",
        fields=(
            Field(path="prompt", label="Vraag", is_required=True),
            Field(
                path="type",
                label="Type",
                kind=FieldKind.SELECT,
                options=list_options(
                    [(one, label) for one, label in ITEM_TYPES.items() if one not in GROUPS]
                ),
                default="select_one",
                is_required=True,
            ),
            Field(
                path=BODY,
                label="Antwoorden en sleutel",
                kind=FieldKind.DOCUMENT,
                hint="De velden van dit type, als JSON.",
                default=write_json(BEGIN),
                is_required=True,
            ),
        ),
        id_prefix="q",
        begins_with=begins_with,
    )
