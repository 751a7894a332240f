"""Build the page where native reviewers listen."""

from collections.abc import Sequence

from flask import current_app, url_for
from sqlalchemy.orm import Session

from itembank.readaloud import AudioOrigin
from itembank.voices import find_licence
from testplatform.config import Config
from testplatform.models.audio import AudioAsset, AudioReview, AudioState, ReviewVerdict
from testplatform.models.forms import Form
from testplatform.repositories.forms import FormPlan, PlannedSegment, get_form_plan, list_forms
from testplatform.services.read_aloud.offering import list_form_languages
from testplatform.services.read_aloud.queues import QueueEntry, ReviewQueue, Show, read_queue
from testplatform.services.read_aloud.recognising import find_doubt
from testplatform.services.read_aloud.reviewing import Objection, find_review_refusal
from testplatform.services.translating import Translator
from testplatform.speech.phrases import phrases_from_document
from testplatform.speech.store import AudioStore
from testplatform.web.candidate.clips import clip_view
from testplatform.web.candidate.speech import audio_url
from testplatform.web.read_aloud.reviewing.forms import SentVerdict
from testplatform.web.read_aloud.reviewing.pages import (
    LanguageRow,
    OverviewPage,
    PlaceView,
    Progress,
    RecordingView,
    ReviewPage,
    ReviewView,
    TextPiece,
)
from testplatform.web.read_aloud.reviewing.wording import (
    OBJECTIONS,
    ORIGINS,
    REFUSALS,
    SHOWS,
    describe_doubt,
    describe_objection,
    describe_standing,
)
from testplatform.web.read_aloud.words.sections import build_sections
from testplatform.web.staff.building import build_language_name, build_options
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import STAKES
from testplatform.web.translating.wording import describe_text

MOST_PLACES = 5
MS_PER_SECOND = 1000


def build_overview_page(session: Session, form: Form, reviewer: Translator) -> OverviewPage:
    languages = list_form_languages(session, form.id)
    tags = sorted(languages, key=lambda tag: tag not in reviewer.languages)
    labels = {str(one.id): f"{one.title}, versie {one.version}" for one in list_forms(session)}
    return OverviewPage(
        sections=build_sections(),
        forms=build_options(labels, str(form.id)),
        form_title=form.title,
        stakes=STAKES[form.stakes],
        rows=tuple(_language_row(session, form.id, tag, reviewer) for tag in tags),
    )


def build_review_page(
    session: Session,
    form: Form,
    language: str,
    show: Show,
    reviewer: Translator,
    *,
    key: str | None = None,
    sent: SentVerdict | None = None,
    problem: str | None = None,
) -> ReviewPage:
    """The recording with that key, else the first to show; `sent` is what was not kept."""
    queue = read_queue(session, form.id, language)
    entry = _find_entry(queue, key, show, reviewer)
    place = None if entry is None else queue.place_of(entry.asset.key)
    own = None if entry is None else entry.find_review_by(reviewer.staff_id)
    return ReviewPage(
        sections=build_sections(language),
        form_title=form.title,
        language=build_language_name(language),
        shows=_list_shows(form.id, language, queue, show, reviewer),
        progress=_build_progress(queue, place, reviewer),
        recording=None
        if entry is None
        else _build_recording(get_form_plan(session, form.id), entry, own, reviewer, sent),
        kinds=build_options(
            {kind.value: label for kind, label in OBJECTIONS.items()}, _chosen_kind(own, sent)
        ),
        verdict_url=""
        if entry is None
        else url_for(
            "read_aloud_reviewing.judge",
            form_id=form.id,
            language=language,
            key=entry.asset.key,
            show=show.value,
        ),
        previous_url=_neighbour_url(form.id, language, queue, place, show, reviewer, step=-1),
        next_url=_neighbour_url(form.id, language, queue, place, show, reviewer, step=1),
        overview_url=url_for("read_aloud_reviewing.overview", form=form.id),
        problem=problem,
        typed_word="" if sent is None else sent.word,
        typed_spoken="" if sent is None else sent.spoken,
        typed_text="" if sent is None else sent.text_spoken,
    )


def review_url(form_id: int, language: str, show: Show, key: str | None = None) -> str:
    return url_for(
        "read_aloud_reviewing.review",
        form_id=form_id,
        language=language,
        show=show.value,
        at=key,
    )


def _language_row(
    session: Session, form_id: int, language: str, reviewer: Translator
) -> LanguageRow:
    queue = read_queue(session, form_id, language)
    return LanguageRow(
        language=build_language_name(language),
        is_own=language in reviewer.languages,
        texts=queue.texts,
        approved=queue.approved,
        todo=_count(queue, Show.TODO, reviewer),
        rejected=_count(queue, Show.REJECTED, reviewer),
        waiting=queue.waiting,
        unheard=queue.unheard,
        url=review_url(form_id, language, Show.TODO if reviewer.may_review(language) else Show.ALL),
    )


def _count(queue: ReviewQueue, show: Show, reviewer: Translator) -> int:
    return sum(one.is_shown(show, reviewer) for one in queue.entries)


