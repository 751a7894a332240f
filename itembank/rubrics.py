"""The assessment models that ship with the platform, and which item type is rated with which."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from itembank.errors import ItemBankError
from itembank.item_types.long_writing import LongWritingBody
from itembank.item_types.speaking import SpeakingBody
from itembank.items import ItemDraft, ItemType
from itembank.tables import read_toml
from scoring.codes import RubricCode
from scoring.documents import DocumentReader
from scoring.marks import Marks
from scoring.ratings import Rubric, rubric_from_document


class RubricUnknown(ItemBankError):
    """An item type is to be rated with a model that is not there, or with none."""

    def __init__(self, item_type: ItemType) -> None:
        super().__init__(f"there is no assessment model for items of type {item_type}")
        self.item_type = item_type


@cache
def load_rubrics() -> Mapping[ItemType, Rubric]:
    """Give the model of each item type that assessors rate."""
    return read_rubrics(read_toml(resources.files("itembank") / "rubrics.toml"))


def get_rubric(item_type: ItemType) -> Rubric:
    """Give the model with which a new response to an item of this type is rated.

    Raises:
        RubricUnknown: when nobody said which.
    """
    found = load_rubrics().get(item_type)
    if found is None:
        raise RubricUnknown(item_type)
    return found


def most_marks(item: ItemDraft) -> Marks:
    """Give the most marks that assessors can give for a response to an item.

    Raises:
        RubricUnknown: for an item that assessors do not rate.
    """
    if not isinstance(item.body, SpeakingBody | LongWritingBody):
        raise RubricUnknown(item.item_type)
    return item.body.max_marks


def read_rubrics(document: object) -> dict[ItemType, Rubric]:
    """Read models and their use.

    Raises:
        RubricUnknown: when a use names a model that is not there.
        DocumentNotUnderstood, RubricNotValid: when the document is not sound.
    """
    reader = DocumentReader(document)
    rubrics = [rubric_from_document(row) for row in reader.rows("rubric")]
    by_name = {(rubric.code, rubric.version): rubric for rubric in rubrics}
    used = [
        (
            one.member("item_type", ItemType),
            RubricCode(one.text("rubric")),
            one.whole_number("version", minimum=1),
        )
        for one in reader.readers("use")
    ]
    reader.finish()
    for item_type, code, version in used:
        if (code, version) not in by_name:
            raise RubricUnknown(item_type)
    return {item_type: by_name[code, version] for item_type, code, version in used}
