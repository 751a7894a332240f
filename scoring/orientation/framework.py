"""The orientation framework (denkkader) as data: tracks, hours, rows that decide, and shifts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.codes import DeviationCode
from scoring.documents import DocumentReader
from scoring.errors import ScoringError
from scoring.orientation.indicators import (
    Education,
    Indicator,
    LanguageKnowledge,
    Literacy,
    OtherInformation,
)


class AdviceType(StrEnum):
    """The kinds of advice; an advice is the ideal track, whatever is offered nearby."""

    CBE_ALFA = "cbe_alfa"
    CBE_NT2 = "cbe_nt2"
    CVO_EXTENDED = "cvo_extended"
    CVO_STANDARD = "cvo_standard"
    SHORT_TRACK = "short_track"
    LATIN_SCRIPT_CBE = "latin_script_cbe"
    LATIN_SCRIPT_CVO = "latin_script_cvo"
    OTHER = "other"
    NONE = "none"


class FrameworkNotValid(ScoringError):
    """The framework leaves somebody without a proposal or contradicts itself."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(f"the orientation framework {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTrack:
    """One kind of advice: its hours to choose from, and the module that teaches its script."""

    advice: AdviceType
    title: str
    hours: tuple[int, ...]
    script_module: AdviceType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingRow:
    """One value of an indicator that decides the advice; `assumed` without a public source."""

    indicator: Indicator
    value: str
    advice: AdviceType
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftingRow:
    """One value of an indicator that makes the track faster (above 0) or slower (below 0)."""

    indicator: Indicator
    value: str
    shift: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationReason:
    """Why a consultant may sign another advice than the one proposed."""

    code: DeviationCode
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrientationFramework:
    """One version of the framework; `scale` is the tracks that a shift moves along, slowest first.

    `largest_shift` keeps the COVAAR score dominant: what is weighed after it moves no further.
    """

    version: int
    effective_from: date
    tracks: tuple[AdviceTrack, ...]
    deciding: tuple[DecidingRow, ...]
    shifting: tuple[ShiftingRow, ...]
    scale: tuple[AdviceType, ...]
    largest_shift: int
    deviations: tuple[DeviationReason, ...]

    def __post_init__(self) -> None:
        reason = _find_fault(self)
        if reason is not None:
            raise FrameworkNotValid(reason=reason)

    def track(self, advice: AdviceType) -> AdviceTrack:
        """Give the title and hours of a kind of advice."""
        return next(track for track in self.tracks if track.advice is advice)

    def find_deciding(self, indicator: Indicator, value: str | None) -> DecidingRow | None:
        """Find the row that decides for this value of the indicator."""
        rows = (row for row in self.deciding if (row.indicator, row.value) == (indicator, value))
        return next(rows, None)

    def shift_of(self, indicator: Indicator, value: str | None) -> int:
        """Give the shift of this value; an unknown indicator shifts nothing."""
        rows = (row for row in self.shifting if (row.indicator, row.value) == (indicator, value))
        return next((row.shift for row in rows), 0)


def framework_from_document(document: object) -> OrientationFramework:
    """Read the document of the framework strictly.

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        FrameworkNotValid: when it leaves somebody without a proposal or contradicts itself.
    """
    reader = DocumentReader(document)
    version = reader.whole_number("version", minimum=1)
    effective_from = reader.day("effective_from")
    scale = reader.members("scale", AdviceType)
    largest_shift = reader.whole_number("largest_shift")
    tracks = [_read_track(one) for one in reader.readers("advice")]
    deciding = [_read_deciding(one) for one in reader.readers("decides")]
    shifting = [_read_shifting(one) for one in reader.readers("shifts")]
    deviations = [_read_deviation(one) for one in reader.readers("deviation")]
    reader.finish()
    return OrientationFramework(
        version=version,
        effective_from=effective_from,
        tracks=tuple(tracks),
        deciding=tuple(deciding),
        shifting=tuple(shifting),
        scale=scale,
        largest_shift=largest_shift,
        deviations=tuple(deviations),
    )


def _read_track(reader: DocumentReader) -> AdviceTrack:
    module = reader.has("script_module")
    return AdviceTrack(
        advice=reader.member("code", AdviceType),
        title=reader.text("title"),
        hours=reader.whole_numbers("hours"),
        script_module=reader.member("script_module", AdviceType) if module else None,
    )


def _read_deciding(reader: DocumentReader) -> DecidingRow:
    return DecidingRow(
        indicator=reader.member("indicator", Indicator),
        value=reader.text("value"),
        advice=reader.member("advice", AdviceType),
        assumed=reader.flag("assumed", default=False),
    )


def _read_shifting(reader: DocumentReader) -> ShiftingRow:
    return ShiftingRow(
        indicator=reader.member("indicator", Indicator),
        value=reader.text("value"),
        shift=reader.whole_number("shift", minimum=-len(AdviceType)),
    )


def _read_deviation(reader: DocumentReader) -> DeviationReason:
    return DeviationReason(code=DeviationCode(reader.text("code")), title=reader.text("title"))


def _find_fault(framework: OrientationFramework) -> str | None:
    return (
        _find_fault_of_tracks(framework)
        or _find_fault_of_deciding(framework)
        or _find_fault_of_shifting(framework)
    )


def _find_fault_of_tracks(framework: OrientationFramework) -> str | None:
    known = [track.advice for track in framework.tracks]
    if sorted(known) != sorted(AdviceType):
        return "must have every kind of advice once"
    codes = [reason.code for reason in framework.deviations]
    if not codes or len(set(codes)) != len(codes):
        return "must have different reasons to deviate"
    return None


def _find_fault_of_deciding(framework: OrientationFramework) -> str | None:
    rows = framework.deciding
    for row in rows:
        if row.value not in _deciding_values(row):
            return f"cannot decide on {row.indicator} {row.value!r}"
        if row.indicator is Indicator.COVAAR and row.advice not in framework.scale:
            return f"has no {row.advice} on its scale, so that nothing could shift it"
    if len({(row.indicator, row.value) for row in rows}) != len(rows):
        return "decides twice on the same value"
    for education in Education:
        said = framework.find_deciding(Indicator.EDUCATION, education) is not None
        if said == education.asks_covaar:
            return f"must decide on education just where no COVAAR is taken, not so {education}"
    return None


def _deciding_values(row: DecidingRow) -> tuple[str, ...]:
    match row.indicator:
        case Indicator.LITERACY:
            return tuple(Literacy)
        case Indicator.EDUCATION:
            return tuple(Education)
        case Indicator.COVAAR:
            # The bands are data of another document; the item bank checks that they fit.
            return (row.value,)
        case _:
            return ()


def _find_fault_of_shifting(framework: OrientationFramework) -> str | None:
    for row in framework.shifting:
        if row.value not in _shifting_values(row):
            return f"cannot shift by {row.indicator} {row.value!r}"
    values = [(row.indicator, row.value) for row in framework.shifting]
    return "shifts twice by the same value" if len(set(values)) != len(values) else None


def _shifting_values(row: ShiftingRow) -> tuple[str, ...]:
    match row.indicator:
        case Indicator.LANGUAGES:
            return tuple(LanguageKnowledge)
        case Indicator.OTHER:
            return tuple(OtherInformation)
        case _:
            return ()
