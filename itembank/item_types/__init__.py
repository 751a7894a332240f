"""One folder per item type: what a sound body is, its rule, its response, what is read aloud."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from itembank.bodies import Body
from itembank.item_types.image_choice import ImageChoiceBody
from itembank.item_types.information import InformationBody
from itembank.item_types.select_one import SelectOneBody
from itembank.item_types.select_several import SelectSeveralBody
from itembank.item_types.speaking import SpeakingBody
from itembank.item_types.stimulus_group import StimulusGroupBody
from itembank.item_types.true_false import TrueFalseBody
from itembank.item_types.true_false_unknown import TrueFalseUnknownBody
from itembank.items import ItemType
from scoring.documents import DocumentReader

__all__ = ["READERS", "read_body"]

ReadBody = Callable[[DocumentReader], Body]


def _read_group(reader: DocumentReader) -> Body:
    return StimulusGroupBody.read(reader, read_body)


READERS: Mapping[ItemType, ReadBody] = MappingProxyType(
    {
        ItemType.SELECT_ONE: SelectOneBody.read,
        ItemType.TRUE_FALSE: TrueFalseBody.read,
        ItemType.TRUE_FALSE_UNKNOWN: TrueFalseUnknownBody.read,
        ItemType.IMAGE_CHOICE: ImageChoiceBody.read,
        ItemType.SELECT_SEVERAL: SelectSeveralBody.read,
        ItemType.INFORMATION: InformationBody.read,
        ItemType.STIMULUS_GROUP: _read_group,
        ItemType.LISTENING: _read_group,
        ItemType.SPEAKING: SpeakingBody.read,
    }
)


def read_body(item_type: ItemType, reader: DocumentReader) -> Body:
    """Read the fields of a body from the document of its item; problems stay with the reader."""
    return READERS[item_type](reader)
