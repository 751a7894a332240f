import re
import shutil
import subprocess
import unicodedata

import pytest

from itembank.languages import (
    Direction,
    Language,
    UnknownLanguage,
    get_language,
    is_signed,
    list_languages,
    list_offered_languages,
)
from itembank.voices import list_voices

_SCRIPTS = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Guru": "GURMUKHI",
    "Hans": "CJK",
    "Khmr": "KHMER",
    "Latn": "LATIN",
    "Mlym": "MALAYALAM",
    "Taml": "TAMIL",
    "Thai": "THAI",
    "Zxxx": "LATIN",
}
_VOICELESS = {"ps", "ti", "prs", "so", "ary", "kmr", "zgh", "tw", "vgt"}
_ONLY_OVER_THE_NETWORK = {"th", "tl", "km"}


def _each() -> pytest.MarkDecorator:
    languages = list_languages()
    return pytest.mark.parametrize("language", languages, ids=[one.tag for one in languages])


class TestListLanguages:
    def test_has_the_course_languages_by_participants(self) -> None:
        participants = [language.participants_2024 for language in list_languages()]

        assert (len(participants), sum(participants)) == (40, 13163)
        assert participants == sorted(participants, reverse=True)

    def test_offers_the_mo_test_in_the_first_27(self) -> None:
        offered = [language.mo_test_offered for language in list_languages()]

        assert offered == [True] * 27 + [False] * 13

    def test_knows_in_which_languages_a_test_is_offered_for_mo_alone(self) -> None:
        assert len(list_offered_languages("mo")) == 27
        assert list_offered_languages("nivo") == ()

    def test_has_every_tag_and_name_once(self) -> None:
        languages = list_languages()

        assert len({language.tag for language in languages}) == 40
        assert len({language.own_name for language in languages}) == 40
        assert len({language.dutch_name for language in languages}) == 40

    def test_has_a_voice_only_where_it_is_that_language(self) -> None:
        voiceless = {language.tag for language in list_languages() if not list_voices(language.tag)}

        assert voiceless == _VOICELESS

    def test_says_which_languages_only_a_network_speaks(self) -> None:
        without = {
            language.tag
            for language in list_languages()
            if all(voice.engine == "gtts" for voice in list_voices(language.tag))
        }

        assert without - _VOICELESS == _ONLY_OVER_THE_NETWORK

    def test_has_text_in_all_but_sign_language(self) -> None:
        assert [one.tag for one in list_languages() if not one.has_text] == ["vgt"]

    @pytest.mark.parametrize(("tag", "signed"), [("vgt", True), ("nl", False), ("xx", False)])
    def test_is_signed_when_it_has_no_text(self, tag: str, signed: bool) -> None:
        assert is_signed(tag) is signed


class TestLanguage:
    @_each()
    def test_writes_its_own_name_in_its_own_script(self, language: Language) -> None:
        letters = [letter for letter in language.own_name if letter.isalpha()]

        scripts = {unicodedata.name(letter).partition(" ")[0] for letter in letters}

        assert scripts <= {_SCRIPTS[language.script], "MODIFIER"}

    @_each()
    def test_has_its_own_name_in_composed_form(self, language: Language) -> None:
        assert unicodedata.is_normalized("NFC", language.own_name)

    @_each()
    def test_is_written_the_way_of_its_script(self, language: Language) -> None:
        assert (language.direction is Direction.RTL) == (language.script == "Arab")

    @_each()
    def test_has_a_plain_tag(self, language: Language) -> None:
        assert re.fullmatch(r"[a-z]{2,3}", language.tag)

    @_each()
    def test_has_a_noto_font_unless_every_system_can_show_it(self, language: Language) -> None:
        is_everywhere = language.script in ("Latn", "Cyrl", "Zxxx")

        assert language.font.startswith("Noto ") is not is_everywhere


class TestGetLanguage:
    def test_gives_the_row(self) -> None:
        assert get_language("ar").own_name == "العربية"

    @pytest.mark.parametrize("tag", ["xx", "", "AR", "nl-BE"])
    def test_refuses_an_unknown_tag(self, tag: str) -> None:
        with pytest.raises(UnknownLanguage):
            get_language(tag)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
class TestVoices:
    def test_are_listed_by_the_engine(self) -> None:
        listing = subprocess.run(
            ["espeak-ng", "--voices"], capture_output=True, text=True, check=True
        )
        known = {line.split()[1] for line in listing.stdout.splitlines()[1:]}

        named = {
            voice.name
            for language in list_languages()
            for voice in list_voices(language.tag)
            if voice.engine == "espeak-ng"
        }

        assert named <= known
