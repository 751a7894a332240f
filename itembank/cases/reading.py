"""What the cases of all programmes share: how they are refused, and points with their maximum."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from itembank.errors import ItemBankError
from itembank.programmes import Programme
from scoring.awards import MarksOutOfRange, PartPoints
from scoring.documents import DocumentNotUnderstood, DocumentReader, FieldNotReadable, read_marks


class CaseNotUnderstood(ItemBankError):
    """A case cannot be decided; the message is one line that names the field."""

    def __init__(self, *, field: str, reason: str) -> None:
        line = f"{field}: {reason}" if field else f"the case {reason}"
        super().__init__(" ".join(line.split()))
        self.field = field


def finish(reader: DocumentReader) -> None:
    """Finish reading a case.

    Raises:
        CaseNotUnderstood: for the first thing that is wrong.
    """
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        first = error.problems[0]
        raise CaseNotUnderstood(field=first.field, reason=first.message) from error


@contextmanager
def refusing(field: str, *errors: type[Exception]) -> Iterator[None]:
    """Refuse the case when a rule refuses what stands in that field.

    Raises:
        CaseNotUnderstood: in the place of these errors, with their sentence.
    """
    try:
        yield
    except errors as error:
        raise CaseNotUnderstood(field=field, reason=str(error)) from error


def read_points(field: str, value: object) -> PartPoints:
    """Read a list of two: the points and their maximum.

    Raises:
        CaseNotUnderstood: when it is anything else.
    """
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise CaseNotUnderstood(
            field=field, reason="must be a list of two: the points and the maximum"
        )
    with refusing(field, FieldNotReadable, MarksOutOfRange):
        return PartPoints(points=read_marks(value[0]), out_of=read_marks(value[1]))


def build_answer(
    document: Mapping[str, object], programme: Programme, sentences: tuple[str, ...]
) -> dict[str, object]:
    """Make the answer of a decision: its steps in Dutch, and as data beside them."""
    versions = document["versions"]
    told = {"programme": {"code": programme.code, "version": programme.version}}
    return {
        **document,
        "steps": list(sentences),
        "explanation": document["steps"],
        "versions": {**versions, **told} if isinstance(versions, Mapping) else told,
    }
