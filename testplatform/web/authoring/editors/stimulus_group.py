"""The editor of "stimulus group"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Editor
from testplatform.web.authoring.editors.questions import questions
from testplatform.web.authoring.editors.shapes import Questions

EDITOR = Editor(
    item_type=ItemType.STIMULUS_GROUP,
    help="Vragen bij hetzelfde materiaal. Dat staat onder Materiaal bij de vraag.",
    parts=(questions(begins_with=2),),
    shape=Questions(path="questions"),
)
