"""A decision on a case given as a document, without any attempt: for `testplatform decide`."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from itembank.cases.bands import decide_bands_case
from itembank.cases.levels import decide_levels_case
from itembank.cases.parts import decide_parts_case
from itembank.cases.reading import CaseNotUnderstood, finish, refusing
from itembank.cases.routing import decide_routing_case
from itembank.programmes import Programme, Scheme, UnknownProgramme, get_programme
from scoring.cut_scores import CutScoreSet
from scoring.documents import DocumentReader

__all__ = ["CaseNotUnderstood", "decide_case"]


def decide_case(
    document: object, *, cut_scores: Iterable[CutScoreSet] | None = None
) -> dict[str, object]:
    """Decide a case such as {"programme": "mo", "moment": "exemption", "date": "2023-03-01",
    "points": {"sokkel": [9, 11], "praktisch": [24, 30]}}: points and maximum for each part.

    What a case of another programme holds is in `docs/decide/`. The tables are those of the
    documents of the programme, unless cut scores are given.

    Returns a JSON document with the outcome, `steps` (Dutch sentences), `explanation` (the same
    steps as data) and `versions`; equal cases give equal documents.

    Raises:
        CaseNotUnderstood: for the first thing that is wrong with the case.
    """
    programme = _read_programme(document)
    reader = DocumentReader(document)
    reader.text("programme")
    match programme.scheme:
        case Scheme.CUT_SCORES:
            return decide_parts_case(reader, programme, cut_scores=cut_scores)
        case Scheme.BANDS:
            return decide_bands_case(reader, programme)
        case Scheme.ROUTING:
            return decide_routing_case(reader, programme)
        case Scheme.LEVELS:
            return decide_levels_case(reader, programme)
        case _:  # pragma: no cover
            assert_never(programme.scheme)


def _read_programme(document: object) -> Programme:
    """Read the one field that tells which others there are."""
    named: object = document
    if isinstance(document, Mapping):
        named = {name: value for name, value in document.items() if name == "programme"}
    reader = DocumentReader(named)
    code = reader.text("programme")
    finish(reader)
    with refusing("programme", UnknownProgramme):
        return get_programme(code)
