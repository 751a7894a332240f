from typing import Any

import pytest

from itembank.forms import Stakes
from itembank.languages import UnknownLanguage, list_languages
from itembank.voices import (
    Permit,
    VoiceLicence,
    VoicesNotValid,
    find_licence,
    list_voices,
    read_voices,
)
from scoring.documents import DocumentNotUnderstood


def a_table(**changes: Any) -> dict[str, Any]:
    voice = {"language": "nl", "engine": "piper", "name": "nathalie", "licence": "free"} | changes
    licence = {"code": "free", "name": "CC0", "permits": "all"}
    return {"licence": [licence], "voice": [voice, {**voice, "name": "rdh"}]}


class TestReadVoices:
    def test_keeps_the_order_of_preference(self) -> None:
        table = read_voices(a_table())

        assert [voice.name for voice in table.voices["nl"]] == ["nathalie", "rdh"]
        assert table.licences["free"].permits is Permit.ALL

    def test_refuses_a_licence_that_nobody_described(self) -> None:
        with pytest.raises(VoicesNotValid):
            read_voices(a_table(licence="unknown"))

    def test_refuses_a_voice_of_no_course_language(self) -> None:
        with pytest.raises(UnknownLanguage):
            read_voices(a_table(language="xx"))

    def test_refuses_what_it_does_not_know(self) -> None:
        with pytest.raises(DocumentNotUnderstood):
            read_voices(a_table(speed="fast"))


class TestVoiceLicence:
    @pytest.mark.parametrize(
        ("permits", "in_practice", "in_earnest"),
        [(Permit.ALL, True, True), (Permit.PRACTICE, True, False), (Permit.NOTHING, False, False)],
    )
    def test_allows_what_it_permits(
        self, permits: Permit, in_practice: bool, in_earnest: bool
    ) -> None:
        licence = VoiceLicence(code="x", name="X", permits=permits)

        assert licence.allows(Stakes.PRACTICE) is in_practice
        assert licence.allows(Stakes.HIGH) is in_earnest


class TestListVoices:
    def test_gives_voices_of_the_language_itself(self) -> None:
        for language in list_languages():
            assert {voice.language for voice in list_voices(language.tag)} <= {language.tag}

    def test_is_empty_where_only_people_speak(self) -> None:
        assert list_voices("ps") == ()


class TestFindLicence:
    def test_knows_those_of_the_table(self) -> None:
        assert find_licence("espeak-ng") is not None
        assert find_licence("unknown") is None
