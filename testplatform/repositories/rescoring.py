"""Rescoring cases, and the decided attempts that they concern, read in sets."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from itembank.items import PRACTICE_PART
from scoring.awards import Award, PartPoints, award_from_document
from scoring.decisions import Outcome
from testplatform.json_texts import read_json
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.decisions import Award as AwardRow
from testplatform.models.decisions import Decision
from testplatform.models.forms import Form, FormItem
from testplatform.models.items import Item, ItemVersion
from testplatform.models.rescoring import (
    RescoringCase,
    RescoringKind,
    RescoringResult,
    RescoringState,
    name_case,
)
from testplatform.models.routed_tests import RoutedTest
from testplatform.models.sittings import Sitting
from testplatform.repositories.decisions import is_newest, select_awards

IN_FORCE = (RescoringState.APPROVED, RescoringState.WRITTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which attempts a correction concerns; None limits nothing.

    An item version in the forms of a code, and the part that it is in; or a moment with the
    instants between which sittings began. Where it `is_routed`, nobody sits a part that no test of
    theirs asked.
    """

    programme: str
    item_version_id: int | None = None
    form_code: str | None = None
    moment: str | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    part: str | None = None
    is_routed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedAttempt:
    """An attempt with its newest decision, and what a superseding one needs to know.

    Many have the same `document`: it is told by its text, and may not be changed.
    """

    attempt_id: int
    form_id: int
    language: str
    programme: str
    moment: str
    purpose: str | None
    parts: list[str] | None
    starts_at: datetime
    test_centre_id: int
    candidate_id: int
    dossier: str
    booking: str
    decision_id: int
    decision: str
    revision: int
    outcome: Outcome | None
    cut_score_set_id: int | None
    document_text: str

    @property
    def document(self) -> Mapping[str, Any]:
        """What is stored of the decision: parts, steps, sentences and versions."""
        document: Mapping[str, Any] = read_json(self.document_text)
        return document


def select_concerned(scope: Scope) -> sa.Select[int]:
    """The decided attempts that a correction concerns."""
    query = sa.select(Attempt.id).where(Attempt.state == AttemptState.SCORED)
    if scope.item_version_id is not None:
        query = query.where(Attempt.form_id.in_(_forms_with(scope)))
    if scope.part is not None:
        query = query.join(Attempt.booking).where(_sits(scope.part))
    if scope.part is not None and scope.is_routed:
        query = query.where(_came_to(scope.part))
    if scope.moment is not None:
        query = query.join(Attempt.booking).join(Booking.sitting)
        query = query.where(
            Booking.programme == scope.programme,
            Booking.moment == scope.moment,
            Sitting.starts_at >= scope.begins,
            Sitting.starts_at < scope.ends,
        )
    return query


def list_form_ids(session: Session, scope: Scope) -> list[int]:
    """The forms that a correction concerns, by number."""
    if scope.item_version_id is not None:
        return list(session.scalars(_forms_with(scope).order_by(FormItem.form_id)))
    query = sa.select(Form.id).where(Form.programme == scope.programme)
    return list(session.scalars(query.order_by(Form.id)))


def count_concerned(session: Session, scope: Scope) -> int:
    concerned = select_concerned(scope).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(concerned)) or 0


def list_concerned_after(
    session: Session, scope: Scope, attempt_id: int, *, limit: int
) -> list[int]:
    """The next concerned attempts after one, by number."""
    return list(
        session.scalars(
            select_concerned(scope).where(Attempt.id > attempt_id).order_by(Attempt.id).limit(limit)
        )
    )


def list_decided(session: Session, attempt_ids: Collection[int]) -> list[DecidedAttempt]:
    """Attempts with their newest decisions, by number (one query)."""
    rows = session.execute(
        sa.select(
            Attempt.id.label("attempt_id"),
            Attempt.form_id,
            Attempt.language,
            Booking.programme,
            Booking.moment,
            Booking.purpose,
            Booking.parts,
            Sitting.starts_at,
            Sitting.test_centre_id,
            Booking.candidate_id,
            Candidate.dossier,
            Booking.external_id.label("booking"),
            Decision.id.label("decision_id"),
            Decision.public_id.label("decision"),
            Decision.revision,
            Decision.outcome,
            Decision.cut_score_set_id,
            sa.cast(Decision.document, sa.Text).label("document_text"),
        )
        .join(Attempt.booking)
        .join(Booking.candidate)
        .join(Booking.sitting)
        .join(Decision, sa.and_(Decision.attempt_id == Attempt.id, is_newest(Decision)))
        .where(Attempt.id.in_(attempt_ids))
        .order_by(Attempt.id)
    )
    return [DecidedAttempt(**row._mapping) for row in rows]


def list_awards_of_item(
    session: Session, decision_ids: Collection[int], item_version_id: int
) -> dict[int, Award]:
    """Decision id → its award of one item (absent when the item was left out)."""
    rows = session.execute(
        select_awards(Decision.id, sa.cast(AwardRow.document, sa.Text)).where(
            Decision.id.in_(decision_ids), AwardRow.item_version_id == item_version_id
        )
    )
    known: dict[str, Award] = {}  # most awards of an item are the same few
    awards = {}
    for decision_id, text in rows:
        if text not in known:
            known[text] = award_from_document(read_json(text))
        awards[decision_id] = known[text]
    return awards


