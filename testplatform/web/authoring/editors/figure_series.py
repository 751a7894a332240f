"""The editor of "figure series"."""

from itembank.generators.difficulty import Difficulty
from itembank.generators.documents import series_to_document
from itembank.generators.series import generate_series
from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Document, Editor
from testplatform.web.authoring.editors.figures import PARTS, Generated


def _generate(seed: int, difficulty: Difficulty) -> Document:
    return series_to_document(generate_series(seed, difficulty=difficulty))


EDITOR = Editor(
    item_type=ItemType.FIGURE_SERIES,
    help="Een reeks figuren waarin er één ontbreekt, gemaakt uit een nummer.",
    parts=PARTS,
    shape=Generated(generate=_generate),
)
