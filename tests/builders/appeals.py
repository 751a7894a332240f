"""Appeals at each stage of their life, stored."""

from datetime import date, timedelta

from testplatform.db import unit_of_work
from testplatform.services.appeals import begin_second_look, record_appeal
from tests.builders.rescoring import APPROVER, DECIDED_AT, PROPOSER, a_decided_attempt, staff_id_of

RECORDER, LOOKER = PROPOSER, APPROVER
DECIDED_ON = date(2026, 3, 2)
RECEIVED_ON = date(2026, 3, 5)
LAST_DAY = date(2026, 4, 1)
RECORDED_AT = DECIDED_AT + timedelta(days=60)
LOOKED_AT = RECORDED_AT + timedelta(days=1)
CLOSED_AT = RECORDED_AT + timedelta(days=2)
SUMMARY = "Vindt dat vraag 3 twee juiste antwoorden heeft."


def an_appeal(
    attempt_id: int | None = None, *, received_on: date = RECEIVED_ON, summary: str = SUMMARY
) -> int:
    """The id of an appeal that nobody looked at yet."""
    if attempt_id is None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
    with unit_of_work() as session:
        appeal = record_appeal(
            session,
            attempt_id,
            received_on=received_on,
            summary=summary,
            recorded_by_id=staff_id_of(session, RECORDER),
            now=RECORDED_AT,
        )
        return appeal.id


def an_appeal_looked_at(attempt_id: int | None = None, *, received_on: date = RECEIVED_ON) -> int:
    """The id of an appeal that another administrator looks at."""
    appeal_id = an_appeal(attempt_id, received_on=received_on)
    look(appeal_id)
    return appeal_id


def look(appeal_id: int, *, by: str = LOOKER) -> None:
    with unit_of_work() as session:
        begin_second_look(session, appeal_id, staff_id=staff_id_of(session, by), now=LOOKED_AT)
