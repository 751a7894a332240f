"""What a decision comes to, in a word or two, whether its test passes and fails or not."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from scoring.decisions import Outcome
from scoring.proofs import Proof
from scoring.routing import Track
from testplatform.models.decisions import Decision
from testplatform.web.staff.pages import Badge, Tone
from testplatform.web.staff.wording import OUTCOMES

PROOFS: Mapping[Proof, Badge] = MappingProxyType(
    {
        Proof.CERTIFICATE: Badge(word="bewijs", tone=Tone.GOOD),
        Proof.STATEMENT: Badge(word="verklaring van niveau", tone=Tone.INFORMING),
        Proof.NONE: Badge(word="schatting, geen bewijs", tone=Tone.NEUTRAL),
    }
)

TRACKS: Mapping[Track, str] = MappingProxyType(
    {Track.ORAL: "mondeling", Track.WRITTEN: "schriftelijk"}
)


def describe_decision(decision: Decision) -> Badge:
    """What a stored decision comes to."""
    return describe_result(decision.outcome, decision.document)


def describe_result(outcome: Outcome | None, document: Mapping[str, Any]) -> Badge:
    """The outcome, or what was found where nobody passes or fails: band, modules or proof."""
    if outcome is not None:
        return OUTCOMES[outcome]
    if "band" in document:
        return Badge(word=f"interval {document['band']['title']}", tone=Tone.INFORMING)
    if "tracks" in document:
        return Badge(word=describe_tracks(document["tracks"]), tone=Tone.INFORMING)
    return PROOFS[Proof(document["proof"])]


def describe_tracks(tracks: Iterable[Mapping[str, Any]]) -> str:
    """The module of each track, as a placement has them."""
    return ", ".join(f"{TRACKS[Track(one['track'])]} {one['module']}" for one in tracks)
