"""From a decision to the message that tells it."""

from collections.abc import Mapping, Sequence
from datetime import date

from scoring.decisions import Decision, decision_to_document
from scoring.explanations import sentences
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
    """Build the message of a decision by cut scores; every step gets its sentence in Dutch.

    `names` gives the Dutch names of parts and moments by their code, as in `scoring.explanations`.
    `said` are the sentences where they were made already.

    Raises:
        ResultUnreadable: when an identifier has not the form that the contract asks.
    """
    return build_message(
        decision_to_document(decision),
        sentences(decision, names) if said is None else said,
        result=result,
        dossier=dossier,
        booking=booking,
        programme=decision.versions.programme,
        moment=moment,
        sat_on=sat_on,
        revision=revision,
        supersedes=supersedes,
    )


def build_message(
    decided: Mapping[str, object],
    said: Sequence[str],
    *,
    result: str,
    dossier: str,
    booking: str,
    programme: str,
    moment: str,
    sat_on: date,
    revision: int,
    supersedes: str | None,
    scheme: str | None = None,
) -> ResultMessage:
    """Build the message of a decision as its document has it, with the sentence of each step.

    With a scheme, the test passes or fails nobody: what it found is told as it was written down,
    with the sentences that are said after all steps as its `conclusion`.

    Raises:
        ResultUnreadable: when an identifier has not the form that the contract asks.
    """
    steps = decided["steps"]
    told: dict[str, object] = {"steps": steps, "versions": decided["versions"]}
    if isinstance(steps, list):
        told["steps"] = [
            {**step, "sentence": sentence}
            for step, sentence in zip(steps, said[: len(steps)], strict=True)
        ]
    if scheme is None:
        told |= {"outcome": decided["outcome"], "parts": decided["parts"]}
    else:
        found = {name: value for name, value in decided.items() if name not in told}
        if isinstance(steps, list) and len(said) > len(steps):
            found["conclusion"] = list(said[len(steps) :])
        told |= {"outcome": None, "parts": [], "findings": {"scheme": scheme, **found}}
    return result_message_from_document(
        {
            **told,
            "result": result,
            "dossier": dossier,
            "booking": booking,
            "programme": programme,
            "moment": moment,
            "sat_on": sat_on.isoformat(),
            "revision": revision,
            "supersedes": supersedes,
        }
    )
