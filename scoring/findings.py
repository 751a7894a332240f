"""What a decision found that passes or fails nobody, as far as a correction can change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring.proofs import Proof

_PERCENTS = ("low", "middle", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The band of COVAAR, the levels of CT with what they prove, or the modules of NIVO.

    `band` is its code and title; `levels` has the level of each skill that was sat, None below the
    lowest, `resit` the required parts that are not reached, `chance` whole percents, and `modules`
    that of each track.
    """

    proof: Proof
    band: tuple[str, str] | None = None
    levels: tuple[tuple[str, str | None], ...] = ()
    resit: tuple[str, ...] = ()
    chance: tuple[int, ...] | None = None
    modules: tuple[tuple[str, str], ...] = ()


def read_finding(decided: Mapping[str, Any]) -> Finding:
    """Read it from the document of a decision by bands, by levels or by a routing."""
    band, chance = decided.get("band"), decided.get("chance_percent")
    return Finding(
        proof=Proof(decided["proof"]),
        band=None if band is None else (band["code"], band["title"]),
        levels=tuple((skill["part"], skill["level"]) for skill in decided.get("skills", ())),
        resit=tuple(decided.get("resit", ())),
        chance=None if chance is None else tuple(chance[name] for name in _PERCENTS),
        modules=tuple((track["track"], track["module"]) for track in decided.get("tracks", ())),
    )


def finding_to_document(finding: Finding) -> dict[str, object]:
    """Write it for storage, with the names that the decision has for the same."""
    written: dict[str, object] = {"proof": finding.proof.value}
    if finding.band is not None:
        written["band"] = {"code": finding.band[0], "title": finding.band[1]}
    if finding.levels:
        written |= {"levels": dict(finding.levels), "resit": list(finding.resit)}
    if finding.chance is not None:
        written["chance_percent"] = dict(zip(_PERCENTS, finding.chance, strict=True))
    if finding.modules:
        written["tracks"] = [{"track": track, "module": code} for track, code in finding.modules]
    return written
