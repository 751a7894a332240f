"""Programmes of tests as documents: parts, timing, moments, needs and dated cut scores."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import NewType

from itembank.errors import ItemBankError
from itembank.tables import read_toml
from scoring.appeals import AppealRule, appeal_rule_from_reader
from scoring.codes import FactCode, MomentCode, PartCode, ProgrammeCode
from scoring.cut_scores import CutScoreSet, cut_score_set_from_document
from scoring.documents import DocumentReader
from scoring.resits import ResitRule, resit_rule_from_reader

NeedCode = NewType("NeedCode", str)

_FOLDER = resources.files("itembank") / "programmes"


class Scheme(StrEnum):
    """How a programme comes to its decision; the data of a scheme is of its own kind."""

    CUT_SCORES = "cut_scores"
    BANDS = "bands"
    ROUTING = "routing"
    LEVELS = "levels"


class ReadAloudFor(StrEnum):
    """Who may have a test read aloud, as far as its items allow it."""

    EVERYBODY = "everybody"
    BY_NEED = "by_need"


READ_ALOUD = NeedCode("read_aloud")
AUDIO_FIRST = NeedCode("audio_first")
"""Who cannot read: every screen speaks by itself. It is read-aloud and more."""


class UnknownProgramme(ItemBankError):
    """There is no programme with that code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"unknown programme {code[:40]!r}")
        self.code = code


