"""Whole folders: one sound bank in the shape of the real test, and what can be wrong with it."""

from pathlib import Path

import pytest

from itembank.banks import BankNotValid, LanguageNotInBank, load_bank

_ITEM = """
[[item]]
code = "{code}"
part = "{part}"
type = "select_one"
learning_environment = "work"
theme = "contracts"
prompt = "Vraag {code}?"
key = ["a"]
choices = [
  {{ id = "a", text = "ja", image = "yes.svg" }},
  {{ id = "b", text = "nee", image = "no.svg" }},
  {{ id = "c", text = "soms", image = "no.svg" }},
]
"""
_TRANSLATION = """
[items.{code}]
prompt = "Question {code} ?"
choices = {{ a = "oui", b = "non", c = "parfois" }}
"""
_SOKKEL = [f"MO-S-{number:02}" for number in range(1, 12)]
_PRAKTISCH = [f"MO-P-{number:02}" for number in range(1, 31)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    items = [(code, "sokkel") for code in _SOKKEL] + [(code, "praktisch") for code in _PRAKTISCH]
    items.append(("MO-X-01", "oefening"))
    source = "".join(_ITEM.format(code=code, part=part) for code, part in items)
    translations = "".join(_TRANSLATION.format(code=code) for code in _SOKKEL)
    (tmp_path / "nl.toml").write_text('language = "nl"\n' + source, encoding="utf-8")
    (tmp_path / "fr.toml").write_text(
        'language = "fr"\nstate = "draft"\n' + translations, encoding="utf-8"
    )
    (tmp_path / "form.toml").write_text(
        f'code = "mo-test"\nversion = 1\nprogramme = "mo"\ntitle = "MO"\npractice = ["MO-X-01"]\n'
        f'[[part]]\ncode = "sokkel"\nitems = {_SOKKEL}\n'
        f'[[part]]\ncode = "praktisch"\nitems = {_PRAKTISCH}\n',
        encoding="utf-8",
    )
    (tmp_path / "media").mkdir()
    for name in ("yes.svg", "no.svg"):
        (tmp_path / "media" / name).write_text("<svg/>", encoding="utf-8")
    return tmp_path


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _problems(folder: Path) -> list[str]:
    with pytest.raises(BankNotValid) as refusal:
        load_bank(folder)
    return [str(problem) for problem in refusal.value.problems]


class TestSoundBank:
    def test_has_items_translations_form_and_media(self, folder: Path) -> None:
        bank = load_bank(folder)

        assert len(bank.items) == 42
        assert bank.languages == ("nl", "fr")
        assert list(bank.translations["fr"]) == _SOKKEL  # type: ignore[index]  # a tag is a text
        assert bank.form.code == "mo-test"
        assert bank.media == ("no.svg", "yes.svg")


class TestNarrowedBank:
    def test_keeps_the_source_and_the_languages_named(self, folder: Path) -> None:
        bank = load_bank(folder)

        assert bank.narrowed_to(["nl", "fr"]) == bank
        assert bank.narrowed_to([]).languages == ("nl",)

    def test_refuses_a_language_it_is_not_in(self, folder: Path) -> None:
        with pytest.raises(LanguageNotInBank):
            load_bank(folder).narrowed_to(["fr", "tr"])


class TestBankWithProblems:
    @pytest.mark.parametrize(
        ("file", "old", "new", "problems"),
        [
            pytest.param(
                "nl.toml", '"nl"', '"fr"', ["nl.toml language: must be nl"], id="source language"
            ),
            pytest.param(
                "nl.toml",
                '"MO-S-02"',
                '"MO-S-01"',
                [
                    "nl.toml MO-S-01 code: is used twice",
                    "fr.toml MO-S-02: is not in nl.toml",
                    "form.toml MO-S-02: is not in the bank",
                ],
                id="a code twice",
            ),
            pytest.param(
                "nl.toml",
                'code = "MO-S-01"\n',
                "",
                [
                    "nl.toml item 1 code: is missing",
                    "fr.toml MO-S-01: is not in nl.toml",
                    "form.toml MO-S-01: is not in the bank",
                ],
                id="no code",
            ),
            pytest.param(
                "nl.toml",
                '"yes.svg"',
                '"yess.svg"',
                ["nl.toml MO-S-01 choices[0].image: yess.svg is not in media"],
                id="image that is not there",
            ),
            pytest.param(
                "nl.toml",
                'prompt = "Vraag MO-S-01?"\nkey = ["a"]',
                'key = ["a", "b", "x"]',
                [
                    "nl.toml MO-S-01 prompt: is missing",
                    "nl.toml MO-S-01 key: x is not a choice",
                    "nl.toml MO-S-01 key: must be one choice",
                ],
                id="an item, only once however often it is used",
            ),
            pytest.param(
                "fr.toml",
                'prompt = "Question MO-S-01 ?"\nchoices = { a = "oui", b = "non"',
                'choices = { a = "", d = "non"',
                [
                    "fr.toml MO-S-01 prompt: is missing",
                    "fr.toml MO-S-01 choices.a: must not be empty",
                    "fr.toml MO-S-01 choice-b: is missing",
                    "fr.toml MO-S-01 choice-d: is not a text of the item",
                ],
                id="a translation",
            ),
            pytest.param(
                "fr.toml",
                'b = "non"',
                'd = "non"',
                [
                    "fr.toml MO-S-01 choice-b: is missing",
                    "fr.toml MO-S-01 choice-d: is not a text of the item",
                ],
                id="a choice of another name",
            ),
            pytest.param(
                "fr.toml",
                "[items.MO-S-01]\n",
                "[items.MO-S-99]\n",
                ["fr.toml MO-S-99: is not in nl.toml"],
                id="a translation of nothing",
            ),
            pytest.param(
                "fr.toml",
                'choices = { a = "oui", b = "non", c = "parfois" }',
                'choices = "oui"',
                ["fr.toml MO-S-01 choices: must be a table, not a text"],
                id="choices without a table",
            ),
            pytest.param(
                "fr.toml",
                '[items.MO-S-01]\nprompt = "Question MO-S-01 ?"',
                "[items.MO-S-99]\nstray = 1",
                [
                    "fr.toml MO-S-99: is not in nl.toml",
                    "fr.toml MO-S-99 prompt: is missing",
                    "fr.toml MO-S-99 stray: is not a known field",
                ],
                id="a wrong translation of nothing",
            ),
            pytest.param(
                "fr.toml",
                'language = "fr"',
                'language = "xx"',
                [
                    "fr.toml language: must be the name of the file",
                    "fr.toml language: unknown language 'xx'",
                ],
                id="an unknown language",
            ),
            pytest.param(
                "fr.toml",
                'state = "draft"',
                "",
                ["fr.toml state: is missing"],
                id="no state",
            ),
            pytest.param(
                "form.toml",
                '"mo"',
                '"zz"',
                ["form.toml programme: unknown programme 'zz'"],
                id="an unknown programme",
            ),
            pytest.param(
                "form.toml",
                'title = "MO"\n',
                "",
                ["form.toml title: is missing"],
                id="a form without a title",
            ),
            pytest.param(
                "form.toml",
                "'MO-S-01', ",
                "",
                ["form.toml part.sokkel: must have 11 items, not 10"],
                id="a form with too few items",
            ),
        ],
    )
    def test_names_file_item_and_field(
        self, folder: Path, file: str, old: str, new: str, problems: list[str]
    ) -> None:
        _replace(folder / file, old, new)

        assert _problems(folder) == problems

    def test_names_the_problems_of_all_files_at_once(self, folder: Path) -> None:
        _replace(folder / "nl.toml", '"work"', '"space"')
        _replace(folder / "fr.toml", '"oui"', "1")
        _replace(folder / "form.toml", "version = 1", "version = 0")

        files = [problem.partition(" ")[0] for problem in _problems(folder)]

        assert files == ["nl.toml", "fr.toml", "form.toml"]

    def test_names_files_that_cannot_be_read(self, folder: Path) -> None:
        (folder / "nl.toml").unlink()
        (folder / "fr.toml").write_text("[items", encoding="utf-8")
        (folder / "form.toml").unlink()

        problems = _problems(folder)

        assert [problem.partition(":")[0] for problem in problems] == [
            "nl.toml",
            "fr.toml",
            "form.toml",
        ]

    def test_refuses_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert _problems(tmp_path / "nowhere") == [
            "nl.toml: cannot be read",
            "form.toml: cannot be read",
        ]
