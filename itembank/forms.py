"""Forms: which items a test asks, in which order, checked against the programme's blueprint."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from itembank.bodies import Scoring
from itembank.errors import ItemBankError
from itembank.item_documents import item_to_document
from itembank.items import PRACTICE_PART, Item, ItemCode
from itembank.languages import LanguageTag
from itembank.placing import list_fit_problems
from itembank.programmes import Programme
from itembank.schemes import list_routings
from itembank.translations import Translation, translation_to_document
from scoring.codes import MomentCode, PartCode, ProgrammeCode
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

FormCode = NewType("FormCode", str)
Translations = Mapping[LanguageTag, Mapping[ItemCode, Translation]]


class Stakes(StrEnum):
    """What depends on a form: nothing on practice and demonstrations, a future on the rest."""

    PRACTICE = "practice"
    HIGH = "high"

    @property
    def needs_release(self) -> bool:
        """Whether somebody must release each language before candidates get the form in it."""
        return self is Stakes.HIGH


class FormNotValid(ItemBankError):
    """A form cannot be given to candidates; `problems` says why."""

    def __init__(self, code: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"form {code}: {'; '.join(str(problem) for problem in problems)}")
        self.code = code
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """The items of one part in the order in which they are asked."""

    code: PartCode
    items: tuple[ItemCode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One version of a test as it is given; practice items do not count.

    It is for one moment, or for every moment of its programme.
    """

    code: FormCode
    version: int
    programme: ProgrammeCode
    title: str
    parts: tuple[FormPart, ...]
    practice: tuple[ItemCode, ...]
    stakes: Stakes = Stakes.HIGH
    moment: MomentCode | None = None

    @property
    def item_codes(self) -> tuple[ItemCode, ...]:
        """All items in order, those for practice first."""
        return self.practice + tuple(code for part in self.parts for code in part.items)


def check_form(form: Form, programme: Programme, items: Mapping[ItemCode, Item]) -> None:
    """Check a form against the blueprint of its programme and the items there are.

    Raises:
        FormNotValid: with every problem.
    """
    problems = tuple(list_form_problems(form, programme, items))
    if problems:
        raise FormNotValid(form.code, problems)


def list_form_problems(
    form: Form, programme: Programme, items: Mapping[ItemCode, Item]
) -> Iterator[Problem]:
    """List what keeps a form from being given."""
    if form.programme != programme.code:
        yield Problem(field="programme", message=f"must be {programme.code}")
    yield from _list_moment_problems(form, programme)
    wanted = [part.code for part in programme.parts]
    if [part.code for part in form.parts] != wanted:
        yield Problem(field="part", message=f"must be {', '.join(wanted)}, in that order")
    counts = {part.code: part.items for part in programme.parts}
    for part in form.parts:
        asked = [code for code in part.items if _asks_something(items.get(code))]
        count = counts.get(part.code, len(asked))
        if len(asked) != count:
            message = f"must have {count} items, not {len(asked)}"
            yield Problem(field=f"part.{part.code}", message=message)
        yield from _list_item_problems(part.code, part.items, items)
    yield from _list_item_problems(PRACTICE_PART, form.practice, items)
    if programme.is_routed:
        parts = {
            part.code: [items[code] for code in part.items if code in items] for part in form.parts
        }
        yield from list_fit_problems(parts, list_routings(programme.code)[-1])
    for code, times in Counter(form.item_codes).items():
        if times > 1:
            yield Problem(field=code, message=f"is asked {times} times")


def _list_moment_problems(form: Form, programme: Programme) -> Iterator[Problem]:
    moments = [moment.code for moment in programme.moments]
    if form.moment is None and programme.has_tests_apart:
        yield Problem(field="moment", message=f"must be one of {', '.join(moments)}")
    if form.moment is not None and form.moment not in moments:
        yield Problem(field="moment", message=f"must be one of {', '.join(moments)}")


def form_to_document(form: Form) -> dict[str, object]:
    """Write a form as its file has it."""
    return {
        "code": form.code,
        "version": form.version,
        "programme": form.programme,
        "title": form.title,
        "stakes": form.stakes.value,
        **({} if form.moment is None else {"moment": form.moment}),
        "practice": list(form.practice),
        "part": [{"code": part.code, "items": list(part.items)} for part in form.parts],
    }


def form_from_document(document: object) -> Form:
    """Read a form strictly; the blueprint is checked by `check_form`.

    Raises:
        FormNotValid: with every problem and its field.
    """
    reader = DocumentReader(document)
    code = FormCode(reader.text("code"))
    version = reader.whole_number("version", minimum=1)
    programme = ProgrammeCode(reader.text("programme"))
    title = reader.text("title")
    stakes = reader.member("stakes", Stakes) if reader.has("stakes") else Stakes.HIGH
    moment = MomentCode(reader.text("moment")) if reader.has("moment") else None
    practice = tuple(ItemCode(item) for item in reader.texts("practice"))
    parts = _read_parts(reader)
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        raise FormNotValid(code, error.problems) from error
    return Form(
        code=code,
        version=version,
        programme=programme,
        title=title,
        parts=parts,
        practice=practice,
        stakes=stakes,
        moment=moment,
    )


def bank_hash(form: Form, items: Mapping[ItemCode, Item], translations: Translations) -> str:
    """Give the SHA-256 of what a bank asks: its form, the items of it and their translations.

    Items and translations that the form does not use have no part in it.
    """
    asked = {
        "form": form_to_document(form),
        "items": [item_to_document(items[code]) for code in form.item_codes],
        "translations": {
            language: {
                code: translation_to_document(by_item[code])
                for code in form.item_codes
                if code in by_item
            }
            for language, by_item in translations.items()
        },
    }
    canonical = json.dumps(asked, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _read_parts(reader: DocumentReader) -> tuple[FormPart, ...]:
    parts = []
    for number, row in enumerate(reader.rows("part")):
        part = DocumentReader(row, at=f"part[{number}]")
        items = tuple(ItemCode(item) for item in part.texts("items"))
        parts.append(FormPart(code=PartCode(part.text("code")), items=items))
        try:
            part.finish()
        except DocumentNotUnderstood as error:
            reader.adopt(error.problems)
    return tuple(parts)


def _asks_something(item: Item | None) -> bool:
    """Whether an item counts in a blueprint: a page that only informs does not."""
    return item is None or item.scoring is not Scoring.NOBODY


def _list_item_problems(
    part: PartCode, codes: tuple[ItemCode, ...], items: Mapping[ItemCode, Item]
) -> Iterator[Problem]:
    for code in codes:
        item = items.get(code)
        if item is None:
            yield Problem(field=code, message="is not in the bank")
        elif item.part != part:
            yield Problem(field=code, message=f"is of part {item.part}, not of {part}")
