"""Build the pages of the recording studio."""

from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import get_language, is_signed, list_languages
from testplatform.models.audio import Speaker
from testplatform.models.forms import Form
from testplatform.repositories.forms import find_newest_form, get_form_plan, list_forms
from testplatform.services.read_aloud.prompting import Prompt, PromptState, Shown, list_prompts
from testplatform.services.read_aloud.speakers import list_speakers, may_record
from testplatform.services.translating import Translator
from testplatform.web.candidate.clips import clip_view
from testplatform.web.candidate.speech import audio_url
from testplatform.web.read_aloud.reviewing.wording import describe_objection
from testplatform.web.read_aloud.studio.forms import SentSpeaker
from testplatform.web.read_aloud.studio.pages import (
    DoorPage,
    PromptRow,
    SpeakerRow,
    StudioPage,
)
from testplatform.web.read_aloud.studio.wording import (
    PROMPT_STATES,
    SCREEN_TEXT,
    SHOWN,
    TERM_NAMES,
    TERMS,
)
from testplatform.web.staff.building import build_language_name, build_options
from testplatform.web.staff.pages import Link
from testplatform.web.translating.wording import describe_text


def build_door_page(
    session: Session,
    person: Translator,
    now: datetime,
    *,
    sent: SentSpeaker | None = None,
    problem: str | None = None,
    chosen_speaker: int | None = None,
) -> DoorPage:
    """`sent` is the form of a speaker that was not kept."""
    forms = list_forms(session)
    newest = find_newest_form(session, "mo") or (forms[0] if forms else None)
    speakers = list_speakers(session, person)
    own = [one for one in speakers if _is_usable(one, person)]
    return DoorPage(
        forms=build_options(
            {str(one.id): f"{one.title}, versie {one.version}" for one in forms},
            None if newest is None else str(newest.id),
        ),
        languages=build_options(_list_languages(session, forms, person), None),
        speakers=build_options(
            {str(one.id): one.display_name for one in own},
            None if chosen_speaker is None else str(chosen_speaker),
        ),
        rows=tuple(_speaker_row(one) for one in speakers),
        terms=build_options(
            {one.value: words for one, words in TERMS.items()}, None if sent is None else sent.terms
        ),
        sent=sent or SentSpeaker(),
        problem=problem,
        today=now.date().isoformat(),
    )


def build_studio_page(
    session: Session,
    form: Form,
    language: str,
    speaker: Speaker | None,
    shown: Shown,
) -> StudioPage:
    prompts = list_prompts(session, form.id, language)
    speaker_id = None if speaker is None else speaker.id
    here: dict[str, Any] = {"form_id": form.id, "language": language}
    uploads = (
        None
        if speaker is None
        else url_for("read_aloud_uploads.choose", speaker=speaker_id, **here)
    )
    rows = tuple(
        _prompt_row(session, form.id, one, uploads) for one in prompts if shown.includes(one)
    )
    return StudioPage(
        form_title=f"{form.title}, versie {form.version}",
        language=build_language_name(language),
        text_language=build_language_name(get_form_plan(session, form.id).text_language(language)),
        is_signed=is_signed(language),
        speaker=None if speaker is None else speaker.display_name,
        store_name=f"studio-{form.id}-{language}-{speaker_id}",
        prompts=rows,
        first=rows[0] if rows else None,
        texts=len(prompts),
        recorded=sum(one.state is PromptState.RECORDED for one in prompts),
        approved=sum(one.state is PromptState.APPROVED for one in prompts),
        shown=tuple(
            Link(
                label=words,
                url=url_for("read_aloud_studio.studio", speaker=speaker_id, show=one.value, **here),
                is_current=one is shown,
            )
            for one, words in SHOWN.items()
        ),
        take_url=url_for("read_aloud_studio.take", speaker=speaker_id, **here),
        door=Link(label="Opnamestudio", url=url_for("read_aloud_studio.door")),
        sheet_url=url_for("read_aloud_studio.sheet", **here),
        upload_url=uploads,
    )


def list_recordable(session: Session, form_id: int) -> list[str]:
    """The languages in which people can be recorded for a form: its own, and sign languages."""
    signed = [one.tag for one in list_languages() if is_signed(one.tag)]
    return [*get_form_plan(session, form_id).languages, *signed]


def _list_languages(session: Session, forms: list[Form], person: Translator) -> dict[str, str]:
    """Somebody's own languages first."""
    tags = {tag for form in forms for tag in list_recordable(session, form.id)}
    names = {tag: get_language(tag).dutch_name for tag in tags if may_record(person, tag)}
    order = sorted(names, key=lambda tag: (tag not in person.languages, names[tag]))
    return {tag: names[tag] for tag in order}


def _is_usable(speaker: Speaker, person: Translator) -> bool:
    return speaker.recorded_by_id == person.staff_id and speaker.consent_withdrawn_at is None


def _speaker_row(speaker: Speaker) -> SpeakerRow:
    withdrawn_at = speaker.consent_withdrawn_at
    withdraw_url = url_for("read_aloud_studio.withdraw", speaker_id=speaker.id)
    return SpeakerRow(
        name=speaker.display_name,
        terms=TERM_NAMES.get(speaker.licence, speaker.licence),
        consented_at=speaker.consented_at,
        withdrawn_at=withdrawn_at,
        withdraw_url=withdraw_url if withdrawn_at is None else None,
    )


def _prompt_row(session: Session, form_id: int, prompt: Prompt, uploads: str | None) -> PromptRow:
    return PromptRow(
        number=prompt.number,
        text=prompt.text,
        text_hash=prompt.text_hash,
        said=prompt.said if prompt.said != " ".join(prompt.text.split()) else None,
        place=_describe_place(session, form_id, prompt),
        state=PROMPT_STATES[prompt.state],
        reasons=tuple(describe_objection(one) for one in prompt.reasons),
        audio_url=None if prompt.asset is None else audio_url(prompt.asset.key),
        upload_url=None if uploads is None else f"{uploads}&text={prompt.text_hash}",
        clip=None if prompt.asset is None else clip_view(prompt.asset),
    )


def _describe_place(session: Session, form_id: int, prompt: Prompt) -> str:
    if prompt.is_of_screens:
        return SCREEN_TEXT
    planned = get_form_plan(session, form_id).items_by_ref[prompt.place.ref]
    return f"{planned.item.code}: {describe_text(prompt.place.segment_id)}"
