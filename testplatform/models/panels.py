"""Panels that set a standard: who judges which items, what they judged, and what was discussed."""

from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scoring.analysis.standard_setting import Method, Verdict
from testplatform.db import Base, ClosedSet, code_text, long_text, primary_key
from testplatform.models.attempts import Attempt
from testplatform.models.cut_scores import CutScoreProposal
from testplatform.models.forms import Form, FormItem
from testplatform.models.staff import Staff


class PanelState(StrEnum):
    """The life of a panel; docs/state-machines/standard-setting-panel.md draws it."""

    PREPARING = "preparing"
    RATING = "rating"
    DISCUSSING = "discussing"
    CLOSED = "closed"
    PROPOSED = "proposed"
    ABANDONED = "abandoned"


class JudgementScale(StrEnum):
    """What a panellist says about an item: a chance in percent, yes or no, or expected marks."""

    CHANCE = "chance"
    YES_NO = "yes_no"
    MARKS = "marks"


class Panel(Base):
    """A panel for one part of one published form. What it was set up with never changes."""

    __tablename__ = "panels"
    __table_args__ = (
        sa.CheckConstraint("round >= 0", name="round_counted"),
        sa.CheckConstraint(
            "(state IN ('closed', 'proposed', 'abandoned')) = (closed_at IS NOT NULL)",
            name="closed_at_a_time",
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (cut_score_proposal_id IS NOT NULL)",
            name="proposed_with_a_proposal",
        ),
    )

    id: Mapped[primary_key]
    form_id: Mapped[int] = mapped_column(sa.ForeignKey(Form.id))
    part: Mapped[code_text]
    moment: Mapped[code_text]
    method: Mapped[Method] = mapped_column(ClosedSet(Method))
    scale: Mapped[JudgementScale] = mapped_column(ClosedSet(JudgementScale))
    description: Mapped[long_text] = mapped_column(comment="of somebody who just suffices")
    shows_difficulty: Mapped[bool] = mapped_column(
        comment="whether panellists see after a round how many candidates had an item right"
    )
    state: Mapped[PanelState] = mapped_column(ClosedSet(PanelState), index=True)
    round: Mapped[int] = mapped_column(comment="the newest round that was opened; 0: none yet")
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(comment="null: not over yet")
    cut_score_proposal_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(CutScoreProposal.id), comment="null: nothing proposed"
    )

    form: Mapped[Form] = relationship()
    created_by: Mapped[Staff] = relationship()
    cut_score_proposal: Mapped[CutScoreProposal | None] = relationship()
    items: Mapped[list["PanelItem"]] = relationship(
        order_by="PanelItem.position", back_populates="panel"
    )
    panellists: Mapped[list["Panellist"]] = relationship(
        order_by="Panellist.id", back_populates="panel"
    )
    results: Mapped[list["PanelResultCount"]] = relationship(order_by="PanelResultCount.points")
    sample: Mapped["PanelSample | None"] = relationship()
    attempts: Mapped[list["PanelAttempt"]] = relationship(
        order_by="PanelAttempt.position", back_populates="panel"
    )

    @property
    def out_of(self) -> int:
        """The points of the part."""
        return sum(one.marks for one in self.items)

    @property
    def code(self) -> str:
        """The name of the panel on pages and in reasons."""
        return f"PN-{self.id}"


class PanelItem(Base):
    """An item in its place, with how difficult it was for candidates when the panel was made."""

    __tablename__ = "panel_items"
    __table_args__ = (
        sa.UniqueConstraint("panel_id", "position"),
        sa.UniqueConstraint("panel_id", "form_item_id"),
        sa.CheckConstraint("marks >= 1", name="worth_a_mark"),
        sa.CheckConstraint("attempts >= 0", name="attempts_counted"),
        sa.CheckConstraint("(attempts = 0) = (share IS NULL)", name="share_of_attempts"),
    )

    id: Mapped[primary_key]
    panel_id: Mapped[int] = mapped_column(sa.ForeignKey(Panel.id))
    form_item_id: Mapped[int] = mapped_column(sa.ForeignKey(FormItem.id))
    position: Mapped[int] = mapped_column(comment="from 1")
    marks: Mapped[int] = mapped_column(comment="what it is worth", server_default="1")
    attempts: Mapped[int] = mapped_column(comment="decided attempts with the form")
    share: Mapped[Fraction | None] = mapped_column(
        comment="of the marks that those attempts got; null: there were none"
    )

    panel: Mapped[Panel] = relationship(back_populates="items")
    form_item: Mapped[FormItem] = relationship()


class Panellist(Base):
    """Somebody who was invited to a panel."""

    __tablename__ = "panellists"
    __table_args__ = (sa.UniqueConstraint("panel_id", "staff_id"),)

    id: Mapped[primary_key]
    panel_id: Mapped[int] = mapped_column(sa.ForeignKey(Panel.id))
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id), index=True)
    invited_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    invited_at: Mapped[datetime]
    begun_at: Mapped[datetime | None] = mapped_column(
        comment="when they promised secrecy; null: no item was shown to them yet"
    )

    panel: Mapped[Panel] = relationship(back_populates="panellists")
    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])
    invited_by: Mapped[Staff] = relationship(foreign_keys=[invited_by_id])


