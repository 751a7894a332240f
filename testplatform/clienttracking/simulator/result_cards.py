"""How a received result is shown. It is printed as it was told; nothing is decided again here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scoring.decisions import Outcome, StepKind
from scoring.documents import FieldNotReadable, read_marks
from scoring.explanations import date_in_dutch, marks_in_dutch
from scoring.proofs import Proof
from scoring.thresholds import CutScoreKind
from testplatform.clienttracking.contract import ResultMessage
from testplatform.clienttracking.simulator import picklists
from testplatform.clienttracking.simulator.results import HeldResult
from testplatform.clock import BRUSSELS

_OUTCOMES = {Outcome.PASSED: "Geslaagd", Outcome.FAILED: "Niet geslaagd"}
_PROOFS: Mapping[str, str] = {
    Proof.CERTIFICATE: "Bewijs",
    Proof.STATEMENT: "Verklaring van niveau",
    Proof.NONE: "Schatting, geen bewijs",
}
_TRACKS: Mapping[object, str] = {"oral": "mondeling", "written": "schriftelijk"}
_CUT_SCORES = {
    CutScoreKind.AT_LEAST_PERCENTAGE.value: ("minstens", "percentage", " %"),
    CutScoreKind.MORE_THAN_PERCENTAGE.value: ("meer dan", "percentage", " %"),
    CutScoreKind.AT_LEAST_POINTS.value: ("minstens", "points", " punten"),
}
_UNREADABLE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One part of a result as a row of a table."""

    title: str
    points: str
    cut_score: str
    reached: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCard:
    """One result as the dossier shows it."""

    id: str
    heading: str
    is_current: bool
    facts: tuple[tuple[str, str], ...]
    parts: tuple[PartRow, ...]
    steps: tuple[str, ...]


def build_result_card(held: HeldResult) -> ResultCard:
    message = held.message
    moment = picklists.MOMENTS.get(message.moment, message.moment)
    return ResultCard(
        id=message.result,
        heading=_say_heading(message),
        is_current=held.current,
        facts=(
            ("Test", f"{message.programme} – {moment}"),
            ("Afgelegd op", date_in_dutch(message.sat_on)),
            *_list_facts(message.steps),
            ("Afspraak", message.booking),
            ("Resultaat", message.result),
            ("Revisie", _say_revision(message.revision, message.supersedes)),
            ("Ontvangen", _say_instant(held.received_at)),
            ("Geleverd", _say_deliveries(held)),
        ),
        parts=tuple(_build_part_row(part) for part in message.parts),
        steps=tuple(_say_step(step) for step in message.steps),
    )


def _list_facts(steps: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    """What the platform carried beside the decision, as far as it can be read."""
    for step in steps:
        fact, value = step.get("fact"), step.get("value")
        is_fact = step.get("kind") == StepKind.FACT_CARRIED
        if is_fact and isinstance(fact, str) and isinstance(value, str):
            yield picklists.FACTS.get(fact, fact), f"{value}, telt niet mee"


def _say_heading(message: ResultMessage) -> str:
    """The outcome; where nobody passes or fails, what was found as far as it can be read."""
    if message.outcome is not None:
        return _OUTCOMES[message.outcome]
    findings = message.findings or {}
    band = findings.get("band")
    title = band.get("title") if isinstance(band, Mapping) else None
    if isinstance(title, str):
        return f"Interval: {title}"
    if (placed := _say_tracks(findings.get("tracks"))) is not None:
        return placed
    proof = findings.get("proof")
    return _PROOFS.get(proof, _UNREADABLE) if isinstance(proof, str) else _UNREADABLE


def _say_tracks(tracks: object) -> str | None:
    """The module of each track; None where there is none to read."""
    rows = tracks if isinstance(tracks, Sequence) and not isinstance(tracks, str) else ()
    placed = [one for one in rows if isinstance(one, Mapping) and one.get("track") in _TRACKS]
    modules = ", ".join(f"{_TRACKS[one['track']]} {one.get('module')}" for one in placed)
    return f"Plaatsing: {modules}" if modules else None


def _build_part_row(part: Mapping[str, object]) -> PartRow:
    code = part.get("code")
    return PartRow(
        title=picklists.PARTS.get(code, code) if isinstance(code, str) else _UNREADABLE,
        points=f"{_say_marks(part.get('points'))}/{_say_marks(part.get('out_of'))}",
        cut_score=_say_cut_score(part.get("cut_score")),
        reached="bereikt" if part.get("reached") is True else "niet bereikt",
    )


def _say_cut_score(document: object) -> str:
    if not isinstance(document, Mapping):
        return _UNREADABLE
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in _CUT_SCORES:
        return _UNREADABLE
    words, field, unit = _CUT_SCORES[kind]
    text = f"{words} {_say_marks(document.get(field))}{unit}"
    if "points_needed" in document:
        text += f" ({_say_marks(document['points_needed'])} nodig)"
    return text


def _say_marks(value: object) -> str:
    try:
        return marks_in_dutch(read_marks(value))
    except FieldNotReadable:
        return _UNREADABLE


def _say_step(step: Mapping[str, object]) -> str:
    sentence = step.get("sentence", step.get("kind"))
    return sentence if isinstance(sentence, str) else _UNREADABLE


def _say_revision(revision: int, supersedes: str | None) -> str:
    return f"{revision}, vervangt {supersedes}" if supersedes else str(revision)


def _say_deliveries(held: HeldResult) -> str:
    if held.deliveries == 1:
        return "1 keer"
    return f"{held.deliveries} keer, het laatst op {_say_instant(held.last_received_at)}"


def _say_instant(instant: datetime) -> str:
    return f"{instant.astimezone(BRUSSELS):%d/%m/%Y %H:%M:%S}"
