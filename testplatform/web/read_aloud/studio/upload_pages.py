"""Build the pages on which recordings are chosen as files and looked at."""

from collections.abc import Sequence

from flask import url_for

from itembank.languages import is_signed
from itembank.translations import SOURCE_LANGUAGE
from testplatform.models.audio import Speaker
from testplatform.services.read_aloud.bulk import MOST_FILES, CheckedTake
from testplatform.services.read_aloud.prompting import PromptState
from testplatform.web.read_aloud.studio.pages import UploadPage, UploadPreviewPage, UploadRow
from testplatform.web.read_aloud.studio.wording import (
    FILE_PROBLEMS,
    REPLACES_APPROVED,
    TAKE_FAULTS,
    WILL_BE_TAKEN,
)
from testplatform.web.staff.building import build_language_name
from testplatform.web.staff.pages import Badge, LanguageName, Link, Tone

MS_PER_TENTH = 100


def build_upload_page(
    form_id: int, language: str, speaker: Speaker, text_hash: str | None, text: str | None
) -> UploadPage:
    """For every text of the sheet, or for one alone."""
    here = url_for(
        "read_aloud_uploads.upload",
        form_id=form_id,
        language=language,
        speaker=speaker.id,
        text=text_hash,
    )
    return UploadPage(
        language=build_language_name(language),
        text_language=_text_language(language),
        text=text,
        is_signed=is_signed(language),
        speaker=speaker.display_name,
        upload_url=here,
        most_files=MOST_FILES,
        back=_link_to_sheet(form_id, language, speaker),
    )


def build_preview_page(
    form_id: int, language: str, speaker: Speaker, sha256: str, checked: Sequence[CheckedTake]
) -> UploadPreviewPage:
    return UploadPreviewPage(
        language=build_language_name(language),
        text_language=_text_language(language),
        speaker=speaker.display_name,
        rows=tuple(_row(one) for one in checked),
        takeable=sum(one.can_be_taken for one in checked),
        take_url=url_for(
            "read_aloud_uploads.take_all",
            form_id=form_id,
            language=language,
            sha256=sha256,
            speaker=speaker.id,
        ),
        back=_link_to_sheet(form_id, language, speaker),
    )


def _link_to_sheet(form_id: int, language: str, speaker: Speaker) -> Link:
    url = url_for(
        "read_aloud_studio.studio", form_id=form_id, language=language, speaker=speaker.id
    )
    return Link(label="Terug naar de teksten", url=url)


def _text_language(language: str) -> LanguageName:
    return build_language_name(SOURCE_LANGUAGE if is_signed(language) else language)


def _row(one: CheckedTake) -> UploadRow:
    prompt, verdict = one.match.prompt, _judge(one)
    return UploadRow(
        name=one.match.name,
        text="" if prompt is None else prompt.text,
        seconds="" if one.duration_ms is None else _in_seconds(one.duration_ms),
        verdict=verdict,
        text_hash=prompt.text_hash if prompt is not None and one.can_be_taken else None,
        is_ticked=verdict is WILL_BE_TAKEN,
    )


def _judge(one: CheckedTake) -> Badge:
    if one.match.problem is not None:
        return Badge(word=FILE_PROBLEMS[one.match.problem], tone=Tone.BAD)
    if one.fault is not None:
        return Badge(word=TAKE_FAULTS[one.fault], tone=Tone.BAD)
    prompt = one.match.prompt
    is_approved = prompt is not None and prompt.state is PromptState.APPROVED
    return REPLACES_APPROVED if is_approved else WILL_BE_TAKEN


def _in_seconds(duration_ms: int) -> str:
    tenths = round(duration_ms / MS_PER_TENTH)
    return f"{tenths // 10},{tenths % 10} s"
