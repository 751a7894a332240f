"""Figural items as packages print them: their names, and nothing of the key."""

import re

import pytest
from flask import Flask, render_template

from itembank.generators.drawing import describe
from itembank.generators.figures import Figure, Fill, Position, ShapeKind, Size
from itembank.generators.options import OPTION_IDS
from itembank.item_documents import item_to_document, read_item
from itembank.item_types.figures import FigureBody
from itembank.items import Item, ItemDraft
from itembank.languages import LanguageTag, get_language
from itembank.translations import LocalisedItem
from testplatform.catalogues import in_language
from testplatform.config import PROJECT_ROOT
from testplatform.web.candidate.building import build_item_view
from testplatform.web.candidate.figure_names import name_figure
from tests.builders.figures import a_shape, a_small_shape
from tests.builders.items import a_figure_matrix_item, a_figure_series_item

LANGUAGES = sorted(folder.name for folder in (PROJECT_ROOT / "translations").iterdir())

_MARKED = Figure(
    shapes=(
        a_small_shape(Position.TOP_LEFT, kind=ShapeKind.STAR, fill=Fill.BLACK),
        a_shape(ShapeKind.TRIANGLE, size=Size.MEDIUM, fill=Fill.GREY, turn=3),
        a_small_shape(Position.BOTTOM, kind=ShapeKind.STAR, fill=Fill.BLACK),
    )
)
_EVERYTHING = [
    Figure(shapes=(a_shape(kind, size=size, fill=fill, turn=1),))
    for kind in ShapeKind
    for size in Size
    for fill in Fill
] + [Figure(shapes=(a_small_shape(position),)) for position in Position]


class TestNameFigure:
    @pytest.mark.parametrize(
        ("language", "name"),
        [
            pytest.param(
                "en",
                "triangle, medium size, grey inside, turned 135 degrees, in the middle;"
                " star, small, filled, top left, bottom",
                id="English",
            ),
            pytest.param(
                "fr",
                "triangle, taille moyenne, intérieur gris, rotation de 135 degrés, au milieu ;"
                " étoile, petite taille, intérieur plein, en haut à gauche, en bas",
                id="French",
            ),
        ],
    )
    def test_says_the_middle_first_and_equal_shapes_once(
        self, app: Flask, language: str, name: str
    ) -> None:
        assert _name(app, _MARKED, language) == name

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_differs_whenever_figures_do(self, app: Flask, language: str) -> None:
        names = {_name(app, figure, language) for figure in _EVERYTHING}

        assert len(names) == len(set(_EVERYTHING))

    @pytest.mark.parametrize(
        "language", [tag for tag in LANGUAGES if get_language(tag).script != "Latn"]
    )
    def test_leaves_no_word_in_latin_letters(self, app: Flask, language: str) -> None:
        names = "".join(_name(app, figure, language) for figure in _EVERYTHING)

        assert not re.findall(r"[A-Za-z]+", names)


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(a_figure_series_item(), id="series"),
        pytest.param(a_figure_matrix_item(), id="matrix"),
    ],
)
class TestPrintedItem:
    def test_stays_the_same_when_the_key_document_changes(self, app: Flask, item: Item) -> None:
        drafts = [_with(item, key=key, seed=seed) for seed, key in enumerate(OPTION_IDS)]

        pages = {_print(app, draft) for draft in drafts}

        assert len({draft.body for draft in drafts}) == len(OPTION_IDS)
        assert len(pages) == 1

    def test_holds_nothing_of_how_it_was_made(self, app: Flask, item: Item) -> None:
        page = _print(app, _with(item, seed=987654321, estimated=87654, version=76543))

        assert not [number for number in ("987654321", "87654", "76543") if number in page]
        assert not [word for word in ("rotation", "movement", "alternation") if word in page]


def _name(app: Flask, figure: Figure, language: str) -> str:
    with app.test_request_context(), in_language(language):
        return name_figure(describe(figure))


def _with(item: Item, **changes: object) -> ItemDraft:
    """The item as read from a document that somebody changed, whether or not it is proved."""
    document = item_to_document(item)
    figures = document["figures"]
    assert isinstance(figures, dict)
    draft, _ = read_item({**document, "figures": {**figures, **changes}})
    return draft


def _print(app: Flask, item: ItemDraft) -> str:
    body = item.body
    assert isinstance(body, FigureBody)
    localised = LocalisedItem(
        code=item.code,
        item_type=item.item_type,
        language=LanguageTag("nl"),
        prompt=item.prompt,
        body=body.present({}),
        stimulus=None,
        texts=(),
        read_aloud=item.read_aloud,
    )
    with app.test_request_context(), in_language("nl"):
        view = build_item_view("q01", localised, {}, {})
        return render_template("components/item.html", item=view)
