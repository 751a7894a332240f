"""The drawings of panels: judgements of an item, and the points of groups."""

from fractions import Fraction

from scoring.analysis.standard_setting import (
    Method,
    ProposedCutScore,
    RoundResult,
    Verdict,
)
from testplatform.models.panels import JudgementScale, Panel, PanelAttempt, PanelItem
from testplatform.repositories.panel_attempts import Seen
from testplatform.services.panels.results import ItemSpread, MeasuredRound
from testplatform.web.panels.drawing import draw_strip
from testplatform.web.panels.groups import draw_groups

YES, NO = Verdict.SUFFICES, Verdict.FALLS_SHORT


def a_blind_panel() -> Panel:
    """Attempts with 1, 3 and 4 of 4 points."""
    panel = Panel(method=Method.CONTRASTING_GROUPS)
    panel.items = [PanelItem(marks=4)]
    panel.attempts = [
        PanelAttempt(id=points, position=points, points=points) for points in (1, 3, 4)
    ]
    return panel


def measured(*said: tuple[Verdict, Verdict, Verdict]) -> MeasuredRound:
    """What people said of the attempts with 1, 3 and 4 points; the standard is 2.5."""
    proposal = ProposedCutScore(
        method=Method.CONTRASTING_GROUPS,
        standard=Fraction(5, 2),
        out_of=4,
        error_squared=Fraction(1),
    )
    return MeasuredRound(
        number=1,
        complete=tuple(range(len(said))),
        result=RoundResult(number=1, proposal=proposal, standards=(), agreement=None, spreads=()),
        spreads={},
        opinions={},
        seen={
            who: Seen(verdicts=dict(zip((1, 3, 4), verdicts, strict=True)))
            for who, verdicts in enumerate(said)
        },
    )


class TestDrawStrip:
    def test_goes_from_nothing_to_all_the_marks_of_the_item(self) -> None:
        strip = draw_strip(ItemSpread(percents=(0, 15, 30), highest=30), JudgementScale.MARKS)

        middle = (strip.left + strip.right) / 2
        assert [dot.x for dot in strip.dots] == [strip.left, middle, strip.right]
        assert strip.description == (
            "Oordelen: 0 punten, 1,5 punten, 3 punten. Gemiddeld 1,5 punten."
        )


class TestDrawGroups:
    def test_has_a_lane_per_group_on_one_scale_of_points(self) -> None:
        plot = draw_groups(a_blind_panel(), measured((NO, NO, YES), (NO, YES, YES)))

        assert plot is not None
        assert [(lane.label, len(lane.bars)) for lane in plot.lanes] == [
            ("volstaat niet", 2),
            ("volstaat", 2),
        ]
        weak, strong = plot.lanes[0].bars, plot.lanes[1].bars
        assert [bar.height for bar in weak] == [2 * weak[1].height, weak[1].height]
        assert weak[1].x == strong[0].x  # both have 3 points
        assert [tick.text for tick in plot.ticks] == ["0", "1", "2", "3", "4"]

    def test_puts_the_standard_between_the_points_that_it_is_between(self) -> None:
        plot = draw_groups(a_blind_panel(), measured((NO, NO, YES), (NO, YES, YES)))

        assert plot is not None
        assert plot.standard is not None
        assert plot.ticks[2].x < plot.standard < plot.ticks[3].x
        assert plot.description == (
            "Punten van de afnames, per oordeel: volstaat niet: 3 oordelen, 1 tot 3 punten; "
            "volstaat: 3 oordelen, 3 tot 4 punten. De lijn is de standaard: 2,5."
        )

    def test_names_a_group_of_one_or_of_nobody(self) -> None:
        panel = a_blind_panel()
        panel.method = Method.BORDERLINE_GROUP

        plot = draw_groups(panel, measured((Verdict.BELOW, Verdict.BORDERLINE, Verdict.BORDERLINE)))

        assert plot is not None
        assert "duidelijk eronder: 1 oordeel, 1 punt; op de grens" in plot.description
        assert "duidelijk erboven: geen." in plot.description

    def test_draws_nothing_before_somebody_judged_everything(self) -> None:
        assert draw_groups(a_blind_panel(), measured()) is None
