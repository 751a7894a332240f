"""The translators' pages."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from itembank.interchange.exchanges import FileFault, FileRefused, Verdict
from itembank.interchange.translation_spreadsheets import read_glossary, write_glossary
from itembank.languages import LanguageTag
from itembank.translating import SheetWorkRefused
from testplatform.catalogues import use_language
from testplatform.clock import now_utc, today_in_brussels
from testplatform.db import db, unit_of_work
from testplatform.errors import (
    SheetChangedMeanwhile,
    SourceNotReady,
    TermNotSound,
    TermTaken,
    TranslationNotTheirs,
    VersionRetired,
)
from testplatform.models.items import GlossaryTerm
from testplatform.repositories.glossary_terms import find_term, list_terms, term_of
from testplatform.repositories.translations import find_version
from testplatform.services.exchanging import import_texts, plan_file
from testplatform.services.glossary_terms import put_term, put_terms, remove_term
from testplatform.services.translating import (
    SheetCommand,
    Translator,
    Worksheet,
    get_worksheet,
    save_sheet,
)
from testplatform.web.access import Access, access
from testplatform.web.staff.building import read_page_number
from testplatform.web.translating.building.exchange import (
    FORMATS,
    build_exchange_page,
    build_import_page,
    export_translations,
)
from testplatform.web.translating.building.glossary import build_glossary_page
from testplatform.web.translating.building.matrix import build_matrix_page, export_matrix
from testplatform.web.translating.building.sections import choose_language, current_translator
from testplatform.web.translating.building.workbench import (
    Typed,
    build_preview_page,
    build_workbench_page,
    find_work,
    list_missing_terms,
    workbench_url,
)
from testplatform.web.translating.forms import (
    read_payload,
    read_sheet_command,
    read_term,
    read_translation_file,
    read_upload,
    write_payload,
)
from testplatform.web.translating.searches import (
    find_target_language,
    narrow_to,
    read_matrix_search,
)
from testplatform.web.translating.wording import (
    FILE_FAULTS,
    NOT_THEIRS,
    NOT_TRANSLATED_ANY_MORE,
    SOURCE_NOT_READY,
)

blueprint = Blueprint("translating", __name__, url_prefix="/staff/translations")


@blueprint.errorhandler(TranslationNotTheirs)
def refuse_language(_refusal: TranslationNotTheirs) -> ResponseReturnValue:
    return render_template("staff/problem.html", sentence=NOT_THEIRS), 403


@blueprint.errorhandler(VersionRetired)
def refuse_retired(_refusal: VersionRetired) -> ResponseReturnValue:
    return render_template("staff/problem.html", sentence=NOT_TRANSLATED_ANY_MORE), 409


@blueprint.errorhandler(SourceNotReady)
def refuse_unready(_refusal: SourceNotReady) -> ResponseReturnValue:
    return render_template("staff/problem.html", sentence=SOURCE_NOT_READY), 409


@blueprint.get("/")
@access(Access.ITEM_BANK)
def matrix() -> ResponseReturnValue:
    """Items beside languages."""
    page = build_matrix_page(db.session, read_matrix_search(), number=read_page_number())
    return render_template("translating/matrix.html", page=page)


@blueprint.get("/matrix.csv")
@access(Access.ITEM_BANK)
def matrix_file() -> ResponseReturnValue:
    """Everything that the same search finds, as a file."""
    data = export_matrix(db.session, read_matrix_search())
    return _download(data, f"vertalingen-{today_in_brussels().isoformat()}.csv", "text/csv")


@blueprint.get("/items/<int:version_id>/<string:language>")
@access(Access.ITEM_BANK)
def workbench(version_id: int, language: str) -> ResponseReturnValue:
    """One item in one language, source beside target."""
    worksheet = _get_worksheet(version_id, language)
    search = narrow_to(worksheet.sheet.language)
    page = build_workbench_page(db.session, worksheet, search, current_translator())
    return render_template("translating/workbench.html", page=page)


@blueprint.post("/items/<int:version_id>/<string:language>")
@access(Access.ITEM_BANK)
def save(version_id: int, language: str) -> ResponseReturnValue:
    """Keep texts, reviews and remarks, all of them or none; services say who may do which."""
    worksheet = _get_worksheet(version_id, language)
    ids = [one.id for one in worksheet.item.list_texts()]
    command = read_sheet_command(request.form, ids)
    actor = current_translator()
    tag = worksheet.sheet.language
    try:
        with unit_of_work() as session:
            is_changed = save_sheet(session, version_id, tag, command, actor=actor, now=now_utc())
    except SheetWorkRefused as refusal:
        problems = {one.field: one.message for one in refusal.problems}
        return _show_again(version_id, tag, actor, _typed(command, problems)), 422
    except SheetChangedMeanwhile:
        return _show_again(version_id, tag, actor, _typed(command, {}, is_conflict=True)), 409
    return _go_on(version_id, tag, actor, is_changed=is_changed)


@blueprint.get("/items/<int:version_id>/<string:language>/preview")
@access(Access.ITEM_BANK)
def preview(version_id: int, language: str) -> ResponseReturnValue:
    """The item as a candidate sees it in the language, with what was saved."""
    worksheet = _get_worksheet(version_id, language)
    use_language(worksheet.sheet.language)
    page = build_preview_page(db.session, worksheet)
    return render_template("translating/preview.html", page=page)


@blueprint.get("/glossary")
@access(Access.ITEM_BANK)
def glossary() -> ResponseReturnValue:
    """The fixed terms of a language."""
    translator = current_translator()
    page = build_glossary_page(db.session, choose_language(translator), translator)
    return render_template("translating/glossary.html", page=page)


@blueprint.get("/glossary/<string:language>/terms.csv")
@access(Access.ITEM_BANK)
def terms_file(language: str) -> ResponseReturnValue:
    """The fixed terms of a language as a file."""
    tag = _get_language(language)
    data = write_glossary(term_of(row) for row in list_terms(db.session, tag))
    return _download(data, f"vaste-termen-{tag}.csv", "text/csv")


@blueprint.post("/glossary/<string:language>/terms")
@access(Access.TRANSLATION)
def add_term(language: str) -> ResponseReturnValue:
    """Add a fixed term."""
    return _keep_term(_get_language(language), None)


@blueprint.post("/glossary/terms/<int:term_id>")
@access(Access.TRANSLATION)
def change_term(term_id: int) -> ResponseReturnValue:
    """Change a fixed term."""
    return _keep_term(LanguageTag(_get_term(term_id).language), term_id)


@blueprint.post("/glossary/terms/<int:term_id>/remove")
@access(Access.TRANSLATION)
def drop_term(term_id: int) -> ResponseReturnValue:
    """Remove a fixed term."""
    row = _get_term(term_id)
    language, source, actor = row.language, row.source_term, current_translator()
    with unit_of_work() as session:
        remove_term(session, term_id, actor=actor, now=now_utc())
    flash(f"De vaste term ‘{source}’ is verwijderd.", "success")
    return _to_glossary(language)


@blueprint.post("/glossary/<string:language>/import")
@access(Access.TRANSLATION)
def import_terms(language: str) -> ResponseReturnValue:
    """Take in a file of fixed terms, all of them or none."""
    tag, actor = _get_language(language), current_translator()
    try:
        terms = read_glossary(read_upload(request.files.get("file"))[1])
        with unit_of_work() as session:
            number = put_terms(session, tag, terms, actor=actor, now=now_utc())
    except FileRefused as refusal:
        flash(FILE_FAULTS[refusal.fault], "error")
    except TermNotSound:
        flash("Een rij heeft geen vaste vertaling of is te lang. Er is niets bewaard.", "error")
    else:
        flash(f"{number} termen toegevoegd of gewijzigd.", "success")
    return _to_glossary(tag)


@blueprint.get("/exchange")
@access(Access.ITEM_BANK)
def exchange() -> ResponseReturnValue:
    """Files for translators elsewhere."""
    translator = current_translator()
    language = choose_language(translator)
    search = narrow_to(LanguageTag(language))
    page = build_exchange_page(db.session, language, search, translator)
    return render_template("translating/exchange.html", page=page)


@blueprint.get("/exchange/<string:language>/translations.<string:ending>")
@access(Access.ITEM_BANK)
def translations_file(language: str, ending: str) -> ResponseReturnValue:
    """The items of a search as a file for translators of a language."""
    tag = _get_language(language)
    if ending not in FORMATS:
        abort(404)
    data = export_translations(db.session, narrow_to(tag), tag, ending)
    name = f"vertalingen-{tag}-{today_in_brussels().isoformat()}.{ending}"
    return _download(data, name, FORMATS[ending][1])


@blueprint.post("/exchange/<string:language>/preview")
@access(Access.TRANSLATION)
def preview_import(language: str) -> ResponseReturnValue:
    """Show what a file would change; nothing is written."""
    tag, translator = _get_language(language), current_translator()
    if not translator.may_translate(tag):
        raise TranslationNotTheirs(language=tag)
    upload = request.files.get("file")
    try:
        file = read_translation_file(upload, tag)
        planned = plan_file(db.session, file)
        changed = [one for one in planned if one.verdict is Verdict.CHANGED]
        payload = write_payload(_serializer(tag, translator), file, changed)
    except FileRefused as refusal:
        return _show_exchange(tag, translator, refusal.fault), 422
    name = "" if upload is None else upload.filename or ""
    page = build_import_page(tag, name, planned, payload)
    return render_template("translating/import.html", page=page)


@blueprint.post("/exchange/<string:language>/import")
@access(Access.TRANSLATION)
def write_import(language: str) -> ResponseReturnValue:
    """Write what was chosen of a file."""
    tag, actor = _get_language(language), current_translator()
    chosen = request.form.getlist("chosen", type=int)
    payload = request.form.get("payload", "")
    try:
        file, texts = read_payload(_serializer(tag, actor), payload, chosen, tag)
    except BadSignature:
        abort(400)
    with unit_of_work() as session:
        written = import_texts(session, file, texts, actor=actor, now=now_utc())
    flash(f"{written} teksten bewaard.", "success")
    if written < len(texts):
        left = len(texts) - written
        flash(f"{left} teksten waren intussen gewijzigd en zijn zo gelaten.", "warning")
    return redirect(url_for("translating.exchange", language=tag), code=303)


def _get_language(tag: str) -> LanguageTag:
    language = find_target_language(tag)
    if language is None:
        abort(404)
    return language.tag


def _get_worksheet(version_id: int, language: str) -> Worksheet:
    tag = _get_language(language)
    version = find_version(db.session, version_id)
    if version is None:
        abort(404)
    return get_worksheet(db.session, version, tag)


def _get_term(term_id: int) -> GlossaryTerm:
    row = find_term(db.session, term_id)
    if row is None:
        abort(404)
    return row


def _typed(command: SheetCommand, problems: dict[str, str], *, is_conflict: bool = False) -> Typed:
    return Typed(
        texts={str(name): text for name, text in command.work.written.items()},
        comments={str(name): body for name, body in command.comments.items()},
        problems=problems,
        is_conflict=is_conflict,
    )


def _show_again(version_id: int, language: LanguageTag, actor: Translator, typed: Typed) -> str:
    """The workbench with what was typed, beside what is stored now."""
    db.session.expire_all()
    worksheet = _get_worksheet(version_id, language)
    page = build_workbench_page(db.session, worksheet, narrow_to(language), actor, typed)
    return render_template("translating/workbench.html", page=page)


def _go_on(
    version_id: int, language: LanguageTag, actor: Translator, *, is_changed: bool
) -> ResponseReturnValue:
    """Say what was saved, and lead to the next item or back to this one."""
    worksheet, search = _get_worksheet(version_id, language), narrow_to(language)
    code = worksheet.version.item.code
    flash(f"{code} is bewaard." if is_changed else f"{code}: er was niets te wijzigen.", "success")
    for term in list_missing_terms(db.session, worksheet) if is_changed else ():
        flash(f"{code}: de vaste vertaling ontbreekt in {term}.", "warning")
    target = version_id
    if request.form.get("then") == "next":
        target = find_work(db.session, worksheet, search, actor).next_id or version_id
    return redirect(workbench_url(target, language, search) or "", code=303)


def _keep_term(language: LanguageTag, term_id: int | None) -> ResponseReturnValue:
    term, actor = read_term(request.form), current_translator()
    try:
        with unit_of_work() as session:
            put_term(session, language, term, term_id=term_id, actor=actor, now=now_utc())
    except TermTaken:
        flash(f"‘{term.source}’ heeft al een vaste vertaling in deze taal.", "error")
    except TermNotSound:
        flash("Vul de term en de vaste vertaling in, elk hoogstens 200 tekens.", "error")
    else:
        flash(f"De vaste term ‘{term.source}’ is bewaard.", "success")
    return _to_glossary(language)


def _to_glossary(language: str) -> ResponseReturnValue:
    return redirect(url_for("translating.glossary", language=language), code=303)


def _show_exchange(language: LanguageTag, translator: Translator, fault: FileFault) -> str:
    page = build_exchange_page(db.session, language, narrow_to(language), translator, fault)
    return render_template("translating/exchange.html", page=page)


def _serializer(language: str, translator: Translator) -> URLSafeSerializer:
    """Signs what was shown for one person and language, so that nothing else comes back."""
    salt = f"translation-import:{translator.staff_id}:{language}"
    return URLSafeSerializer(str(current_app.secret_key), salt=salt)


def _download(data: bytes, name: str, media_type: str) -> Response:
    return Response(
        data,
        mimetype=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
