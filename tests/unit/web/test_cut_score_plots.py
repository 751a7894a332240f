from fractions import Fraction

import pytest

from scoring.analysis.cut_score_changes import Distribution
from scoring.codes import FormCode
from scoring.cut_scores import AtLeastPoints, CutScoreSet
from scoring.marks import Marks
from testplatform.web.cut_scores.building.plots import HEIGHT, WIDTH, build_plot
from testplatform.web.cut_scores.pages import Plot
from tests.builders.scoring import SOKKEL, a_cut_score_set, a_part_cut_score

NUMBERS = {8: 2, 9: 4, 11: 1}


def asking(points: int) -> CutScoreSet:
    cut_score = AtLeastPoints(points=points)
    return a_cut_score_set(parts=(a_part_cut_score(cut_score=cut_score),))


def a_plot(
    *, old: CutScoreSet | None, new: CutScoreSet, out_of: Marks = 11, numbers: object = None
) -> Plot:
    spread = Distribution(
        part=SOKKEL,
        form=FormCode("mo-demo"),
        out_of=out_of,
        numbers=NUMBERS if numbers is None else numbers,  # type: ignore[arg-type]
    )
    return build_plot(1, spread, old, new)


class TestPlot:
    def test_marks_who_would_change_sides(self) -> None:
        plot = a_plot(old=asking(9), new=asking(10))

        assert [bar.is_changed for bar in plot.bars] == [False, True, False]
        assert [row.points for row in plot.rows if row.is_changed] == [9]
        assert [(line.style, line.label.text) for line in plot.lines] == [
            ("old", "nu: 9 nodig"),
            ("new", "voorstel: 10 nodig"),
        ]

    def test_draws_one_line_where_both_are_equal(self) -> None:
        plot = a_plot(old=asking(9), new=asking(9))

        assert [line.label.text for line in plot.lines] == ["nu en voorstel: 9 nodig"]

    @pytest.mark.parametrize(
        ("old", "new", "texts"),
        [
            pytest.param(None, asking(9), ["voorstel: 9 nodig"], id="there was none"),
            pytest.param(asking(9), asking(12), ["nu: 9 nodig"], id="more than there are"),
        ],
    )
    def test_draws_only_lines_that_there_are(
        self, old: CutScoreSet | None, new: CutScoreSet, texts: list[str]
    ) -> None:
        plot = a_plot(old=old, new=new)

        assert [line.label.text for line in plot.lines] == texts
        assert "–" in {plot.rows[0].now, plot.rows[0].proposed}

    def test_says_the_same_in_its_table(self) -> None:
        plot = a_plot(old=asking(9), new=asking(10))

        row = plot.rows[9]
        assert (row.number, row.or_more, row.share_or_more) == (4, 5, "71,4 %")
        assert (row.now, row.proposed) == ("ja", "nee")
        assert len(plot.rows) == 12

    @pytest.mark.parametrize("out_of", [1, 11, Fraction(21, 2), 200])
    def test_stays_within_its_drawing(self, out_of: Marks) -> None:
        plot = a_plot(old=asking(1), new=asking(1), out_of=out_of, numbers={0: 3, 1: 1})

        assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH for bar in plot.bars)
        assert all(0 <= bar.y <= bar.y + bar.height <= HEIGHT for bar in plot.bars)
        assert all(0 <= mark.x <= WIDTH for mark in (*plot.ticks, *plot.scale))
        assert len(plot.ticks) <= 17

    def test_of_nobody_is_empty(self) -> None:
        plot = a_plot(old=asking(9), new=asking(9), numbers={})

        assert (plot.bars, plot.rows[0].share_or_more) == ((), "0 %")
