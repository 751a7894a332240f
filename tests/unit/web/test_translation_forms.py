from io import BytesIO

import pytest
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage, MultiDict

from itembank.interchange.exchanges import (
    FileFault,
    FileRefused,
    PlannedText,
    TranslationFile,
    Verdict,
)
from itembank.languages import LanguageTag
from itembank.texts import PROMPT, TextId
from itembank.translating import SheetWork
from testplatform.services.exchanging import ChosenText
from testplatform.services.translating import LONGEST_COMMENT, SheetCommand
from testplatform.web.translating import forms
from testplatform.web.translating.forms import (
    read_payload,
    read_sheet_command,
    read_upload,
    write_payload,
)
from tests.builders.translations import a_unit

_FR = LanguageTag("fr")
_OURS = URLSafeSerializer("a-key", salt="3:fr")
_KNOWN = (PROMPT, TextId("choice-a"))


def a_file(target: str = "Où ?") -> tuple[TranslationFile, list[PlannedText]]:
    units = (a_unit(target=target), a_unit(text_id="choice-a", source="a", target="b"))
    file = TranslationFile(language=_FR, units=units, is_change_done=True)
    return file, [
        PlannedText(unit=unit, verdict=Verdict.CHANGED, before="vroeger") for unit in units
    ]


class TestSheetCommand:
    def test_writes_only_what_somebody_touched(self) -> None:
        form = MultiDict(
            {
                "edits": "2",
                "source": "abc",
                "text-prompt": " Où ?\r\n",
                "seen-prompt": "Qui ?",
                "text-choice-a": "la boulangerie",
                "seen-choice-a": "la boulangerie",
                "text-choice-z": "x",
            }
        )

        command = read_sheet_command(form, _KNOWN)

        assert command == SheetCommand(
            edits=2, content_hash="abc", work=SheetWork(written={PROMPT: "Où ?"})
        )

    def test_keeps_marks_of_texts_of_the_item_alone(self) -> None:
        form = MultiDict(
            [("review", "prompt"), ("review", "x"), ("confirm", "choice-a"), ("resolve", "7")]
        )

        command = read_sheet_command(form, _KNOWN)

        assert command.work.reviewed == {PROMPT}
        assert command.work.confirmed == {"choice-a"}
        assert command.resolved == {7}

    def test_cuts_a_remark_that_is_too_long_and_drops_an_empty_one(self) -> None:
        form = MultiDict({"comment-prompt": "x" * 5_000, "comment-choice-a": " \0"})

        command = read_sheet_command(form, _KNOWN)

        assert command.comments == {PROMPT: "x" * LONGEST_COMMENT}


class TestUpload:
    def test_is_refused_when_it_is_too_large(self) -> None:
        upload = FileStorage(BytesIO(b"x" * 1_000_001), filename="a.csv")

        with pytest.raises(FileRefused) as refusal:
            read_upload(upload)

        assert refusal.value.fault is FileFault.TOO_LARGE


class TestPayload:
    def test_comes_back_with_what_was_chosen(self) -> None:
        file, planned = a_file()
        payload = write_payload(_OURS, file, planned)

        read, chosen = read_payload(_OURS, payload, [1, 9], _FR)

        assert chosen == (ChosenText(unit=planned[1].unit, before="vroeger"),)
        assert read == TranslationFile(language=_FR, units=(planned[1].unit,), is_change_done=True)

    def test_of_somebody_else_is_not_read(self) -> None:
        payload = write_payload(URLSafeSerializer("a-key", salt="4:fr"), *a_file())

        with pytest.raises(BadSignature):
            read_payload(_OURS, payload, [0], _FR)

    def test_is_refused_when_a_form_cannot_carry_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(forms, "LONGEST_PAYLOAD", 10)

        with pytest.raises(FileRefused, match="too_large"):
            write_payload(_OURS, *a_file())
