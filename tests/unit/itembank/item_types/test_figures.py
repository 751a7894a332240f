from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.bodies import ResponseNotUnderstood, Scoring
from itembank.generators.difficulty import Difficulty
from itembank.generators.drawing import describe, to_svg
from itembank.generators.figures import Figure
from itembank.generators.matrices import generate_matrix
from itembank.generators.options import OPTION_IDS
from itembank.generators.rules import Constant
from itembank.generators.series import generate_series
from itembank.item_documents import item_to_document, read_item
from itembank.item_types.figure_matrix import FigureMatrixBody
from itembank.item_types.figure_series import FigureSeriesBody
from itembank.item_types.figures import DrawnFigure, FigureBody, FigureOption
from itembank.items import Item
from scoring.codes import ChoiceId
from tests.builders.items import a_figure_matrix_item, a_figure_series_item

_SERIES = FigureSeriesBody(figures=generate_series(3, difficulty=Difficulty.HARD))
_MATRIX = FigureMatrixBody(figures=generate_matrix(3, difficulty=Difficulty.HARD))
_NOT_PROVED = "figures.key: is not proved: it must follow from the cells, and no other option may"
_BODIES = [pytest.param(_SERIES, id="series"), pytest.param(_MATRIX, id="matrix")]
_ITEMS = [
    pytest.param(a_figure_series_item(), id="series"),
    pytest.param(a_figure_matrix_item(), id="matrix"),
]


@pytest.mark.parametrize("body", _BODIES)
class TestFigureBody:
    def test_is_scored_by_its_key(self, body: FigureBody) -> None:
        assert body.scoring is Scoring.KEY

    def test_gives_the_mark_to_the_key_alone(self, body: FigureBody) -> None:
        marks = {option: body.award({"chosen": [option]}).marks for option in OPTION_IDS}

        assert marks == {option: int(option == body.figures.key) for option in OPTION_IDS}

    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param({"chosen": ["g"]}, id="an unknown option"),
            pytest.param({"chosen": ["a", "b"]}, id="more than one"),
            pytest.param({"chosen": ["a"], "seed": 1}, id="a stray field"),
        ],
    )
    def test_refuses(self, body: FigureBody, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            body.check_response(raw)

    def test_names_the_option_for_analysts(self, body: FigureBody) -> None:
        assert body.describe_response({"chosen": ["c"]}, {}) == ("optie c",)

    def test_has_no_words_and_no_files(self, body: FigureBody) -> None:
        assert (body.list_texts(), body.list_media()) == ((), ())

    def test_lets_forms_shuffle_the_options(self, body: FigureBody) -> None:
        assert body.list_options() == OPTION_IDS

    def test_presents_the_figures_of_the_options(self, body: FigureBody) -> None:
        options = tuple(
            FigureOption(id=option.id, figure=_draw(option.figure))
            for option in body.figures.options
        )

        assert body.present({}).options == options

    def test_presents_the_same_whatever_the_key_and_how_it_was_made(self, body: FigureBody) -> None:
        others = [_remake(body, key=key) for key in OPTION_IDS]

        assert {other.present({}) for other in others} == {body.present({})}
        assert len(set(others)) == len(OPTION_IDS)


class TestFigureSeriesBody:
    @given(seed=st.integers(min_value=0, max_value=500))
    def test_leaves_the_asked_place_open(self, seed: int) -> None:
        series = generate_series(seed, difficulty=Difficulty.MEDIUM)

        (row,) = FigureSeriesBody(figures=series).present({}).rows

        assert row[series.asked_at] is None
        assert [cell for cell in row if cell] == [_draw(figure) for figure in series.shown]


class TestFigureMatrixBody:
    def test_leaves_the_last_place_open(self) -> None:
        rows = _MATRIX.present({}).rows

        cells = [cell for row in rows for cell in row]
        assert [len(row) for row in rows] == [3, 3, 3]
        assert cells == [*(_draw(figure) for figure in _MATRIX.figures.shown), None]


@pytest.mark.parametrize("item", _ITEMS)
class TestFigureItem:
    @pytest.mark.parametrize(
        ("figures", "problem"),
        [
            pytest.param("a.svg", "figures: must be a table, not a text", id="no table"),
            pytest.param({"seed": -1}, "figures.seed: must be at least 0", id="unreadable"),
            pytest.param({"solved": True}, "figures.solved: is not a known field", id="a stray"),
            pytest.param({"key": "g"}, "figures: has a key that is no option", id="unsound"),
        ],
    )
    def test_says_what_cannot_be_read(self, item: Item, figures: object, problem: str) -> None:
        assert problem in _problems(item, figures)

    def test_says_once_that_there_are_no_figures(self, item: Item) -> None:
        document = item_to_document(item)
        del document["figures"]

        _, problems = read_item(document)

        assert list(map(str, problems)) == ["figures: is missing"]

    def test_refuses_every_key_that_is_not_proved(self, item: Item) -> None:
        right = item.body.correct_response()

        refused = {
            key: _problems(item, {"key": key}) for key in OPTION_IDS if right != {"chosen": [key]}
        }

        assert len(refused) == len(OPTION_IDS) - 1
        for problems in refused.values():
            assert problems == [_NOT_PROVED]

    def test_refuses_cells_that_do_not_lead_to_the_key(self, item: Item) -> None:
        document = item_to_document(item)["figures"]
        assert isinstance(document, dict)
        shown = document["shown"]

        problems = _problems(item, {"shown": [shown[0]] * len(shown)})

        assert problems == [_NOT_PROVED]


def _draw(figure: Figure) -> DrawnFigure:
    return DrawnFigure(svg=to_svg(figure), shapes=describe(figure))


def _problems(item: Item, change: object) -> list[str]:
    document = item_to_document(item)
    figures = document["figures"]
    assert isinstance(figures, dict)
    changed = {**figures, **change} if isinstance(change, dict) else change
    _, problems = read_item({**document, "figures": changed})
    return list(map(str, problems))


def _remake(body: FigureBody, *, key: ChoiceId) -> FigureBody:
    rules = tuple(replace(rule, rule=Constant()) for rule in body.figures.rules)
    number = OPTION_IDS.index(key)
    return replace(
        body,
        figures=replace(
            body.figures,
            key=key,
            rules=rules,
            difficulty=Difficulty.EASY,
            estimated=number + 50,
            seed=number + 60,
            version=number + 70,
        ),
    )
