"""Panels as lists and one by one, with their ratings and notes, and how difficult items were."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from testplatform.models.attempts import Attempt
from testplatform.models.decisions import Award, Decision
from testplatform.models.forms import FormItem
from testplatform.models.panels import (
    Panel,
    PanelItem,
    Panellist,
    PanelNote,
    PanelOpinion,
    PanelRating,
    PanelState,
)
from testplatform.models.staff import Role, RoleName, Staff
from testplatform.repositories.cut_score_results import count_part_points, has_no_later
from testplatform.repositories.decisions import select_awards

LARGEST_NUMBER = 2**31 - 1
OVER = (PanelState.CLOSED, PanelState.PROPOSED, PanelState.ABANDONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """How an item went in decided attempts; `share` is that of its marks which they got."""

    attempts: int
    share: Fraction


def find_panel(session: Session, panel_id: int) -> Panel | None:
    """The panel with its form, items and people, as they are now."""
    return session.scalars(
        sa.select(Panel)
        .where(Panel.id == min(panel_id, LARGEST_NUMBER))
        .options(*_whole())
        .execution_options(populate_existing=True)
    ).one_or_none()


def list_panels(session: Session) -> list[Panel]:
    """Every panel: those that are not over first, of these the newest first."""
    is_over = sa.case((Panel.state.in_(OVER), 1), else_=0)
    return list(
        session.scalars(sa.select(Panel).order_by(is_over, Panel.id.desc()).options(*_whole()))
    )


def find_seat(session: Session, panel_id: int, staff_id: int) -> Panellist | None:
    """The place of somebody in a panel, with the panel; None when they were not invited."""
    panel = joinedload(Panellist.panel)
    return session.scalars(
        sa.select(Panellist)
        .where(Panellist.panel_id == min(panel_id, LARGEST_NUMBER), Panellist.staff_id == staff_id)
        .options(
            panel.joinedload(Panel.form),
            panel.selectinload(Panel.items),
            panel.selectinload(Panel.attempts),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def list_seats(session: Session, staff_id: int) -> list[Panellist]:
    """The places of somebody in all panels, the newest first."""
    panel = joinedload(Panellist.panel)
    return list(
        session.scalars(
            sa.select(Panellist)
            .where(Panellist.staff_id == staff_id)
            .order_by(Panellist.panel_id.desc())
            .options(
                panel.joinedload(Panel.form),
                panel.selectinload(Panel.items),
                panel.selectinload(Panel.attempts),
            )
        )
    )


def list_invitable(session: Session, panel_id: int) -> list[Staff]:
    """Active people with the role who were not invited to the panel, by name."""
    invited = sa.select(Panellist.staff_id).where(Panellist.panel_id == panel_id)
    return list(
        session.scalars(
            sa.select(Staff)
            .where(
                Staff.active.is_(True),
                Staff.roles.any(Role.name == RoleName.PANELLIST.value),
                Staff.id.not_in(invited),
            )
            .order_by(Staff.display_name, Staff.id)
        )
    )


def list_ratings(
    session: Session, panel_id: int, *, panellist_id: int | None = None
) -> dict[int, dict[int, dict[int, int]]]:
    """Round → panellist → item of the panel → percent; of one panellist or of all."""
    query = (
        sa.select(PanelRating)
        .join(PanelRating.panellist)
        .where(Panellist.panel_id == panel_id)
        .order_by(PanelRating.id)
    )
    if panellist_id is not None:
        query = query.where(PanelRating.panellist_id == panellist_id)
    found: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in session.scalars(query):
        found[row.round][row.panellist_id][row.panel_item_id] = row.percent
    return {number: dict(people) for number, people in found.items()}


def find_rating(
    session: Session, *, panellist_id: int, round_number: int, item_id: int
) -> PanelRating | None:
    return session.scalars(
        sa.select(PanelRating).where(
            PanelRating.panellist_id == panellist_id,
            PanelRating.round == round_number,
            PanelRating.panel_item_id == item_id,
        )
    ).one_or_none()


def list_opinions(session: Session, panel_id: int) -> dict[int, dict[int, PanelOpinion]]:
    """Round → panellist → what they said of the whole part."""
    query = (
        sa.select(PanelOpinion)
        .join(PanelOpinion.panellist)
        .where(Panellist.panel_id == panel_id)
        .order_by(PanelOpinion.round, PanelOpinion.panellist_id)
    )
    found: dict[int, dict[int, PanelOpinion]] = defaultdict(dict)
    for row in session.scalars(query):
        found[row.round][row.panellist_id] = row
    return dict(found)


def find_opinion(session: Session, *, panellist_id: int, round_number: int) -> PanelOpinion | None:
    return session.scalars(
        sa.select(PanelOpinion).where(
            PanelOpinion.panellist_id == panellist_id, PanelOpinion.round == round_number
        )
    ).one_or_none()


def list_notes(session: Session, panel_id: int) -> dict[int, list[PanelNote]]:
    """Item of the panel → its notes, the oldest first."""
    found: dict[int, list[PanelNote]] = defaultdict(list)
    query = (
        sa.select(PanelNote)
        .join(PanelItem, PanelItem.id == PanelNote.panel_item_id)
        .where(PanelItem.panel_id == panel_id)
        .order_by(PanelNote.id)
        .options(joinedload(PanelNote.written_by))
    )
    for note in session.scalars(query):
        found[note.panel_item_id].append(note)
    return dict(found)


def list_form_items(session: Session, form_id: int) -> dict[str, int]:
    """Ref in the form → id of the item in the form."""
    query = sa.select(FormItem.ref, FormItem.id).where(FormItem.form_id == form_id)
    return dict(session.execute(query.order_by(FormItem.position)).all())


def measure_difficulty(session: Session, form_id: int) -> Mapping[int, Difficulty]:
    """Item version → how it went in the newest decision of every attempt with the form."""
    rows = session.execute(
        select_awards(Award.item_version_id, Award.marks, Award.out_of, sa.func.count())
        .join(Attempt, Attempt.id == Decision.attempt_id)
        .where(Attempt.form_id == form_id, has_no_later())
        .group_by(Award.item_version_id, Award.marks, Award.out_of)
    )
    people: dict[int, int] = defaultdict(int)
    shares: dict[int, Fraction] = defaultdict(Fraction)
    for version, marks, out_of, number in rows:
        people[version] += number
        shares[version] += marks / out_of * number
    return {
        version: Difficulty(attempts=number, share=shares[version] / number)
        for version, number in people.items()
    }


def count_points(session: Session, form_id: int, part: str) -> dict[int, int]:
    """Whole points of a part → how many attempts with the form had them, by newest decision."""
    found: dict[int, int] = defaultdict(int)
    for points, number in count_part_points(session, form_id, part):
        found[floor(points)] += number
    return dict(found)


def _whole() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Panel.form),
        joinedload(Panel.created_by),
        joinedload(Panel.cut_score_proposal),
        joinedload(Panel.sample),
        selectinload(Panel.items),
        selectinload(Panel.attempts),
        selectinload(Panel.panellists).joinedload(Panellist.staff),
    )
