"""The pages about pronunciation."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature

from itembank.interchange.exchanges import FileRefused
from itembank.interchange.translation_spreadsheets import write_lexicon
from itembank.languages import LanguageTag
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.errors import TranslationNotTheirs
from testplatform.services.read_aloud.words import (
    WordsChange,
    WordsNotSound,
    change_words,
    count_texts,
    foresee_change,
    list_words,
)
from testplatform.services.translating import Translator
from testplatform.speech.synthesis import SpeechUnavailable
from testplatform.web.access import Access, access
from testplatform.web.read_aloud.words.building import (
    build_confirm_page,
    build_lexicon_page,
    build_spoken_forms_page,
)
from testplatform.web.read_aloud.words.forms import (
    read_change,
    read_lexicon_file,
    read_query,
    read_spoken_form_change,
    read_word_change,
    write_change,
)
from testplatform.web.read_aloud.words.sections import choose_language, find_spoken_language
from testplatform.web.read_aloud.words.wording import (
    ENGINE_MISSING,
    NOT_THEIRS,
    describe_faults,
    describe_file_fault,
    describe_result,
)
from testplatform.web.staff.spreadsheets import answer_with_file
from testplatform.web.translating.building.sections import current_translator

blueprint = Blueprint("read_aloud_words", __name__, url_prefix="/staff/read-aloud")


@blueprint.errorhandler(TranslationNotTheirs)
def refuse_language(_refusal: TranslationNotTheirs) -> ResponseReturnValue:
    return render_template("staff/problem.html", sentence=NOT_THEIRS), 403


@blueprint.get("/lexicon/")
@access(Access.TRANSLATION)
def lexicon() -> ResponseReturnValue:
    """The words of a language that are said otherwise than a machine would."""
    return _show_lexicon(choose_language(current_translator()))


@blueprint.get("/lexicon/<string:language>/words.csv")
@access(Access.TRANSLATION)
def words_file(language: str) -> ResponseReturnValue:
    """The lexicon of a language as a file."""
    tag = _get_language(language)
    data = write_lexicon((row.word, row.spoken) for row in list_words(db.session, tag))
    return answer_with_file(data, f"uitspraak-{tag}.csv")


@blueprint.post("/lexicon/<string:language>/words")
@access(Access.TRANSLATION)
def change_word(language: str) -> ResponseReturnValue:
    """Add, change or remove a word, or take in a file of them; first show what it touches."""
    tag = _get_language(language)
    is_file = "file" in request.files
    try:
        upload = request.files.get("file")
        change = read_lexicon_file(upload) if is_file else read_word_change(request.form)
        return _foresee(tag, change, "lexicon")
    except FileRefused as refusal:
        return _show_lexicon(tag, (describe_file_fault(refusal.fault),)), 422
    except WordsNotSound as refusal:
        return _show_lexicon(tag, describe_faults(refusal.faults, in_file=is_file)), 422


@blueprint.get("/spoken-forms/")
@access(Access.TRANSLATION)
def spoken_forms() -> ResponseReturnValue:
    """Texts for which something else is said than the rules of the language make of them."""
    return _show_spoken_forms(choose_language(current_translator()))


@blueprint.post("/spoken-forms/<string:language>")
@access(Access.TRANSLATION)
def change_spoken_form(language: str) -> ResponseReturnValue:
    """Write what is said for a text, or take it away; first show what it touches."""
    tag = _get_language(language)
    try:
        return _foresee(tag, read_spoken_form_change(request.form), "spoken_forms")
    except WordsNotSound as refusal:
        return _show_spoken_forms(tag, describe_faults(refusal.faults, in_file=False)), 422


@blueprint.post("/lexicon/<string:language>/<string:page>/confirm")
@access(Access.TRANSLATION)
def confirm(language: str, page: str) -> ResponseReturnValue:
    """Make the change that somebody was shown."""
    tag, actor = _get_language(language), current_translator()
    if page not in ("lexicon", "spoken-forms"):
        abort(404)
    try:
        change = read_change(tag, actor, request.form.get("change", ""))
    except BadSignature:
        abort(400)
    return _keep(tag, change, page.replace("-", "_"), actor)


def _get_language(tag: str) -> LanguageTag:
    language = find_spoken_language(tag)
    if language is None:
        abort(404)
    return language


def _foresee(language: LanguageTag, change: WordsChange, page: str) -> ResponseReturnValue:
    """Show what a change touches; what touches nothing is kept at once."""
    actor = current_translator()
    if not actor.may_translate(language):
        raise TranslationNotTheirs(language=language)
    touched = foresee_change(db.session, language, change)
    if not touched:
        return _keep(language, change, page, actor)
    shown = build_confirm_page(
        language,
        touched,
        title="Wat er anders gaat klinken",
        fields={"change": write_change(language, actor, change)},
        action_url=url_for(
            "read_aloud_words.confirm", language=language, page=page.replace("_", "-")
        ),
        back_url=url_for(f"read_aloud_words.{page}", language=language),
    )
    return render_template("read_aloud/words/confirm.html", page=shown)


def _keep(
    language: LanguageTag, change: WordsChange, page: str, actor: Translator
) -> ResponseReturnValue:
    try:
        with unit_of_work() as session:
            touched = change_words(session, language, change, actor=actor, now=now_utc())
    except SpeechUnavailable:
        flash(ENGINE_MISSING, "error")
    else:
        flash(describe_result(count_texts(touched)), "success")
    return redirect(url_for(f"read_aloud_words.{page}", language=language), code=303)


def _show_lexicon(language: LanguageTag, problems: tuple[str, ...] = ()) -> str:
    query = read_query(request.args.get("q", ""))
    page = build_lexicon_page(db.session, language, query, current_translator(), problems)
    return render_template("read_aloud/words/lexicon.html", page=page)


def _show_spoken_forms(language: LanguageTag, problems: tuple[str, ...] = ()) -> str:
    query = read_query(request.args.get("q", ""))
    page = build_spoken_forms_page(db.session, language, query, current_translator(), problems)
    return render_template("read_aloud/words/spoken_forms.html", page=page)
