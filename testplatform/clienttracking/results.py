"""From a decision to the message that tells it."""

from collections.abc import Mapping, Sequence
from datetime import date

from scoring.decisions import Decision, decision_to_document
from scoring.explanations import sentences
from scoring.steps import step_to_document
from testplatform.clienttracking.contract import ResultMessage, result_message_from_document


def build_result_message(
    decision: Decision,
    *,
    result: str,
    dossier: str,
    booking: str,
    moment: str,
    sat_on: date,
    revision: int,
    supersedes: str | None,
    names: Mapping[str, str] | None = None,
    said: Sequence[str] | None = None,
) -> ResultMessage:
    """Build the message of a decision; every step gets its sentence in Dutch.

    `names` gives the Dutch names of parts and moments by their code, as in `scoring.explanations`.
    `said` are the sentences where they were made already.

    Raises:
        ResultUnreadable: when an identifier has not the form that the contract asks.
    """
    sentences_said = sentences(decision, names) if said is None else said
    return result_message_from_document(
        {
            **decision_to_document(decision),
            "steps": [
                {**step_to_document(step), "sentence": sentence}
                for step, sentence in zip(decision.steps, sentences_said, strict=True)
            ],
            "result": result,
            "dossier": dossier,
            "booking": booking,
            "programme": decision.versions.programme,
            "moment": moment,
            "sat_on": sat_on.isoformat(),
            "revision": revision,
            "supersedes": supersedes,
        }
    )
