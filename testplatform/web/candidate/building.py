"""Build the candidate's pages from rows and values; the templates only print them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Session

from itembank.items import PRACTICE_PART
from itembank.languages import get_language
from itembank.media import MediaKind
from itembank.readaloud import Segment, segments
from itembank.translations import LocalisedItem
from testplatform.catalogues import DEFAULT_LANGUAGE
from testplatform.catalogues import say as _
from testplatform.media import extension_of, kind_of
from testplatform.models.attempts import Attempt
from testplatform.models.items import MediaFile
from testplatform.repositories.forms import find_newest_form, get_form_plan
from testplatform.screens import spoken_texts
from testplatform.screens.spoken_screens import DIGITS
from testplatform.services.read_aloud.listening import is_read_to
from testplatform.speech.audio import Container
from testplatform.web.candidate.clips import list_clips
from testplatform.web.candidate.languages import direction_of, screen_language
from testplatform.web.candidate.pages import (
    ClipView,
    CodePage,
    ConfirmPage,
    DonePage,
    ItemView,
    LanguageChoice,
    PracticePage,
    ProblemPage,
    SoundPage,
    StartPage,
    TestPage,
)
from testplatform.web.candidate.speech import (
    by_ear,
    list_attempt_speech,
    list_speech,
    speech_url,
    voice_url,
)

DOSSIER_TAIL = 3


def list_interface_languages(session: Session, programme: str = "mo") -> tuple[str, ...]:
    """The languages a candidate can choose: those in which a published form is complete."""
    form = find_newest_form(session, programme)
    if form is None:
        return (DEFAULT_LANGUAGE,)
    return get_form_plan(session, form.id).languages


def build_start_page(session: Session) -> StartPage:
    languages = sorted(
        (get_language(tag) for tag in list_interface_languages(session)),
        key=lambda language: -language.participants_2024,
    )
    return StartPage(
        language=DEFAULT_LANGUAGE,
        direction=direction_of(DEFAULT_LANGUAGE).value,
        languages=tuple(
            LanguageChoice(
                tag=language.tag,
                own_name=language.own_name,
                direction=language.direction.value,
                url=url_for("candidate.code", language=language.tag),
                audio_url=speech_url(session, language.own_name, language.tag, is_public=True),
            )
            for language in languages
        ),
    )


def build_code_page(session: Session, language: str, typed: str, error: str | None) -> CodePage:
    return CodePage(
        language=language,
        direction=direction_of(language).value,
        by_ear="asked",
        speech=list_speech(session, _list_code_texts(error), language, is_public=True),
        languages_url=url_for("candidate.start"),
        code=typed,
        error=error,
        error_audio_url=None
        if error is None
        else speech_url(session, error, language, is_public=True),
        instruction_audio_url=speech_url(
            session, spoken_texts.code_instruction(), language, is_public=True
        ),
    )


def _list_code_texts(error: str | None) -> tuple[str, ...]:
    texts = (
        _("Type your code"),
        spoken_texts.code_instruction(),
        error,
        _("Your code"),
        _("Go on"),
        _("Touch the screen to listen."),
        *DIGITS,
    )
    return tuple(text for text in texts if text)


def build_confirm_page(session: Session, attempt: Attempt) -> ConfirmPage:
    candidate = attempt.booking.candidate
    language = screen_language(session, attempt)
    return ConfirmPage(
        language=language,
        direction=direction_of(language).value,
        by_ear=by_ear(attempt),
        speech=list_attempt_speech(session, attempt),
        full_name=candidate.full_name,
        dossier_tail=candidate.dossier[-DOSSIER_TAIL:],
        language_name=get_language(attempt.language).own_name,
        programme_title=get_form_plan(session, attempt.form_id).programme.title,
        instruction_audio_url=voice_url(session, attempt, spoken_texts.confirm_instruction()),
    )


def build_not_me_page(session: Session, attempt: Attempt) -> ProblemPage:
    text = spoken_texts.not_me()
    language = screen_language(session, attempt)
    return ProblemPage(
        language=language,
        direction=direction_of(language).value,
        by_ear=by_ear(attempt),
        speech=list_attempt_speech(session, attempt),
        title=_("Wait a moment"),
        message=text,
        next_url=url_for("candidate.start"),
        instruction_audio_url=voice_url(session, attempt, text),
    )


def build_sound_page(session: Session, attempt: Attempt, *, is_help_shown: bool) -> SoundPage:
    language = screen_language(session, attempt)
    return SoundPage(
        language=language,
        direction=direction_of(language).value,
        by_ear=by_ear(attempt),
        speech=list_attempt_speech(session, attempt),
        tone_url=url_for("media.tone", extension=Container.WEBM.value),
        sample_url=voice_url(session, attempt, spoken_texts.sound_instruction()),
        question_audio_url=voice_url(session, attempt, spoken_texts.sound_question()),
        is_help_shown=is_help_shown,
        instruction_audio_url=voice_url(session, attempt, spoken_texts.sound_instruction()),
        help_audio_url=voice_url(session, attempt, spoken_texts.sound_help()),
    )


def build_practice_page(session: Session, attempt: Attempt) -> PracticePage:
    language = screen_language(session, attempt)
    plan = get_form_plan(session, attempt.form_id)
    media = media_urls(session)
    localised = {
        planned.ref: _without_limit(plan.localise(planned, language))
        for planned in plan.items_of(PRACTICE_PART)
    }
    heard = {ref: segments(one) if is_read_to(attempt) else () for ref, one in localised.items()}
    clips = list_clips(session, attempt, [one.text for found in heard.values() for one in found])
    return PracticePage(
        language=language,
        direction=direction_of(language).value,
        by_ear=by_ear(attempt),
        speech=list_attempt_speech(session, attempt),
        practice_items=tuple(
            build_item_view(
                ref,
                one,
                media,
                {segment.id: voice_url(session, attempt, segment.text) for segment in heard[ref]},
                None
                if clips is None
                else {
                    segment.id: clips[segment.text]
                    for segment in heard[ref]
                    if segment.text in clips
                },
            )
            for ref, one in localised.items()
        ),
        marks={ref: _build_marks(session, attempt, heard[ref]) for ref in localised},
        is_reviewed=attempt.audio_manifest is None or attempt.audio_manifest.is_reviewed,
        instruction_audio_url=voice_url(session, attempt, spoken_texts.practice_instruction()),
        ready_audio_url=voice_url(session, attempt, spoken_texts.practice_ready()),
    )


def _build_marks(session: Session, attempt: Attempt, heard: Sequence[Segment]) -> str:
    """The marks of an item as its package would have them, as JSON."""
    texts = [segment.text for segment in heard]
    spoken = {
        one.text: one.marks
        for one in list_speech(
            session, texts, screen_language(session, attempt), attempt.form.stakes
        )
        if one.marks is not None
    }
    return json.dumps(
        {
            segment.id: {"text": segment.text, "marks": json.loads(spoken[segment.text])}
            for segment in heard
            if segment.text in spoken
        }
    )


def build_test_page(session: Session, attempt: Attempt) -> TestPage:
    language = screen_language(session, attempt)
    return TestPage(
        language=language,
        direction=direction_of(language).value,
        by_ear=by_ear(attempt),
        speech=list_attempt_speech(session, attempt),
        start_url=url_for("candidate.start"),
        done_url=url_for("candidate.done"),
    )


def build_done_page(session: Session, attempt: Attempt) -> DonePage:
    language = screen_language(session, attempt)
    return DonePage(
        language=language,
        direction=direction_of(language).value,
        by_ear=by_ear(attempt),
        speech=list_attempt_speech(session, attempt),
        leave_url=url_for("candidate.leave"),
        instruction_audio_url=voice_url(session, attempt, spoken_texts.done_instruction()),
        result_audio_url=voice_url(session, attempt, spoken_texts.done_result()),
    )


def build_problem_page(
    session: Session, title: str, message: str, *, language: str, next_url: str | None
) -> ProblemPage:
    return ProblemPage(
        language=language,
        direction=direction_of(language).value,
        title=title,
        message=message,
        next_url=next_url,
        instruction_audio_url=speech_url(session, message, language, is_public=True),
    )


def build_item_view(
    ref: str,
    localised: LocalisedItem,
    media: Mapping[str, str],
    audio: Mapping[str, str | None],
    clips: Mapping[str, ClipView] | None = None,
) -> ItemView:
    """An item as its component prints it; `audio` has every text that may be read aloud.

    `clips` are the texts with a video, where the test is signed: then nothing is heard.
    """
    return ItemView(
        ref=ref,
        language=localised.language,
        direction=direction_of(localised.language).value,
        item_type=localised.item_type,
        prompt=localised.prompt,
        body=localised.body,
        stimulus=localised.stimulus,
        media=media,
        audio=audio,
        clips=clips,
    )


def _without_limit(localised: LocalisedItem) -> LocalisedItem:
    """A question to try with: nobody counts how often its sound is started."""
    if localised.stimulus is None:
        return localised
    return replace(localised, stimulus=replace(localised.stimulus, plays=None))


def media_urls(session: Session) -> dict[str, str]:
    """Media name → address."""
    rows = session.execute(sa.select(MediaFile.name, MediaFile.sha256, MediaFile.media_type))
    return {row.name: _media_url(row.name, row.sha256, row.media_type) for row in rows}


def _media_url(name: str, sha256: str, media_type: str) -> str:
    is_image = kind_of(media_type) is MediaKind.IMAGE
    endpoint = "media.image" if is_image else "media.material"
    return url_for(endpoint, sha256=sha256, extension=extension_of(name))