class UnknownNeed(ItemBankError):
    """The programme does not know that need."""

    def __init__(self, code: str) -> None:
        super().__init__(f"unknown need {code[:40]!r}")
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePart:
    """One part of the test and how many items its blueprint asks; timed when it has seconds."""

    code: PartCode
    title: str
    items: int
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment that the test serves; cut scores depend on it."""

    code: MomentCode
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that a candidate may need in order to sit the test."""

    code: NeedCode
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that others tell at these moments, in these words and no others (rule 10.3)."""

    code: FactCode
    title: str
    moments: tuple[MomentCode, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long the test takes and what happens around its end.

    `warn_minutes` counts down to the deadline. `late_grace_seconds` and `offline_hours` bound
    what still counts after it (see `itembank.timing`); `close_after_minutes` after it the server
    closes an attempt that nobody handed in.
    """

    minutes: int
    warn_minutes: tuple[int, ...]
    extra_time_percent: tuple[tuple[NeedCode, int], ...]
    late_grace_seconds: int
    offline_hours: int
    close_after_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One test programme at one version of its document.

    `confidence_percent` is that of the intervals in which its chances are told, where it tells any.
    """

    code: ProgrammeCode
    title: str
    version: int
    parts: tuple[ProgrammePart, ...]
    timing: Timing
    moments: tuple[Moment, ...]
    needs: tuple[Need, ...]
    facts: tuple[Fact, ...] = ()
    read_aloud: ReadAloudFor = ReadAloudFor.BY_NEED
    scheme: Scheme = Scheme.CUT_SCORES
    resit: ResitRule | None = None
    appeal: AppealRule | None = None
    confidence_percent: int | None = None

    @property
    def has_tests_apart(self) -> bool:
        """Whether each moment is a test of its own, so that a form is for one of them."""
        return self.scheme is Scheme.LEVELS

    @property
    def seconds_by_part(self) -> Mapping[PartCode, int]:
        """The time of each part that has one of its own, in order; empty where none has."""
        timed = {part.code: part.seconds for part in self.parts if part.seconds is not None}
        return MappingProxyType(timed)

    @property
    def is_routed(self) -> bool:
        """Whether its tests open one after the other, each by what the one before gave."""
        return self.scheme is Scheme.ROUTING

    def extra_time_percent_for(self, needs: Collection[str]) -> int:
        """Give the extra time for these needs: the largest one, they do not add up (assumed).

        Raises:
            UnknownNeed: when the programme does not know one of them.
        """
        known = {need.code for need in self.needs}
        for need in sorted(needs):
            if need not in known:
                raise UnknownNeed(need)
        percents = dict(self.timing.extra_time_percent)
        return max((percents.get(NeedCode(need), 0) for need in needs), default=0)

    def may_hear(self, needs: Collection[str]) -> bool:
        """Whether somebody with these needs may have the test read aloud."""
        is_needed = READ_ALOUD in needs or AUDIO_FIRST in needs
        return self.read_aloud is ReadAloudFor.EVERYBODY or is_needed

    @property
    def names(self) -> Mapping[str, str]:
        """The Dutch names of parts, moments and facts by code, for `scoring.explanations`."""
        named: tuple[ProgrammePart | Moment | Fact, ...] = (
            *self.parts,
            *self.moments,
            *self.facts,
        )
        return MappingProxyType({one.code: one.title for one in named})

    def find_fact(self, code: str) -> Fact | None:
        """Find the fact that others may tell under that code."""
        return next((fact for fact in self.facts if fact.code == code), None)


def list_programmes() -> tuple[Programme, ...]:
    """List the programmes by code."""
    return tuple(_programmes()[code] for code in sorted(_programmes()))


def get_programme(code: str) -> Programme:
    """Give the programme with that code.

    Raises:
        UnknownProgramme: when there is none.
    """
    programme = _programmes().get(code)
    if programme is None:
        raise UnknownProgramme(code)
    return programme


def list_cut_score_sets(code: str) -> tuple[CutScoreSet, ...]:
    """List the dated sets of cut scores of a programme, oldest first and then by moment.

    A programme of another scheme has none.

    Raises:
        UnknownProgramme: when there is no such programme.
    """
    return _cut_score_sets(get_programme(code).code)


def read_scheme_rows(code: ProgrammeCode, *, file: str, rows: str) -> list[object]:
    """Read what stands beside the document of a programme, such as `mo.cut-scores.toml`.

    A programme without such a file has no rows.

    Raises:
        FileNotReadable: when the file is no TOML.
        DocumentNotUnderstood: when it has no such rows, or has anything else.
    """
    beside = _FOLDER / f"{code}.{file}.toml"
    if not beside.is_file():
        return []
    reader = DocumentReader(read_toml(beside))
    found = reader.rows(rows)
    reader.finish()
    return found


def programme_from_document(document: object) -> Programme:
    """Read the document of a programme strictly.

    Raises:
        DocumentNotUnderstood: with the fields that are wrong.
    """
    reader = DocumentReader(document)
    programme = Programme(
        code=ProgrammeCode(reader.text("code")),
        title=reader.text("title"),
        scheme=reader.member("scheme", Scheme),
        version=reader.whole_number("version", minimum=1),
        read_aloud=reader.member("read_aloud", ReadAloudFor),
        parts=tuple(_read_part(row) for row in reader.readers("part")),
        timing=_read_timing(reader.reader("timing")),
        confidence_percent=_read_confidence(reader),
        resit=resit_rule_from_reader(reader.reader("resit")) if reader.has("resit") else None,
        appeal=appeal_rule_from_reader(reader.reader("appeal")) if reader.has("appeal") else None,
        moments=tuple(
            Moment(code=MomentCode(code), title=title)
            for code, title in _read_titles(reader, "moment")
        ),
        needs=tuple(
            Need(code=NeedCode(code), title=title) for code, title in _read_titles(reader, "need")
        ),
        facts=tuple(map(_read_fact, reader.readers("fact") if reader.has("fact") else ())),
    )
    reader.finish()
    return programme


@cache
def _programmes() -> dict[str, Programme]:
    programmes = [programme_from_document(read_toml(file)) for file in _list_files()]
    return {programme.code: programme for programme in programmes}


def _list_files() -> list[Traversable]:
    # "mo.toml" is a programme, "mo.cut-scores.toml" the data of its scheme.
    names = {file.name: file for file in _FOLDER.iterdir() if file.name.endswith(".toml")}
    return [names[name] for name in sorted(names) if name.count(".") == 1]


@cache
def _cut_score_sets(code: ProgrammeCode) -> tuple[CutScoreSet, ...]:
    rows = read_scheme_rows(code, file="cut-scores", rows="set")
    sets = [cut_score_set_from_document(row) for row in rows]
    return tuple(sorted(sets, key=lambda one: (one.effective_from, one.moment, one.version)))


def _read_part(reader: DocumentReader) -> ProgrammePart:
    return ProgrammePart(
        code=PartCode(reader.text("code")),
        title=reader.text("title"),
        items=reader.whole_number("items", minimum=1),
        seconds=reader.whole_number("seconds", minimum=1) if reader.has("seconds") else None,
    )


def _read_confidence(reader: DocumentReader) -> int | None:
    if not reader.has("confidence_percent"):
        return None
    percent = reader.whole_number("confidence_percent", minimum=1)
    if percent > 99:
        reader.report("confidence_percent", "must be at most 99")
    return percent


def _read_fact(reader: DocumentReader) -> Fact:
    return Fact(
        code=FactCode(reader.text("code")),
        title=reader.text("title"),
        moments=tuple(map(MomentCode, reader.texts("moments"))),
        values=reader.texts("values"),
    )


def _read_titles(reader: DocumentReader, name: str) -> list[tuple[str, str]]:
    return [(one.text("code"), one.text("title")) for one in reader.readers(name)]


def _read_timing(reader: DocumentReader) -> Timing:
    percents = reader.reader("extra_time_percent")
    return Timing(
        minutes=reader.whole_number("minutes", minimum=1),
        warn_minutes=reader.whole_numbers("warn_minutes"),
        extra_time_percent=tuple(
            (NeedCode(need), percents.whole_number(need)) for need in percents.names
        ),
        late_grace_seconds=reader.whole_number("late_grace_seconds"),
        offline_hours=reader.whole_number("offline_hours"),
        close_after_minutes=reader.whole_number("close_after_minutes"),
    )
