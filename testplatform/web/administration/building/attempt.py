"""One attempt: what was booked, what happened, what was decided and what became of that."""

import json
from collections.abc import Iterable

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import get_language
from itembank.part_times import Opening
from itembank.programmes import get_programme
from testplatform.models.appeals import Appeal
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.decisions import Decision
from testplatform.models.journal import HeldEntry
from testplatform.models.outbox import OutboxMessage
from testplatform.models.ratings import RatingTask
from testplatform.repositories.appeals import list_appeals_of_attempt
from testplatform.repositories.attempts import count_late_entries
from testplatform.repositories.decisions import list_awards, list_decisions
from testplatform.repositories.journal import list_held_entries
from testplatform.repositories.outbox import list_messages_of_attempt
from testplatform.repositories.part_openings import list_openings
from testplatform.repositories.ratings import list_tasks
from testplatform.services.attempts import CLOSED_STATES
from testplatform.services.refused_decisions import find_refused_decision
from testplatform.web.administration.building.answers import build_part_answers
from testplatform.web.administration.building.decisions import (
    build_decision_view,
    build_part_awards,
)
from testplatform.web.administration.building.routed_tests import list_test_happenings
from testplatform.web.administration.pages.attempts import (
    AttemptPage,
    Fact,
    Happening,
    HeldRow,
    MessageRow,
)
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import (
    ATTEMPT_STATES,
    DELIVERY_STATES,
    DESTINATIONS,
    ENTRY_KINDS,
    HELD_REASONS,
    SUBMITTERS,
    describe_booked_parts,
    describe_facts,
    describe_moment,
    describe_needs,
    describe_part,
    describe_purpose,
    explain_undecided,
)


def build_attempt_page(session: Session, attempt: Attempt) -> AttemptPage:
    decisions = list_decisions(session, attempt.id)
    messages = list_messages_of_attempt(session, attempt.id)
    programme = attempt.booking.programme
    return AttemptPage(
        full_name=attempt.booking.candidate.full_name,
        dossier=attempt.booking.candidate.dossier,
        state=ATTEMPT_STATES[attempt.state],
        facts=_facts(attempt),
        timeline=_timeline(
            attempt,
            decisions,
            messages,
            list_openings(session, [attempt.id]).get(attempt.id, ()),
            list_test_happenings(session, attempt),
        ),
        decisions=tuple(
            build_decision_view(programme, decision, is_current=decision is decisions[0])
            for decision in decisions
        ),
        undecided=explain_undecided(attempt.state),
        awards=build_part_awards(programme, list_awards(session, decisions[0].id))
        if decisions
        else (),
        answers=build_part_answers(session, attempt) if attempt.state in CLOSED_STATES else (),
        messages=tuple(_message_row(message) for message in messages),
        deliveries_url=url_for("administration.deliveries"),
        held=tuple(_held_row(entry) for entry in list_held_entries(session, attempt.id)),
        late_entries=count_late_entries(session, attempt.id),
        refusal=find_refused_decision(session, attempt),
        appeals=tuple(
            _appeal_link(appeal) for appeal in list_appeals_of_attempt(session, attempt.id)
        ),
        letter_url=url_for("letters.letter", public_id=attempt.public_id) if decisions else None,
        new_appeal_url=url_for("appeals.new", public_id=attempt.public_id) if decisions else None,
        ratings=tuple(_rating_link(task) for task in list_tasks(session, attempt.id)),
        list_url=url_for("administration.attempts"),
    )


def _rating_link(task: RatingTask) -> Link:
    url = url_for("rating_corrections.task", task_id=task.id)
    return Link(label=f"Beoordelingen van {task.code}", url=url)


def _appeal_link(appeal: Appeal) -> Link:
    return Link(label=f"Bezwaar {appeal.code}", url=url_for("appeals.appeal", appeal_id=appeal.id))


