"""The editor of "listening"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Editor
from testplatform.web.authoring.editors.questions import questions
from testplatform.web.authoring.editors.shapes import Questions

EDITOR = Editor(
    item_type=ItemType.LISTENING,
    help="Vragen bij geluid. Kies het geluid onder Materiaal bij de vraag.",
    parts=(questions(begins_with=1),),
    shape=Questions(path="questions"),
)
