import runpy
import sys

import html5lib
import pytest

from itembank.generators.__main__ import main
from itembank.generators.difficulty import Difficulty
from itembank.generators.series import generate_series


class TestMain:
    @pytest.mark.parametrize(
        ("kind", "cells"), [pytest.param("series", 5, id="s"), pytest.param("matrix", 8, id="m")]
    )
    def test_prints_a_page_with_the_cells_and_the_options(
        self, kind: str, cells: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main([kind, "--seed", "7", "--count", "2", "--difficulty", "hard"])

        page = capsys.readouterr().out
        html5lib.HTMLParser(strict=True).parse(page)
        assert page.count("<svg ") == 2 * (cells + 6)
        assert page.count('class="cell key"') == 2

    def test_marks_the_key(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["series", "--seed", "7"])

        key = generate_series(7, difficulty=Difficulty.MEDIUM).key
        option = capsys.readouterr().out.partition('class="cell key"')[2].partition("</li>")[0]
        assert option.endswith(f"</div>{key}")

    def test_runs_as_a_module(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "argv", ["generators", "matrix"])
        monkeypatch.delitem(sys.modules, "itembank.generators.__main__")

        runpy.run_module("itembank.generators", run_name="__main__")

        assert "Figural items" in capsys.readouterr().out
