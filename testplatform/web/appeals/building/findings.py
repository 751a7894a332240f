"""What a test found that passes or fails nobody, in plain Dutch: a band, levels, modules."""

from collections.abc import Iterator, Mapping
from typing import Any

from scoring.explanations import marks_in_dutch
from scoring.marks import marks_from_text
from scoring.proofs import Proof
from scoring.routing import Track
from testplatform.models.bookings import Booking
from testplatform.models.decisions import Decision
from testplatform.web.staff.results import TRACKS
from testplatform.web.staff.wording import describe_part, describe_purpose

NOBODY_PASSES = "Bij deze test kunt u niet slagen of zakken. Een consulent gebruikt het resultaat."
NO_PROOF = "De plaats in een module is geen bewijs van uw niveau voor anderen."
ESTIMATE = "Dit is een schatting. Het is geen bewijs."
PROOFS = {
    Proof.CERTIFICATE: "U hebt alle niveaus die nodig zijn. U krijgt een bewijs.",
    Proof.STATEMENT: "U krijgt een verklaring van niveau. Dat is nog geen bewijs.",
}


def explain_findings(decision: Decision) -> tuple[str, ...]:
    """One short sentence after another; all comes from what was stored."""
    document = decision.document
    booking = decision.attempt.booking
    if "band" in document:
        return tuple(_explain_band(booking.programme, document))
    if "skills" in document:
        return (_explain_purpose(booking), *_explain_levels(booking.programme, document))
    if "tracks" in document:
        return tuple(_explain_tracks(document))
    return (_explain_purpose(booking), *_explain_chances(document))


def _explain_tracks(document: Mapping[str, Any]) -> Iterator[str]:
    for track in document["tracks"]:
        name = TRACKS[Track(track["track"])].capitalize()
        yield f"{name}: u begint in module {track['module']} (niveau {track['level']})."
    yield NOBODY_PASSES
    yield NO_PROOF


def _explain_band(programme: str, document: Mapping[str, Any]) -> Iterator[str]:
    for step in document["steps"]:
        if "subtest" in step:
            name = describe_part(programme, step["subtest"])
            yield f"Het deel {name}: u kreeg {_points(step)} punten."
    yield f"Samen kreeg u {_points(document)} punten."
    yield f"Dat is in het interval: {document['band']['title']}."
    yield NOBODY_PASSES


def _explain_purpose(booking: Booking) -> str:
    return f"U deed de test voor: {describe_purpose(booking)}."


def _explain_levels(programme: str, document: Mapping[str, Any]) -> Iterator[str]:
    for skill in document["skills"]:
        level = "nog geen niveau" if skill["level"] is None else f"niveau {skill['level']}"
        yield f"Het deel {describe_part(programme, skill['part'])}: u hebt {level}."
    for asked in document["requirements"]:
        name = describe_part(programme, asked["part"])
        reached = "Dat hebt u." if asked["reached"] else "Dat hebt u niet."
        verdict = reached if asked["taken"] else "Dit deel deed u nog niet."
        yield f"Voor {name} is niveau {asked['required']} nodig. {verdict}"
    yield PROOFS[Proof(document["proof"])]
    if document["resit"]:
        names = ", ".join(describe_part(programme, part) for part in document["resit"])
        yield f"U kunt opnieuw doen: {names}."


def _explain_chances(document: Mapping[str, Any]) -> Iterator[str]:
    chance = document["chance_percent"]
    if chance is not None:
        yield (
            f"De kans dat u het niveau haalt, is ongeveer {chance['middle']} %. Ze ligt tussen "
            f"{chance['low']} % en {chance['high']} %."
        )
    yield ESTIMATE


def _points(told: Mapping[str, Any]) -> str:
    points, out_of = (
        marks_in_dutch(marks_from_text(str(told[one]))) for one in ("points", "out_of")
    )
    return f"{points} van de {out_of}"