def _find_entry(
    queue: ReviewQueue, key: str | None, show: Show, reviewer: Translator
) -> QueueEntry | None:
    place = None if key is None else queue.place_of(key)
    if place is not None:
        return queue.entries[place]
    return next((one for one in queue.entries if one.is_shown(show, reviewer)), None)


def _list_shows(
    form_id: int, language: str, queue: ReviewQueue, chosen: Show, reviewer: Translator
) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=f"{label} ({_count(queue, show, reviewer)})",
            url=review_url(form_id, language, show),
            is_current=show is chosen,
        )
        for show, label in SHOWS.items()
    )


def _build_progress(queue: ReviewQueue, place: int | None, reviewer: Translator) -> Progress:
    return Progress(
        position=None if place is None else place + 1,
        entries=len(queue.entries),
        texts=queue.texts,
        approved=queue.approved,
        todo=_count(queue, Show.TODO, reviewer),
        waiting=queue.waiting,
        unheard=queue.unheard,
    )


def _neighbour_url(
    form_id: int,
    language: str,
    queue: ReviewQueue,
    place: int | None,
    show: Show,
    reviewer: Translator,
    *,
    step: int,
) -> str | None:
    if place is None:
        return None
    entry = queue.find_next(place, show, reviewer, step=step)
    return None if entry is None else review_url(form_id, language, show, entry.asset.key)


def _build_recording(
    plan: FormPlan,
    entry: QueueEntry,
    own: AudioReview | None,
    reviewer: Translator,
    sent: SentVerdict | None,
) -> RecordingView:
    asset = entry.asset
    refusal = find_review_refusal(asset, reviewer)
    said = " ".join(one.said for one in phrases_from_document(asset.phrases)) or asset.text
    licence = find_licence(asset.licence)
    return RecordingView(
        key=asset.key,
        sha256=asset.sha256 or "",
        audio_url=audio_url(asset.key),
        clip=clip_view(asset),
        pieces=list_pieces(asset.text, asset.marks),
        text=asset.text,
        said=said,
        places=_list_places(plan, entry.places),
        origin=ORIGINS[asset.origin],
        voice=_name_voice(asset),
        licence=asset.licence if licence is None else licence.name,
        seconds="" if asset.duration_ms is None else _in_seconds(asset.duration_ms),
        standing=describe_standing(entry),
        reviews=tuple(
            ReviewView(
                reviewer=one.reviewer.display_name,
                word="keurt af" if one.verdict is ReviewVerdict.REJECT else "keurt goed",
                reason=describe_objection(one.reason) if one.reason else "",
            )
            for one in asset.reviews
        ),
        own_verdict=None if own is None else own.verdict.value,
        own_kind=_chosen_kind(own, sent) or "",
        own_note=_typed_note(own, sent),
        refusal=None if refusal is None else REFUSALS[refusal],
        doubt=_describe_doubt(asset),
        may_correct=asset.origin is AudioOrigin.SYNTHETIC and asset.state is not AudioState.STALE,
    )


def _describe_doubt(asset: AudioAsset) -> str | None:
    config: Config = current_app.extensions["testplatform_config"]
    heard = find_doubt(AudioStore(config.media_root), asset)
    return None if heard is None else describe_doubt(heard)


def list_pieces(text: str, marks: Sequence[Sequence[int]] | None) -> tuple[TextPiece, ...]:
    """Cut a text where its marks say that something else begins to be heard."""
    pieces = []
    at = 0
    for start, end, from_ms, to_ms in marks or ():
        if at < start:
            pieces.append(TextPiece(text=text[at:start]))
        pieces.append(TextPiece(text=text[start:end], from_ms=from_ms, to_ms=to_ms))
        at = end
    if at < len(text):
        pieces.append(TextPiece(text=text[at:]))
    return tuple(pieces)


def _list_places(plan: FormPlan, places: Sequence[PlannedSegment]) -> tuple[PlaceView, ...]:
    sources = {
        (one.ref, one.segment_id): one.text for one in plan.segments_in(plan.source_language)
    }
    return tuple(
        PlaceView(
            item=plan.items_by_ref[one.ref].item.code,
            label=describe_text(one.segment_id),
            source=sources.get((one.ref, one.segment_id), ""),
        )
        for one in places[:MOST_PLACES]
    )


def _name_voice(asset: AudioAsset) -> str:
    if asset.speaker is not None:
        return asset.speaker.display_name
    return f"{asset.engine} {asset.voice}, versie {asset.voice_version}"


def _in_seconds(duration_ms: int) -> str:
    tenths = round(duration_ms * 10 / MS_PER_SECOND)
    return f"{tenths // 10},{tenths % 10}"


def _chosen_kind(own: AudioReview | None, sent: SentVerdict | None) -> str | None:
    if sent is not None:
        return sent.kind
    return Objection.from_reason(own.reason).kind.value if own is not None and own.reason else None


def _typed_note(own: AudioReview | None, sent: SentVerdict | None) -> str:
    if sent is not None:
        return sent.note
    return Objection.from_reason(own.reason).note if own is not None and own.reason else ""
