"""The editor of "figure matrix"."""

from itembank.generators.difficulty import Difficulty
from itembank.generators.documents import matrix_to_document
from itembank.generators.matrices import generate_matrix
from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Document, Editor
from testplatform.web.authoring.editors.figures import PARTS, Generated


def _generate(seed: int, difficulty: Difficulty) -> Document:
    return matrix_to_document(generate_matrix(seed, difficulty=difficulty))


EDITOR = Editor(
    item_type=ItemType.FIGURE_MATRIX,
    help="Figuren in rijen waarin er één ontbreekt, gemaakt uit een nummer.",
    parts=PARTS,
    shape=Generated(generate=_generate),
)
