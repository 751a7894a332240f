"""A catalogue is found by the tag of its language, also where Babel knows no such locale."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask

from itembank.languages import list_languages
from testplatform.catalogues import current_language, in_language, say

NOT_BABELS_OWN = ("prs", "ary", "kmr", "tl")


class TestCatalogues:
    @pytest.mark.parametrize("tag", NOT_BABELS_OWN)
    def test_are_found_under_the_tag(self, app: Flask, tmp_path: Path, tag: str) -> None:
        write_catalogue(tmp_path, tag, {"Name": f"the name in {tag}"})
        app.extensions["babel"].translation_directories = [str(tmp_path)]

        with app.test_request_context(), in_language(tag):
            assert say("Name") == f"the name in {tag}"

    @pytest.mark.parametrize("tag", [language.tag for language in list_languages()])
    def test_may_be_missing(self, app: Flask, tmp_path: Path, tag: str) -> None:
        app.extensions["babel"].translation_directories = [str(tmp_path)]

        with app.test_request_context(), in_language(tag):
            assert say("Name") == "Name"


class TestInLanguage:
    def test_goes_back_to_the_language_before(self, app: Flask) -> None:
        with app.test_request_context(), in_language("ar"):
            with in_language("tr"):
                inside = current_language()

            assert (inside, current_language()) == ("tr", "ar")


def write_catalogue(folder: Path, tag: str, sentences: dict[str, str]) -> None:
    catalogue = Catalog()
    for sentence, words in sentences.items():
        catalogue.add(sentence, words)
    (folder / tag / "LC_MESSAGES").mkdir(parents=True)
    with (folder / tag / "LC_MESSAGES" / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
