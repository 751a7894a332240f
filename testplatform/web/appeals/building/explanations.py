"""A decision in plain Dutch, for somebody who never saw one. All comes from what was stored."""

from collections.abc import Mapping
from typing import Any

from itembank.timing import brussels_date
from scoring.cut_scores import (
    Joining,
    cut_score_from_document,
    cut_score_set_from_document,
)
from scoring.decisions import Outcome
from scoring.explanations import date_in_dutch, marks_in_dutch
from scoring.marks import marks_from_text
from testplatform.models.decisions import Decision
from testplatform.web.administration.building.decisions import CUT_SCORE_FIELDS
from testplatform.web.appeals.building.findings import explain_findings
from testplatform.web.staff.wording import describe_cut_score, describe_part

JOININGS = {
    Joining.ALL_PARTS: "U bent geslaagd als u voor elk deel genoeg punten hebt.",
    Joining.ANY_PART: "U bent geslaagd als u voor één deel genoeg punten hebt.",
}
OUTCOMES = {
    Outcome.PASSED: "U bent dus geslaagd.",
    Outcome.FAILED: "U bent dus niet geslaagd.",
}


def explain_plainly(decision: Decision) -> tuple[str, ...]:
    """What was asked, what was reached, and what follows: one short sentence after another."""
    sat_on = date_in_dutch(brussels_date(decision.attempt.booking.sitting.starts_at))
    if decision.outcome is None or decision.cut_score_set is None:
        return (f"U deed de test op {sat_on}.", *explain_findings(decision))
    parts = decision.document["parts"]
    programme = decision.attempt.booking.programme
    joining = cut_score_set_from_document(decision.cut_score_set.document).joining
    count = "één deel" if len(parts) == 1 else f"{len(parts)} delen"
    corrected = (
        ("We hebben uw punten opnieuw berekend, omdat er iets niet juist was aan de test.",)
        if decision.document["versions"].get("corrections")
        else ()
    )
    return (
        f"U deed de test op {sat_on}. De test heeft {count}.",
        *corrected,
        *(_explain_part(programme, part) for part in parts),
        JOININGS[joining],
        OUTCOMES[decision.outcome],
    )


def _explain_part(programme: str, part: Mapping[str, Any]) -> str:
    points, out_of = _marks(part["points"]), _marks(part["out_of"])
    stored = part["cut_score"]
    needed = _marks(stored["points_needed"])
    fields = {name: stored[name] for name in CUT_SCORE_FIELDS if name in stored}
    asked = describe_cut_score(cut_score_from_document(fields))
    enough = "Dat is genoeg." if part["reached"] else "Dat is niet genoeg."
    return (
        f"Het deel {describe_part(programme, part['code'])}: u kreeg {points} van de {out_of} "
        f"punten. U had er {needed} nodig ({asked}). {enough}"
    )


def _marks(stored: int | str) -> str:
    return marks_in_dutch(marks_from_text(str(stored)))
