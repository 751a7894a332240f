"""The letter to the candidate: short sentences, no jargon, no key of any question."""

from typing import assert_never

from flask import url_for

from itembank.timing import brussels_date
from scoring.explanations import date_in_dutch
from testplatform.models.appeals import Appeal, AppealState
from testplatform.web.appeals.building.explanations import explain_plainly
from testplatform.web.appeals.building.lists import describe_test
from testplatform.web.appeals.pages import LetterPage
from testplatform.web.staff.pages import Link

QUESTIONS = "Hebt u vragen? Ga dan naar uw testcentrum en neem deze brief mee."
FURTHER = (
    "Bent u het niet eens met dit antwoord? Dan kunt u naar de beroepscommissie gaan. Vraag in uw "
    "testcentrum hoe dat gaat."
)


def build_letter_page(appeal: Appeal) -> LetterPage:
    attempt = appeal.decision.attempt
    candidate = attempt.booking.candidate
    written_at = appeal.closed_at or appeal.recorded_at
    return LetterPage(
        code=appeal.code,
        full_name=candidate.full_name,
        dossier=candidate.dossier,
        test_centre=attempt.booking.sitting.test_centre.name,
        written_on=date_in_dutch(brussels_date(written_at)),
        subject=f"Uw bezwaar over de test {describe_test(attempt)}",
        paragraphs=(_received(appeal), *_answer(appeal)),
        explanation=explain_plainly(appeal.decision),
        closing=_closing(appeal),
        back=Link(
            label=f"Bezwaar {appeal.code}", url=url_for("appeals.appeal", appeal_id=appeal.id)
        ),
    )


def _received(appeal: Appeal) -> str:
    received, deadline = date_in_dutch(appeal.received_on), date_in_dutch(appeal.deadline)
    came = f"Wij kregen uw bezwaar op {received}."
    if appeal.is_late:
        return f"{came} Dat was te laat: de laatste dag was {deadline}."
    return f"{came} Dat was op tijd: de laatste dag was {deadline}."


def _answer(appeal: Appeal) -> tuple[str, ...]:
    reason = tuple(line for line in appeal.reason.splitlines() if line.strip())
    match appeal.state:
        case AppealState.RECEIVED | AppealState.SECOND_LOOK:
            return (
                "Iemand kijkt uw test opnieuw na. Die persoon heeft uw bezwaar niet genoteerd.",
                "U krijgt een nieuwe brief met het antwoord.",
            )
        case AppealState.UPHELD:
            return ("U hebt gelijk.", *reason, *_remedy(appeal))
        case AppealState.REJECTED:
            return ("Uw resultaat blijft hetzelfde.", *reason)
        case AppealState.WITHDRAWN:
            return ("Wij kijken niet verder naar uw bezwaar.", *reason)
        case _:
            assert_never(appeal.state)


def _remedy(appeal: Appeal) -> tuple[str, ...]:
    if appeal.rescoring_case is None:
        return tuple(line for line in appeal.remedy.splitlines() if line.strip())
    return (
        f"Wij berekenen uw punten opnieuw (correctie {appeal.rescoring_case.code}).",
        "Daarna hoort u uw resultaat.",
    )


def _closing(appeal: Appeal) -> tuple[str, ...]:
    is_answered = appeal.state in (AppealState.UPHELD, AppealState.REJECTED)
    return (FURTHER, QUESTIONS) if is_answered else (QUESTIONS,)