class PanelRating(Base):
    """What a panellist says of an item in a round; it can change until the round ends."""

    __tablename__ = "panel_ratings"
    __table_args__ = (
        sa.UniqueConstraint("panellist_id", "round", "panel_item_id"),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name="percent_in_range"),
        sa.CheckConstraint("round >= 1", name="round_counted"),
    )

    id: Mapped[primary_key]
    panellist_id: Mapped[int] = mapped_column(sa.ForeignKey(Panellist.id))
    round: Mapped[int]
    panel_item_id: Mapped[int] = mapped_column(sa.ForeignKey(PanelItem.id), index=True)
    percent: Mapped[int] = mapped_column(
        comment="chance that somebody who just suffices is right; yes is 100, no is 0; of items "
        "of more than one mark: tenths of a mark"
    )
    rated_at: Mapped[datetime]

    panellist: Mapped[Panellist] = relationship()


class PanelNote(Base):
    """What was said about an item after a round. Never changed; panellists see no names."""

    __tablename__ = "panel_notes"
    __table_args__ = (sa.CheckConstraint("body <> ''", name="says_something"),)

    id: Mapped[primary_key]
    panel_item_id: Mapped[int] = mapped_column(sa.ForeignKey(PanelItem.id), index=True)
    round: Mapped[int] = mapped_column(comment="the round that was discussed")
    body: Mapped[long_text]
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    written_at: Mapped[datetime]

    written_by: Mapped[Staff] = relationship()


class PanelOpinion(Base):
    """What a panellist says of the whole part in a round: a bookmark, or what Beuk asks."""

    __tablename__ = "panel_opinions"
    __table_args__ = (
        sa.UniqueConstraint("panellist_id", "round"),
        sa.CheckConstraint("round >= 1", name="round_counted"),
        sa.CheckConstraint("place IS NULL OR place >= 1", name="place_in_booklet"),
        sa.CheckConstraint(
            "(place IS NULL) = (score_percent IS NOT NULL)"
            " AND (score_percent IS NULL) = (pass_percent IS NULL)",
            name="of_one_method",
        ),
        sa.CheckConstraint(
            "score_percent IS NULL"
            " OR (score_percent BETWEEN 0 AND 100 AND pass_percent BETWEEN 0 AND 100)",
            name="percents_in_range",
        ),
    )

    id: Mapped[primary_key]
    panellist_id: Mapped[int] = mapped_column(sa.ForeignKey(Panellist.id))
    round: Mapped[int]
    place: Mapped[int | None] = mapped_column(
        comment="of the last item to be mastered, from 1; null: Beuk"
    )
    score_percent: Mapped[int | None] = mapped_column(
        comment="of the points, that suffices; null: bookmark"
    )
    pass_percent: Mapped[int | None] = mapped_column(
        comment="of the candidates, who should pass; null: bookmark"
    )
    given_at: Mapped[datetime]

    panellist: Mapped[Panellist] = relationship()


class PanelResultCount(Base):
    """How many attempts had so many points of the part on the day that the panel was made."""

    __tablename__ = "panel_result_counts"
    __table_args__ = (
        sa.CheckConstraint("points >= 0", name="points_counted"),
        sa.CheckConstraint("attempts >= 1", name="attempts_counted"),
    )

    panel_id: Mapped[int] = mapped_column(sa.ForeignKey(Panel.id), primary_key=True)
    points: Mapped[int] = mapped_column(primary_key=True, comment="whole, rounded down")
    attempts: Mapped[int]


class PanelSample(Base):
    """Which attempts a panel judges: those of a period, drawn from a seed. Never changed."""

    __tablename__ = "panel_samples"
    __table_args__ = (
        sa.CheckConstraint("first_day <= last_day", name="days_in_order"),
        sa.CheckConstraint("found >= 1", name="attempts_found"),
    )

    panel_id: Mapped[int] = mapped_column(sa.ForeignKey(Panel.id), primary_key=True)
    first_day: Mapped[date] = mapped_column(comment="of the sittings")
    last_day: Mapped[date] = mapped_column(comment="of the sittings")
    found: Mapped[int] = mapped_column(comment="attempts of the period, drawn or not")
    seed: Mapped[str] = mapped_column(sa.String(32), comment="from which they were drawn")


class PanelAttempt(Base):
    """An attempt that a panel judges, under a number that tells nothing. Never changed."""

    __tablename__ = "panel_attempts"
    __table_args__ = (
        sa.UniqueConstraint("panel_id", "position"),
        sa.UniqueConstraint("panel_id", "attempt_id"),
        sa.CheckConstraint("points >= 0", name="points_counted"),
    )

    id: Mapped[primary_key]
    panel_id: Mapped[int] = mapped_column(sa.ForeignKey(Panel.id))
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id), index=True)
    position: Mapped[int] = mapped_column(comment="from 1, by chance")
    points: Mapped[int] = mapped_column(
        comment="of the part, whole, rounded down, on the day that the panel was made"
    )

    panel: Mapped[Panel] = relationship(back_populates="attempts")
    attempt: Mapped[Attempt] = relationship()


class PanelVerdict(Base):
    """That an attempt was shown to a panellist in a round, and what they said of it.

    It can change until the round ends.
    """

    __tablename__ = "panel_verdicts"
    __table_args__ = (
        sa.UniqueConstraint("panellist_id", "round", "panel_attempt_id"),
        sa.CheckConstraint("round >= 1", name="round_counted"),
        sa.CheckConstraint("(verdict IS NULL) = (given_at IS NULL)", name="given_at_a_time"),
    )

    id: Mapped[primary_key]
    panellist_id: Mapped[int] = mapped_column(sa.ForeignKey(Panellist.id))
    round: Mapped[int]
    panel_attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(PanelAttempt.id), index=True)
    shown_at: Mapped[datetime]
    verdict: Mapped[Verdict | None] = mapped_column(
        ClosedSet(Verdict), comment="null: looked at, nothing said yet"
    )
    given_at: Mapped[datetime | None] = mapped_column(comment="null: nothing said yet")

    panellist: Mapped[Panellist] = relationship()
