"""The audit log in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from testplatform.models.audit import AuditRecord
from testplatform.repositories.attempts import list_public_ids
from testplatform.repositories.audit import (
    count_audit_records,
    list_newest_audit_records,
    list_staff_names,
)
from testplatform.services.audit import find_broken_link, list_audit_records
from testplatform.web.administration.pages.audit import AuditPage, AuditRow
from testplatform.web.staff.audit_wording import (
    AUDIT_ACTIONS,
    AUDIT_ACTORS,
    AUDIT_DETAILS,
    AUDIT_SUBJECTS,
)
from testplatform.web.staff.building import ROWS_PER_PAGE, build_paging
from testplatform.web.staff.pages import Badge, Tone

STAFF_KIND = "staff"
ATTEMPT_KIND = "attempt"
SHORT_HASH = 12
LONG_HASH = 32
CHAIN_INTACT = Badge(word="De ketting is ongeschonden", tone=Tone.GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What ids in the records stand for."""

    staff: Mapping[int, str]
    attempts: Mapping[int, str]


def build_audit_page(session: Session, *, number: int, is_chain_asked: bool) -> AuditPage:
    paging = build_paging(
        count_audit_records(session),
        number,
        lambda page: url_for("administration.audit", page=page),
    )
    records = list_newest_audit_records(session, limit=ROWS_PER_PAGE, offset=paging.offset)
    return AuditPage(
        rows=build_audit_rows(session, records),
        paging=paging,
        chain=_check_chain(session) if is_chain_asked else None,
        check_url=url_for("administration.audit", page=paging.number, check=1),
    )


def build_audit_rows(session: Session, records: Sequence[AuditRecord]) -> tuple[AuditRow, ...]:
    """The records in words; names and addresses are looked up once for all of them."""
    names = _Names(
        staff=list_staff_names(session, _ids(STAFF_KIND, [one.actor for one in records])),
        attempts=list_public_ids(session, _ids(ATTEMPT_KIND, [one.subject for one in records])),
    )
    return tuple(_row(record, names) for record in records)


def _check_chain(session: Session) -> Badge:
    broken = find_broken_link(list_audit_records(session))
    if broken is None:
        return CHAIN_INTACT
    return Badge(word=f"De ketting is verbroken bij record {broken}", tone=Tone.BAD)


def _row(record: AuditRecord, names: _Names) -> AuditRow:
    return AuditRow(
        position=record.position,
        at=record.at,
        actor=_actor(record.actor, names),
        action=AUDIT_ACTIONS.get(record.action, record.action),
        subject=_subject(record.subject),
        subject_url=_subject_url(record.subject, names),
        details=", ".join(_detail(name, value) for name, value in sorted(record.details.items())),
        short_hash=record.record_hash[:SHORT_HASH],
    )


def _detail(name: str, value: object) -> str:
    """A detail in words; a hash is cut, for its beginning is enough to recognise it."""
    written = AUDIT_ACTORS.get(str(value), str(value))
    shown = f"{written[:SHORT_HASH]}…" if len(written) >= LONG_HASH else written
    return f"{AUDIT_DETAILS.get(name, name)} {shown}"


def _actor(actor: str, names: _Names) -> str:
    number = _id_of(STAFF_KIND, actor)
    if number is None:
        return AUDIT_ACTORS.get(actor, actor)
    return names.staff.get(number, f"medewerker {number}")


def _subject(subject: str) -> str:
    kind, _, number = subject.partition(":")
    return f"{AUDIT_SUBJECTS.get(kind, kind)} {number}"


def _subject_url(subject: str, names: _Names) -> str | None:
    public_id = names.attempts.get(_id_of(ATTEMPT_KIND, subject) or 0)
    return None if public_id is None else url_for("administration.attempt", public_id=public_id)


def _ids(kind: str, references: Sequence[str]) -> set[int]:
    found = (_id_of(kind, reference) for reference in references)
    return {number for number in found if number is not None}


def _id_of(kind: str, reference: str) -> int | None:
    """The number in "<kind>:<number>", or None for another kind."""
    named, _, number = reference.partition(":")
    return int(number) if named == kind and number.isdecimal() else None
