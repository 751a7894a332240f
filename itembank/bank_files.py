"""Reading of the files of a bank; what is wrong is noted and the reading goes on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from types import MappingProxyType

from itembank.forms import Form, FormNotValid, form_from_document, list_form_problems
from itembank.item_documents import read_item
from itembank.items import Item, ItemCode
from itembank.languages import LanguageTag, UnknownLanguage, get_language
from itembank.programmes import UnknownProgramme, get_programme
from itembank.tables import FileNotReadable, read_toml
from itembank.texts import PROMPT
from itembank.translations import (
    SOURCE_LANGUAGE,
    Translation,
    TranslationNotValid,
    TranslationState,
    list_row_texts,
    list_text_mismatches,
    list_translation_problems,
    translation_from_row,
)
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

FORM_FILE = "form.toml"
SOURCE_FILE = f"{SOURCE_LANGUAGE}.toml"
MEDIA_FOLDER = "media"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankProblem:
    """One thing wrong in one file; `item` and `field` are empty where it is about neither."""

    file: str
    item: str
    field: str
    message: str

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.item, self.field) if part)
        return f"{place}: {self.message}"


class ProblemLog:
    """The problems met in the files of a bank, in the order of reading."""

    def __init__(self) -> None:
        self.problems: list[BankProblem] = []

    def note(self, file: str, item: str, problems: Iterable[Problem]) -> None:
        """Remember problems of one item of one file."""
        self.problems.extend(
            BankProblem(file=file, item=item, field=problem.field, message=problem.message)
            for problem in problems
        )

    def has_problem_with(self, code: ItemCode) -> bool:
        """Tell whether the source file has such an item, but not a sound one."""
        return any((one.file, one.item) == (SOURCE_FILE, code) for one in self.problems)

    def note_one(self, file: str, item: str, field: str, message: str) -> None:
        """Remember one problem."""
        self.note(file, item, [Problem(field=field, message=message)])


def list_translation_files(folder: Traversable) -> list[str]:
    """List the files with translations by name; a folder that is not there has none."""
    if not folder.is_dir():
        return []
    names = (file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return sorted(name for name in names if name not in (FORM_FILE, SOURCE_FILE))


def list_media(folder: Traversable) -> tuple[str, ...]:
    """List the media files by name."""
    media = folder / MEDIA_FOLDER
    return tuple(sorted(file.name for file in media.iterdir())) if media.is_dir() else ()


def read_items(folder: Traversable, log: ProblemLog) -> dict[ItemCode, Item]:
    """Read the items of the source file, in their order."""
    document = _read_file(folder, SOURCE_FILE, log)
    if document is None:
        return {}
    reader = DocumentReader(document)
    language = reader.text("language")
    if language != SOURCE_LANGUAGE:
        reader.report("language", f"must be {SOURCE_LANGUAGE}")
    items: dict[ItemCode, Item] = {}
    for number, row in enumerate(reader.rows("item"), start=1):
        item = _read_item(row, number, log)
        if item is None:
            continue
        if item.code in items:
            log.note_one(SOURCE_FILE, item.code, "code", "is used twice")
        items[item.code] = item
    _finish(reader, SOURCE_FILE, log)
    return items


def check_media(items: Iterable[Item], media: tuple[str, ...], log: ProblemLog) -> None:
    """Note every media file that an item names and the bank does not have."""
    for item in items:
        for use in item.list_media():
            if use.name not in media:
                message = f"{use.name} is not in {MEDIA_FOLDER}"
                log.note_one(SOURCE_FILE, item.code, use.field, message)


def read_translations(
    folder: Traversable, file: str, items: Mapping[ItemCode, Item], log: ProblemLog
) -> Mapping[ItemCode, Translation]:
    """Read the translations of one file, each checked against its item."""
    document = _read_file(folder, file, log)
    if document is None:
        return {}
    reader = DocumentReader(document)
    language = LanguageTag(reader.text("language"))
    state = reader.member("state", TranslationState)
    rows = reader.table("items")
    if f"{language}.toml" != file:
        reader.report("language", "must be the name of the file")
    try:
        get_language(language)
    except UnknownLanguage as error:
        reader.report("language", str(error))
        rows = {}
    _finish(reader, file, log)
    translations: dict[ItemCode, Translation] = {}
    for name, row in rows.items():
        code = ItemCode(name)
        if code not in items and not log.has_problem_with(code):
            log.note_one(file, code, "", f"is not in {SOURCE_FILE}")
        try:
            translation = translation_from_row(row, language=language, state=state)
        except TranslationNotValid as error:
            log.note(file, code, error.problems + _list_mismatches(row, items.get(code)))
            continue
        if code in items:
            log.note(file, code, list_translation_problems(items[code], translation))
        translations[code] = translation
    return MappingProxyType(translations)


def read_form(folder: Traversable, items: Mapping[ItemCode, Item], log: ProblemLog) -> Form | None:
    """Read the form and check it against its programme, or give None when there is none."""
    document = _read_file(folder, FORM_FILE, log)
    if document is None:
        return None
    try:
        form = form_from_document(document)
        programme = get_programme(form.programme)
    except FormNotValid as error:
        log.note(FORM_FILE, "", error.problems)
        return None
    except UnknownProgramme as error:
        log.note_one(FORM_FILE, "", "programme", str(error))
        return None
    problems = list_form_problems(form, programme, items)
    log.note(FORM_FILE, "", (p for p in problems if not log.has_problem_with(ItemCode(p.field))))
    return form


def _read_file(folder: Traversable, name: str, log: ProblemLog) -> dict[str, object] | None:
    try:
        return read_toml(folder / name)
    except FileNotReadable as error:
        log.note_one(name, "", "", error.reason)
        return None


def _read_item(row: object, number: int, log: ProblemLog) -> Item | None:
    draft, problems = read_item(row)
    if problems:
        log.note(SOURCE_FILE, draft.code or f"item {number}", problems)
        return None
    return draft.to_item()


def _list_mismatches(row: object, item: Item | None) -> tuple[Problem, ...]:
    named = list_row_texts(row)
    if item is None or not named:
        return ()
    return tuple(list_text_mismatches(item, named | {PROMPT}))


def _finish(reader: DocumentReader, file: str, log: ProblemLog) -> None:
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        log.note(file, "", error.problems)
