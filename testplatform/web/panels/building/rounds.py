"""What each round came to: the standard and its error, who asks what, and how items differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask import url_for
from sqlalchemy.orm import Session

from itembank.items import Item
from scoring.analysis.standard_setting import VERDICTS, RoundResult, change_between
from testplatform.models.panels import JudgementScale, Panel, PanelItem
from testplatform.services.panels.results import TENTHS, ItemSpread, MeasuredRound
from testplatform.services.panels.setting_up import list_panel_items
from testplatform.web.panels.drawing import draw_strip
from testplatform.web.panels.groups import draw_groups, list_counted
from testplatform.web.panels.pages import AttemptRow, Fact, RoundView, SpreadRow, StandardRow
from testplatform.web.panels.wording import (
    VERDICTS_SAID,
    say_level,
    say_number,
    say_opinion,
    say_people,
    say_percent,
    say_root,
)
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.pages import Link


def build_rounds(
    session: Session, panel: Panel, rounds: Sequence[MeasuredRound]
) -> tuple[RoundView, ...]:
    """The rounds, the newest first."""
    names = {str(one.id): one.staff.display_name for one in panel.panellists}
    items = [(one, planned.item) for one, planned in list_panel_items(session, panel)]
    views = [
        RoundView(
            number=measured.number,
            title=f"Ronde {measured.number}",
            has_opinions=bool(measured.opinions),
            is_newest=measured.number == panel.round,
            facts=() if measured.result is None else list_facts(measured, measured.result),
            standards=_list_standards(names, measured, earlier),
            items=_list_items(panel, items, measured),
            groups=draw_groups(panel, measured),
            group_names=tuple(VERDICTS_SAID[one] for one in VERDICTS.get(panel.method, ())),
            attempts=_list_attempts(panel, measured),
        )
        for measured, earlier in zip(rounds, [None, *rounds], strict=False)
    ]
    return tuple(reversed(views))


def list_facts(measured: MeasuredRound, result: RoundResult) -> tuple[Fact, ...]:
    """The standard of a round in points and percent, with how sure it is."""
    proposal = result.proposal
    share = proposal.standard / proposal.out_of
    needed = proposal.cut_score.points
    standard = f"{say_number(proposal.standard)} op {proposal.out_of} punten ({say_percent(share)})"
    asked = say_percent(Fraction(needed, proposal.out_of))
    agreement = result.agreement
    agreed = (
        ()
        if agreement is None
        else (Fact(label="Eensgezindheid (Cronbachs alfa)", lines=(say_number(agreement),)),)
    )
    return (
        Fact(label="Tellen mee", lines=(say_people(len(measured.complete)),)),
        Fact(
            label="Standaard (gemiddelde)",
            lines=(standard,),
        ),
        Fact(
            label="Standaardafwijking tussen panelleden",
            lines=(f"{say_root(measured.between_panellists)} punten",),
        ),
        Fact(label="Standaardfout", lines=(f"{say_root(proposal.error_squared)} punten",)),
        Fact(
            label="Cesuur",
            lines=(f"minstens {needed} op {proposal.out_of} punten ({asked})",),
        ),
        *agreed,
    )


def describe_difficulty(item: PanelItem) -> str:
    """How candidates did, however few they were."""
    if item.share is None:
        return NOTHING
    return f"{say_percent(item.share)} ({item.attempts} afnames)"


def _list_standards(
    names: Mapping[str, str], measured: MeasuredRound, earlier: MeasuredRound | None
) -> tuple[StandardRow, ...]:
    if measured.result is None:
        return ()
    before = None if earlier is None else earlier.result
    moved = {} if before is None else dict(change_between(before, measured.result))
    return tuple(
        StandardRow(
            name=names[panellist],
            said=_say_opinion(measured, panellist),
            standard=say_number(standard),
            change=say_number(moved[panellist]) if panellist in moved else NOTHING,
        )
        for panellist, standard in measured.result.standards
    )


def _say_opinion(measured: MeasuredRound, panellist: str) -> str:
    opinion = measured.opinions.get(int(panellist))
    return NOTHING if opinion is None else say_opinion(opinion)


def _list_items(
    panel: Panel, items: Sequence[tuple[PanelItem, Item]], measured: MeasuredRound
) -> tuple[SpreadRow, ...]:
    return tuple(
        SpreadRow(
            number=one.position,
            item=Link(
                label=item.code,
                url=url_for("panels.item", panel_id=panel.id, position=one.position),
            ),
            prompt=item.prompt,
            mean=say_level(panel.scale, spread.mean),
            deviation=_say_deviation(panel, spread),
            lowest=say_level(panel.scale, Fraction(spread.percents[0])),
            highest=say_level(panel.scale, Fraction(spread.percents[-1])),
            difficulty=describe_difficulty(one),
            strip=draw_strip(spread, panel.scale),
        )
        for one, item in items
        if (spread := measured.spreads.get(one.id)) is not None
    )


def _say_deviation(panel: Panel, spread: ItemSpread) -> str:
    """In the unit of the judgements."""
    if panel.scale is not JudgementScale.MARKS or spread.variance is None:
        return say_root(spread.variance, 1)
    return say_root(spread.variance / TENTHS**2)


def _list_attempts(panel: Panel, measured: MeasuredRound) -> tuple[AttemptRow, ...]:
    """Each attempt with its points and how often what was said of it."""
    counted = list_counted(panel, measured)
    if not counted:
        return ()
    rows = []
    for one in panel.attempts:
        said = Counter(verdicts[one.id] for verdicts in counted)
        numbers = tuple(str(said[verdict]) for verdict in VERDICTS[panel.method])
        rows.append(AttemptRow(number=one.position, points=one.points, said=numbers))
    return tuple(rows)
