"""A plain page with figural items, for somebody who wants to look at some: the key is marked."""

from collections.abc import Sequence
from html import escape

from itembank.generators.drawing import to_svg
from itembank.generators.figure_items import AttributeRule
from itembank.generators.figures import Figure
from itembank.generators.matrices import FigureMatrix
from itembank.generators.options import Option
from itembank.generators.rule_documents import rule_to_document
from itembank.generators.series import FigureSeries

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; }
section { margin-block-end: 3rem; }
.cells { display: flex; flex-wrap: wrap; gap: 0.75rem; padding: 0; list-style: none; }
.matrix { display: grid; grid-template-columns: repeat(3, max-content); gap: 0.5rem; }
.cell { border: 2px solid; border-radius: 6px; inline-size: 96px; block-size: 96px;
  display: grid; place-items: center; font-size: 2.5rem; }
.cell svg { inline-size: 96px; block-size: 96px; }
.asked { border-style: dashed; }
.options { margin-block-start: 1.5rem; }
.options .cell, .options svg { inline-size: 60px; block-size: 60px; }
.options li { text-align: center; }
.key { outline: 4px solid; outline-offset: 3px; }
"""


def build_page(items: Sequence[FigureSeries | FigureMatrix]) -> str:
    """Build the page of these items, options at 60 pixels, the smallest at which they are shown."""
    sections = "\n".join(_build_section(item) for item in items)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>Figural items</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>Figural items</h1>\n{sections}\n</body>\n</html>\n"
    )


def _build_section(item: FigureSeries | FigureMatrix) -> str:
    asked_at = item.asked_at if isinstance(item, FigureSeries) else len(item.shown)
    shape = "cells" if isinstance(item, FigureSeries) else "cells matrix"
    cells = [_build_cell(figure, f"{number + 1}") for number, figure in enumerate(item.shown)]
    cells.insert(asked_at, '<div class="cell asked">?</div>')
    shown = "".join(f"<li>{cell}</li>" for cell in cells)
    options = "".join(
        _build_option(option, is_key=option.id == item.key) for option in item.options
    )
    rules = "; ".join(_describe_rule(rule) for rule in item.rules)
    return (
        f"<section>\n<h2>Seed {item.seed}, {item.difficulty.value}, "
        f"estimated {item.estimated}</h2>\n<p>{escape(rules)}</p>\n"
        f'<ol class="{shape}">{shown}</ol>\n<ul class="cells options">{options}</ul>\n</section>'
    )


def _build_option(option: Option, *, is_key: bool) -> str:
    name = "cell key" if is_key else "cell"
    figure = to_svg(option.figure, title=option.id)
    return f'<li><div class="{name}">{figure}</div>{option.id}</li>'


def _build_cell(figure: Figure, title: str) -> str:
    return f'<div class="cell">{to_svg(figure, title=title)}</div>'


def _describe_rule(rule: AttributeRule) -> str:
    numbers = rule_to_document(rule.rule)
    name = numbers.pop("rule")
    parts = (f"{part} {value}" for part, value in numbers.items())
    return ", ".join((f"{rule.attribute.value}: {name}", *parts))
