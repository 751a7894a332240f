"""One folder per item type: what a sound body is, its rule, its response, what is read aloud."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from itembank.bodies import Body
from itembank.item_types.categorise import CategoriseBody
from itembank.item_types.figure_matrix import FigureMatrixBody
from itembank.item_types.figure_series import FigureSeriesBody
from itembank.item_types.gap_choice import GapChoiceBody
from itembank.item_types.gap_text import GapTextBody
from itembank.item_types.hot_text import HotTextBody
from itembank.item_types.hotspot import HotspotBody
from itembank.item_types.image_choice import ImageChoiceBody
from itembank.item_types.information import InformationBody
from itembank.item_types.inline_choice import InlineChoiceBody
from itembank.item_types.long_writing import LongWritingBody
from itembank.item_types.match_pairs import MatchPairsBody
from itembank.item_types.number import NumberBody
from itembank.item_types.order import OrderBody
from itembank.item_types.select_one import SelectOneBody
from itembank.item_types.select_several import SelectSeveralBody
from itembank.item_types.short_text import ShortTextBody
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
        ItemType.HOTSPOT: HotspotBody.read,
        ItemType.HOT_TEXT: HotTextBody.read,
        ItemType.ORDER: OrderBody.read,
        ItemType.MATCH_PAIRS: MatchPairsBody.read,
        ItemType.CATEGORISE: CategoriseBody.read,
        ItemType.GAP_TEXT: GapTextBody.read,
        ItemType.GAP_CHOICE: GapChoiceBody.read,
        ItemType.INLINE_CHOICE: InlineChoiceBody.read,
        ItemType.NUMBER: NumberBody.read,
        ItemType.SHORT_TEXT: ShortTextBody.read,
        ItemType.LONG_WRITING: LongWritingBody.read,
        ItemType.FIGURE_SERIES: FigureSeriesBody.read,
        ItemType.FIGURE_MATRIX: FigureMatrixBody.read,
        ItemType.INFORMATION: InformationBody.read,
        ItemType.STIMULUS_GROUP: _read_group,
        ItemType.LISTENING: _read_group,
        ItemType.SPEAKING: SpeakingBody.read,
    }
)


def read_body(item_type: ItemType, reader: DocumentReader) -> Body:
    """Read the fields of a body from the document of its item; problems stay with the reader."""
    return READERS[item_type](reader)
