"""What became of each item of a file from outside: kept, transformed or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from itembank.bodies import Response
from itembank.forms import Form
from itembank.items import Item
from itembank.translations import Translation
from scoring.awards import Award
from scoring.marks import Marks, marks_from_text


class ImportStatus(StrEnum):
    """What became of an item."""

    KEPT = "kept"
    TRANSFORMED = "transformed"
    REFUSED = "refused"


class FileKind(StrEnum):
    """What a file was recognised as, by its content."""

    QTI_3 = "qti3"
    QTI_2 = "qti2"
    MOODLE_XML = "moodle_xml"
    GIFT = "gift"
    SPREADSHEET = "spreadsheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDefaults:
    """The facts that items of the bank have and files from elsewhere do not say."""

    part: str = "import"
    theme: str = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedItem:
    """One item of a file; without an `item` it was refused, and `reasons` says why.

    With one, `reasons` says what changed. `declared` is the response that the file itself calls
    correct, as a response to the item. `kind` is the item type, or what the file calls it.
    """

    identifier: str
    kind: str
    reasons: tuple[str, ...] = ()
    item: Item | None = None
    declared: Response | None = None
    language: str | None = None
    translations: tuple[Translation, ...] = ()

    @property
    def status(self) -> ImportStatus:
        """What became of it."""
        if self.item is None:
            return ImportStatus.REFUSED
        return ImportStatus.TRANSFORMED if self.reasons else ImportStatus.KEPT

    @property
    def reason(self) -> str:
        """Everything that changed or is wrong, in one sentence."""
        return "; ".join(self.reasons)

    @property
    def award(self) -> Award | None:
        """What the declared correct response is awarded here; None when no key decides."""
        if self.item is None or self.declared is None:
            return None
        return self.item.body.award(self.declared)

    @property
    def max_marks(self) -> Marks | None:
        """The most marks of the item; None when it has none."""
        if self.item is None:
            return None
        award = self.award
        if award is not None:
            return award.out_of
        most = self.item.body.to_document().get("max_marks")
        return None if most is None else marks_from_text(str(most))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """All items of a file in its order, the media they use by name, and the form if it has one."""

    file: str
    kind: FileKind
    items: tuple[ImportedItem, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
    form: Form | None = None

    def count(self, status: ImportStatus) -> int:
        """Count the items of which this became."""
        return sum(one.status is status for one in self.items)