def sum_parts_of(
    session: Session, decision_ids: Collection[int]
) -> dict[int, dict[str, PartPoints]]:
    """Decision id → the points of each part that has awards (one query)."""
    rows = session.execute(
        select_awards(
            Decision.id.label("decision_id"),
            AwardRow.part,
            AwardRow.marks,
            AwardRow.out_of,
            sa.func.count().label("number"),
        )
        .where(Decision.id.in_(decision_ids))
        .group_by(Decision.id, AwardRow.part, AwardRow.marks, AwardRow.out_of)
    )
    sums: dict[tuple[int, str], list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for row in rows:
        one = sums[row.decision_id, row.part]
        one[0] += row.marks * row.number
        one[1] += row.out_of * row.number
    points: dict[int, dict[str, PartPoints]] = defaultdict(dict)
    for (decision_id, part), (marks, out_of) in sums.items():
        points[decision_id][part] = PartPoints(points=marks, out_of=out_of)
    return points


def list_unsolved(session: Session, attempt_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Attempt id → the cases by which it could not be decided again (absent when none)."""
    rows = session.execute(
        sa.select(RescoringResult.attempt_id, RescoringResult.case_id).where(
            RescoringResult.attempt_id.in_(attempt_ids), RescoringResult.problem.is_not(None)
        )
    )
    cases: dict[int, set[str]] = defaultdict(set)
    for attempt_id, case_id in rows:
        cases[attempt_id].add(name_case(case_id))
    return {attempt_id: frozenset(codes) for attempt_id, codes in cases.items()}


def list_item_versions(
    session: Session, code: str, version: int | None, form_code: str | None
) -> list[ItemVersion]:
    """The versions of an item that count in forms, the oldest first."""
    query = (
        sa.select(ItemVersion)
        .join(ItemVersion.item)
        .where(Item.code == code, ItemVersion.id.in_(_versions_in_forms(form_code)))
        .order_by(ItemVersion.version)
        .options(joinedload(ItemVersion.item))
    )
    if version is not None:
        query = query.where(ItemVersion.version == version)
    return list(session.scalars(query))


def list_cases(session: Session) -> list[RescoringCase]:
    """Every case, the newest first, with the people and what it corrects."""
    return list(session.scalars(_with_everything().order_by(RescoringCase.id.desc())))


def find_case(session: Session, case_id: int) -> RescoringCase | None:
    return session.scalars(_with_everything().where(RescoringCase.id == case_id)).one_or_none()


def list_cases_in_force(session: Session, *, up_to: int | None = None) -> list[RescoringCase]:
    """The approved cases in the order of their approval; at most up to a number of that order."""
    query = (
        _with_everything()
        .where(RescoringCase.state.in_(IN_FORCE))
        .order_by(RescoringCase.approval_number)
    )
    if up_to is not None:
        query = query.where(RescoringCase.approval_number <= up_to)
    return list(session.scalars(query))


def is_leaving_out(session: Session, item_version_ids: Collection[int], form_code: str) -> bool:
    """Whether a correction that leaves one of these items out of a form is still being written."""
    is_of_form = RescoringCase.form_code.is_(None) | (RescoringCase.form_code == form_code)
    found = session.scalars(
        sa.select(RescoringCase.id)
        .where(
            RescoringCase.state == RescoringState.APPROVED,
            RescoringCase.kind == RescoringKind.LEFT_OUT,
            RescoringCase.item_version_id.in_(item_version_ids),
            is_of_form,
        )
        .limit(1)
    ).first()
    return found is not None


def list_case_ids(session: Session, state: RescoringState) -> list[int]:
    """The cases in a state: in the order of their approval, or else as they were proposed."""
    return list(
        session.scalars(
            sa.select(RescoringCase.id)
            .where(RescoringCase.state == state)
            .order_by(RescoringCase.approval_number, RescoringCase.id)
        )
    )


def find_last_approval(session: Session) -> int:
    """The number of the last approval; 0 before the first."""
    return session.scalar(sa.select(sa.func.max(RescoringCase.approval_number))) or 0


def count_unwritten(session: Session, case_id: int) -> int:
    query = sa.select(sa.func.count()).where(
        RescoringResult.case_id == case_id, RescoringResult.written_at.is_(None)
    )
    return session.scalar(query) or 0


def _with_everything() -> sa.Select[RescoringCase]:
    return sa.select(RescoringCase).options(
        joinedload(RescoringCase.item_version).joinedload(ItemVersion.item),
        joinedload(RescoringCase.cut_score_set),
        joinedload(RescoringCase.proposed_by),
        joinedload(RescoringCase.judged_by),
    )


def _sits(part: str) -> sa.ColumnElement[bool]:
    """That somebody was booked for all parts, or for this one among others."""
    written = sa.cast(Booking.parts, sa.Text)
    return sa.or_(Booking.parts.is_(sa.null()), written.contains(f'"{part}"', autoescape=True))


def _came_to(part: str) -> sa.ColumnElement[bool]:
    """That a test of somebody's way asked the part."""
    written = sa.cast(RoutedTest.parts, sa.Text)
    return sa.exists().where(
        RoutedTest.attempt_id == Attempt.id, written.contains(f'"{part}"', autoescape=True)
    )


def _forms_with(scope: Scope) -> sa.Select[int]:
    query = sa.select(FormItem.form_id).where(
        FormItem.item_version_id == scope.item_version_id, FormItem.part != PRACTICE_PART
    )
    if scope.form_code is not None:
        query = query.join(FormItem.form).where(Form.code == scope.form_code)
    return query


def _versions_in_forms(form_code: str | None) -> sa.Select[int]:
    query = sa.select(FormItem.item_version_id).where(FormItem.part != PRACTICE_PART)
    if form_code is not None:
        query = query.join(FormItem.form).where(Form.code == form_code)
    return query
