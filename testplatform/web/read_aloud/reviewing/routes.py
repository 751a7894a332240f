"""The page where native reviewers listen, approve and reject."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.audio import AudioAsset
from testplatform.models.forms import Form
from testplatform.repositories.forms import list_forms
from testplatform.services.read_aloud.offering import list_form_languages
from testplatform.services.read_aloud.queues import Show, read_queue
from testplatform.services.read_aloud.remaking import TouchedAsset
from testplatform.services.read_aloud.requesting import hold_speech
from testplatform.services.read_aloud.reviewing import (
    ReviewRefused,
    find_review_refusal,
    review_audio,
    withdraw_review,
)
from testplatform.services.read_aloud.words import (
    WordsChange,
    WordsNotSound,
    change_words,
    count_texts,
    foresee_change,
)
from testplatform.services.translating import Translator
from testplatform.speech.synthesis import SpeechUnavailable
from testplatform.web.access import Access, access
from testplatform.web.read_aloud.reviewing.building import (
    build_overview_page,
    build_review_page,
    review_url,
)
from testplatform.web.read_aloud.reviewing.forms import (
    APPROVE,
    REJECT,
    VERDICTS,
    SentVerdict,
    read_verdict,
)
from testplatform.web.read_aloud.reviewing.wording import (
    APPROVED_SENTENCE,
    REFUSALS,
    REJECTED_SENTENCE,
    WITHDRAWN_SENTENCE,
)
from testplatform.web.read_aloud.words.building import build_confirm_page
from testplatform.web.read_aloud.words.wording import (
    ENGINE_MISSING,
    WORD_NOT_IN_TEXT,
    describe_faults,
    describe_result,
)
from testplatform.web.staff.building import read_member
from testplatform.web.translating.building.sections import current_translator

blueprint = Blueprint("read_aloud_reviewing", __name__, url_prefix="/staff/read-aloud/review")


@blueprint.get("/")
@access(Access.NATIVE_REVIEW)
def overview() -> ResponseReturnValue:
    """The languages of a form, with what is to be listened to."""
    forms = list_forms(db.session)
    asked = request.args.get("form", type=int)
    form = next((one for one in forms if one.id == asked), forms[0] if forms else None)
    if form is None:
        return render_template("read_aloud/reviewing/empty.html")
    page = build_overview_page(db.session, form, current_translator())
    return render_template("read_aloud/reviewing/overview.html", page=page)


@blueprint.get("/<int:form_id>/<string:language>")
@access(Access.NATIVE_REVIEW)
def review(form_id: int, language: str) -> ResponseReturnValue:
    """One recording of the queue: what stands on the screen, what is said, and the sound."""
    form = _get_form(form_id, language)
    page = build_review_page(
        db.session,
        form,
        language,
        _read_show(),
        current_translator(),
        key=request.args.get("at"),
    )
    return render_template("read_aloud/reviewing/review.html", page=page)


@blueprint.post("/<int:form_id>/<string:language>/<string:key>")
@access(Access.NATIVE_REVIEW)
def judge(form_id: int, language: str, key: str) -> ResponseReturnValue:
    """Approve, reject or take back; a rejection may say at once how it is to be said."""
    form, asset = _get_form(form_id, language), _get_asset(key, language)
    sent, reviewer = _read_sent(), current_translator()
    place = read_queue(db.session, form_id, language).place_of(key)
    change = sent.find_change(asset)
    try:
        if change is not None and not sent.is_confirmed:
            touched = _foresee(asset, sent, change, reviewer)
            if touched is None:
                return _show_again(form, language, key, sent, WORD_NOT_IN_TEXT)
            return _ask(form, language, key, sent, touched)
        with unit_of_work() as session:
            sentence = _keep(session, language, key, sent, change, reviewer)
    except ReviewRefused as refusal:
        return _show_again(form, language, key, sent, REFUSALS[refusal.refusal])
    except WordsNotSound as refusal:
        problem = " ".join(describe_faults(refusal.faults, in_file=False))
        return _show_again(form, language, key, sent, problem)
    except SpeechUnavailable:
        return _show_again(form, language, key, sent, ENGINE_MISSING)
    flash(sentence, "success")
    return redirect(_next_url(form_id, language, key, place, reviewer), code=303)


def _get_form(form_id: int, language: str) -> Form:
    form = db.session.get(Form, form_id)
    if form is None or language not in list_form_languages(db.session, form_id):
        abort(404)
    return form


def _get_asset(key: str, language: str) -> AudioAsset:
    """PostgreSQL takes no NUL in a text, and no key has one."""
    asset = None if "\0" in key else db.session.get(AudioAsset, key)
    if asset is None or asset.language != language:
        abort(404)
    return asset


def _read_sent() -> SentVerdict:
    sent = read_verdict(request.form)
    if sent.verdict not in VERDICTS:
        abort(400)
    return sent


def _read_show() -> Show:
    return read_member(Show, "show") or Show.TODO


def _foresee(
    asset: AudioAsset, sent: SentVerdict, change: WordsChange, reviewer: Translator
) -> tuple[TouchedAsset, ...] | None:
    """What a correction touches; None when it leaves the rejected recording as it is."""
    refusal = find_review_refusal(asset, reviewer)
    if refusal is not None:
        raise ReviewRefused(refusal=refusal)
    sent.read_objection()  # refused before anything is asked
    touched = foresee_change(db.session, asset.language, change)
    return touched if any(one.key == asset.key for one in touched) else None


def _ask(
    form: Form, language: str, key: str, sent: SentVerdict, touched: tuple[TouchedAsset, ...]
) -> ResponseReturnValue:
    show = _read_show()
    page = build_confirm_page(
        language,
        touched,
        title="Afkeuren en anders laten uitspreken",
        fields=sent.to_fields(),
        action_url=url_for(
            "read_aloud_reviewing.judge",
            form_id=form.id,
            language=language,
            key=key,
            show=show.value,
        ),
        back_url=review_url(form.id, language, show, key),
    )
    return render_template("read_aloud/words/confirm.html", page=page)


def _keep(
    session: Session,
    language: str,
    key: str,
    sent: SentVerdict,
    change: WordsChange | None,
    reviewer: Translator,
) -> str:
    """Do what was sent, all of it or nothing; gives the sentence that says so."""
    now = now_utc()
    if sent.verdict == APPROVE:
        review_audio(session, key, sha256=sent.sha256, objection=None, reviewer=reviewer, now=now)
        return APPROVED_SENTENCE
    if sent.verdict != REJECT:
        withdraw_review(session, key, sha256=sent.sha256, reviewer=reviewer, now=now)
        return WITHDRAWN_SENTENCE
    if change is not None:
        hold_speech(session, language)  # before the recording, as whoever changes words does
    asset = review_audio(
        session,
        key,
        sha256=sent.sha256,
        objection=sent.read_objection(),
        reviewer=reviewer,
        now=now,
    )
    if change is None:
        return REJECTED_SENTENCE
    touched = change_words(session, asset.language, change, actor=reviewer, now=now)
    return f"{REJECTED_SENTENCE} {describe_result(count_texts(touched))}"


def _show_again(
    form: Form, language: str, key: str, sent: SentVerdict, problem: str
) -> ResponseReturnValue:
    """The recording as it is now, with what was typed."""
    db.session.expire_all()
    page = build_review_page(
        db.session,
        form,
        language,
        _read_show(),
        current_translator(),
        key=key,
        sent=sent,
        problem=problem,
    )
    return render_template("read_aloud/reviewing/review.html", page=page), 422


def _next_url(
    form_id: int, language: str, key: str, place: int | None, reviewer: Translator
) -> str:
    """The next recording to look at; one that was replaced is no longer in the queue."""
    show = _read_show()
    queue = read_queue(db.session, form_id, language)
    now_at = queue.place_of(key)
    before = (place or 0) - 1 if now_at is None else now_at
    entry = queue.find_next(before, show, reviewer)
    return review_url(form_id, language, show, None if entry is None else entry.asset.key)