def _facts(attempt: Attempt) -> tuple[Fact, ...]:
    booking, form = attempt.booking, attempt.form
    audio = attempt.audio_manifest
    needs = describe_needs(booking.programme, booking.needs)
    sitting = booking.sitting
    return (
        Fact(label="Testprogramma", text=get_programme(booking.programme).title),
        Fact(label="Testmoment", text=describe_moment(booking.programme, booking.moment)),
        *_purpose_facts(booking),
        Fact(label="Taal", text=get_language(attempt.language).dutch_name),
        Fact(label="Noden", text=", ".join(needs) or "geen"),
        Fact(label="Testcentrum", text=sitting.test_centre.name),
        Fact(
            label="Afnamesessie",
            text=format_instant(sitting.starts_at),
            url=url_for("invigilator.sitting", sitting_id=sitting.id),
        ),
        Fact(label="Regio van de aanvrager", text=booking.region),
        *(Fact(label="Ter informatie", text=told) for told in describe_facts(booking)),
        Fact(label="Afspraak", text=f"{booking.external_id}, revisie {booking.revision}"),
        Fact(label="Tijd", text=_describe_time(attempt)),
        Fact(
            label="Testversie",
            text=f"{form.title}, versie {form.version}",
            url=url_for("administration.form", form_id=form.id),
        ),
        Fact(label="Audio", text="geen" if audio is None else f"versie {audio.version}"),
    )


def _purpose_facts(booking: Booking) -> tuple[Fact, ...]:
    """Of a test of levels: what the level is for, and the parts that are sat."""
    purpose = describe_purpose(booking)
    if purpose is None:
        return ()
    parts = describe_booked_parts(booking)
    return (
        Fact(label="Doel", text=purpose),
        Fact(label="Delen", text=f"alleen {parts}" if parts else "de hele test"),
    )


def _describe_time(attempt: Attempt) -> str:
    extra = f", {attempt.extra_percent} % extra" if attempt.extra_percent else ""
    return f"{attempt.minutes} minuten{extra}"


def _timeline(
    attempt: Attempt,
    decisions: Iterable[Decision],
    messages: Iterable[OutboxMessage],
    openings: Iterable[Opening],
    tests: Iterable[Happening],
) -> tuple[Happening, ...]:
    submitted = "ingediend"
    if attempt.submitted_by is not None:
        submitted = f"ingediend {SUBMITTERS[attempt.submitted_by]}"
    happened = [
        (attempt.checked_in_at, "ingecheckt"),
        (attempt.started_at, "begonnen"),
        *((one.opened_at, _name_opening(attempt, one)) for one in openings),
        (attempt.submitted_at, submitted),
        *((decision.decided_at, _name_decision(decision)) for decision in decisions),
        *((message.delivered_at, _name_delivery(message)) for message in messages),
    ]
    known = [Happening(at=at, text=text) for at, text in happened if at is not None]
    return tuple(sorted([*known, *tests], key=lambda happening: happening.at))


def _name_opening(attempt: Attempt, opening: Opening) -> str:
    return f"{describe_part(attempt.booking.programme, opening.part)} geopend"


def _name_decision(decision: Decision) -> str:
    return "beslist" if decision.supersedes_id is None else "opnieuw beslist"


def _name_delivery(message: OutboxMessage) -> str:
    return f"uitslag bezorgd aan het {_destination(message)}"


def _destination(message: OutboxMessage) -> str:
    return DESTINATIONS.get(message.destination, message.destination)


def _message_row(message: OutboxMessage) -> MessageRow:
    return MessageRow(
        destination=_destination(message),
        revision=message.decision.revision,
        state=DELIVERY_STATES[message.state],
        tries=message.tries,
        delivered_at=message.delivered_at,
        problem=message.problem,
    )


def _held_row(entry: HeldEntry) -> HeldRow:
    kind = str(entry.document.get("kind", ""))
    return HeldRow(
        seq=entry.seq,
        fence=entry.fence,
        kind=ENTRY_KINDS.get(kind, kind),
        item=str(entry.document.get("item", "")),
        reason=HELD_REASONS[entry.reason],
        received_at=entry.received_at,
        value=_written(entry.document.get("value")),
    )


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
