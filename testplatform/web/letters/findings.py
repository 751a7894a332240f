"""What a test found that passes or fails nobody, in the language of a letter."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from scoring.explanations import marks_in_dutch
from scoring.marks import marks_from_text
from scoring.proofs import Proof
from scoring.routing import Track
from testplatform.models.decisions import Decision
from testplatform.screens import result_letters as say
from testplatform.screens.part_titles import part_title
from testplatform.web.staff.wording import describe_part

PROOFS = MappingProxyType({Proof.CERTIFICATE: say.certificate, Proof.STATEMENT: say.statement})
MODULES = MappingProxyType(
    {Track.ORAL: say.module_of_speaking, Track.WRITTEN: say.module_of_writing}
)


def list_results(decision: Decision) -> Iterator[str]:
    """What somebody wants to know first: the band, the proof, the chances, the modules."""
    document = decision.document
    if "band" in document:
        yield say.band(document["band"]["code"], otherwise=document["band"]["title"])
    elif "tracks" in document:
        for track in document["tracks"]:
            yield MODULES[Track(track["track"])](track["module"], track["level"])
    elif "skills" in document:
        yield PROOFS[Proof(document["proof"])]()
    elif document["chance_percent"] is not None:
        chance = document["chance_percent"]
        yield say.chance(chance["middle"], low=chance["low"], high=chance["high"])


def explain_results(decision: Decision) -> Iterator[str]:
    """How it came about, one short sentence after another; all comes from what was stored."""
    document = decision.document
    programme = decision.attempt.booking.programme
    if "band" in document:
        yield from _explain_band(programme, document)
    elif "tracks" in document:
        yield say.nobody_passes()
        yield say.no_certificate()
    elif "skills" in document:
        yield from _explain_levels(programme, document)
    else:
        yield say.estimate()


def _explain_band(programme: str, document: Mapping[str, Any]) -> Iterator[str]:
    for step in document["steps"]:
        if "subtest" in step:
            title = _title(programme, step["subtest"])
            yield say.points(title, points=_marks(step["points"]), out_of=_marks(step["out_of"]))
    yield say.points_together(_marks(document["points"]), out_of=_marks(document["out_of"]))
    yield say.nobody_passes()


def _explain_levels(programme: str, document: Mapping[str, Any]) -> Iterator[str]:
    for skill in document["skills"]:
        title = _title(programme, skill["part"])
        yield say.no_level(title) if skill["level"] is None else say.level(title, skill["level"])
    for asked in document["requirements"]:
        needed = say.level_needed(_title(programme, asked["part"]), asked["required"])
        yield f"{needed} {_verdict(asked)}"
    if document["resit"]:
        yield say.parts_again(", ".join(_title(programme, part) for part in document["resit"]))


def _verdict(asked: Mapping[str, Any]) -> str:
    if not asked["taken"]:
        return say.part_not_taken()
    return say.level_reached() if asked["reached"] else say.level_not_reached()


def _title(programme: str, part: str) -> str:
    return part_title(part, otherwise=describe_part(programme, part))


def _marks(stored: int | str) -> str:
    return marks_in_dutch(marks_from_text(str(stored)))
