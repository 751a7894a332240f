"""What translators send, read into commands."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import PurePath

from itsdangerous import URLSafeSerializer
from werkzeug.datastructures import FileStorage, MultiDict

from itembank.glossaries import Term
from itembank.interchange.exchanges import (
    MOST_BYTES,
    ExchangeUnit,
    FileFault,
    FileRefused,
    PlannedText,
    TranslationFile,
    tidy,
)
from itembank.interchange.translation_spreadsheets import (
    read_translations_csv,
    read_translations_xlsx,
)
from itembank.interchange.xliff import read_xliff
from itembank.items import ItemCode
from itembank.languages import LanguageTag
from itembank.texts import TextId
from itembank.translating import SheetWork, TextState
from testplatform.services.exchanging import ChosenText
from testplatform.services.translating import LONGEST_COMMENT, SheetCommand

LONGEST_PAYLOAD = 450_000  # with what was chosen it stays under what a form may weigh
TEXT_PREFIX = "text-"
SEEN_PREFIX = "seen-"
COMMENT_PREFIX = "comment-"

READERS = {
    ".xlf": read_xliff,
    ".xliff": read_xliff,
    ".xlsx": read_translations_xlsx,
    ".csv": read_translations_csv,
}


def read_sheet_command(form: MultiDict[str, str], text_ids: Iterable[TextId]) -> SheetCommand:
    """Read what was sent from the workbench; only texts of the item are looked at."""
    known = tuple(text_ids)
    return SheetCommand(
        edits=form.get("edits", default=-1, type=int),
        content_hash=form.get("source", ""),
        work=SheetWork(
            written={
                text_id: tidy(form[TEXT_PREFIX + text_id])
                for text_id in known
                if _is_touched(form, text_id)
            },
            confirmed=_read_marked(form, "confirm", known),
            reviewed=_read_marked(form, "review", known),
        ),
        comments={
            text_id: comment
            for text_id in known
            if (comment := _read_comment(form.get(COMMENT_PREFIX + text_id, "")))
        },
        resolved=frozenset(form.getlist("resolve", type=int)),
    )


def read_term(form: Mapping[str, str]) -> Term:
    return Term(
        source=tidy(form.get("source", "")),
        target=tidy(form.get("target", "")),
        note=tidy(form.get("note", "")),
    )


def read_upload(upload: FileStorage | None) -> tuple[str, bytes]:
    """The name and the content of a file that was sent.

    Raises:
        FileRefused: when there is none, or it is too large.
    """
    if upload is None or not upload.filename:
        raise FileRefused(FileFault.UNREADABLE)
    with closing(upload):
        data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise FileRefused(FileFault.TOO_LARGE)
    return upload.filename, data


def read_translation_file(upload: FileStorage | None, language: LanguageTag) -> TranslationFile:
    """Read a file by what its name says that it is.

    Raises:
        FileRefused: when it cannot be read.
    """
    name, data = read_upload(upload)
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise FileRefused(FileFault.UNREADABLE)
    return reader(data, language)


def write_payload(
    serializer: URLSafeSerializer, file: TranslationFile, changed: Iterable[PlannedText]
) -> str:
    """Write what can be chosen of a file, so that it comes back as it was shown.

    Raises:
        FileRefused: when it is more than a form can carry.
    """
    rows = [
        [
            one.unit.item,
            one.unit.text_id,
            one.unit.source,
            one.unit.target,
            one.unit.state.value,
            one.before,
        ]
        for one in changed
    ]
    payload = str(serializer.dumps({"done": file.is_change_done, "rows": rows}))
    if len(payload) > LONGEST_PAYLOAD:
        raise FileRefused(FileFault.TOO_LARGE)
    return payload


def read_payload(
    serializer: URLSafeSerializer, payload: str, chosen: Iterable[int], language: LanguageTag
) -> tuple[TranslationFile, tuple[ChosenText, ...]]:
    """Read back what was written, and keep what was chosen.

    Raises:
        BadSignature: when it is not what we wrote for this person and language.
    """
    document = serializer.loads(payload)
    numbers = set(chosen)
    texts = tuple(
        ChosenText(unit=_read_unit(row), before=row[5])
        for number, row in enumerate(document["rows"])
        if number in numbers
    )
    file = TranslationFile(
        language=language,
        units=tuple(one.unit for one in texts),
        is_change_done=document["done"],
    )
    return file, texts


def _is_touched(form: MultiDict[str, str], text_id: TextId) -> bool:
    """Whether the text differs from what was on the page: what nobody touched is not written."""
    typed = form.get(TEXT_PREFIX + text_id)
    return typed is not None and tidy(typed) != tidy(form.get(SEEN_PREFIX + text_id, ""))


def _read_marked(
    form: MultiDict[str, str], name: str, known: Iterable[TextId]
) -> frozenset[TextId]:
    marked = form.getlist(name)
    return frozenset(text_id for text_id in known if text_id in marked)


def _read_unit(row: list[str]) -> ExchangeUnit:
    return ExchangeUnit(
        place=f"{row[0]}/{row[1]}",
        item=ItemCode(row[0]),
        text_id=TextId(row[1]),
        source=row[2],
        target=row[3],
        state=TextState(row[4]),
    )


def _read_comment(typed: str) -> str:
    return tidy(typed.replace("\0", ""))[:LONGEST_COMMENT]
