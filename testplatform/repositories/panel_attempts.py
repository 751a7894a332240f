"""The attempts that panels judge: what was answered, and what panellists said of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from scoring.analysis.standard_setting import Verdict
from testplatform.models.panels import PanelAttempt, Panellist, PanelVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one panellist looked at in one round; None: they said nothing of it yet."""

    verdicts: Mapping[int, Verdict | None]

    @property
    def given(self) -> dict[int, Verdict]:
        """Attempt of the panel → what they said of it."""
        return {one: said for one, said in self.verdicts.items() if said is not None}


NOTHING_SEEN = Seen(verdicts={})


def list_seen(session: Session, panel_id: int) -> dict[int, dict[int, Seen]]:
    """Round → panellist → what they looked at, and said."""
    rows = session.scalars(
        sa.select(PanelVerdict)
        .join(PanelVerdict.panellist)
        .where(Panellist.panel_id == panel_id)
        .order_by(PanelVerdict.id)
    )
    found: dict[int, dict[int, dict[int, Verdict | None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row.round][row.panellist_id][row.panel_attempt_id] = row.verdict
    return {
        number: {who: Seen(verdicts=verdicts) for who, verdicts in people.items()}
        for number, people in found.items()
    }


def find_verdict(
    session: Session, *, panellist_id: int, round_number: int, panel_attempt_id: int
) -> PanelVerdict | None:
    return session.scalars(
        sa.select(PanelVerdict).where(
            PanelVerdict.panellist_id == panellist_id,
            PanelVerdict.round == round_number,
            PanelVerdict.panel_attempt_id == panel_attempt_id,
        )
    ).one_or_none()


def was_shown(session: Session, *, panellist_id: int, panel_attempt_id: int) -> bool:
    """Whether a panellist looked at an attempt, in whatever round."""
    found = session.scalars(
        sa.select(PanelVerdict.id)
        .where(
            PanelVerdict.panellist_id == panellist_id,
            PanelVerdict.panel_attempt_id == panel_attempt_id,
        )
        .limit(1)
    ).first()
    return found is not None


def list_panel_attempts(session: Session, panel_id: int) -> list[PanelAttempt]:
    """The attempts that a panel judges, by their number."""
    return list(
        session.scalars(
            sa.select(PanelAttempt)
            .where(PanelAttempt.panel_id == panel_id)
            .order_by(PanelAttempt.position)
            .options(joinedload(PanelAttempt.attempt))
        )
    )
