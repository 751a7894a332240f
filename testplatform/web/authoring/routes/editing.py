"""Writing items: by the form of their type or as a document, with a preview beside it."""

from dataclasses import replace

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from itembank.items import ItemNotValid, ItemType
from itembank.programmes import Scheme, UnknownProgramme, get_programme, list_programmes
from scoring.documents import Problem
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.errors import (
    ItemChangedMeanwhile,
    ItemCodeTaken,
    ItemNotEditable,
    ItemNotTheirs,
)
from testplatform.services.item_editing import (
    begin_version_with,
    check_item,
    create_item,
    edit_version,
)
from testplatform.web.access import Access, access
from testplatform.web.authoring.blueprint import blueprint
from testplatform.web.authoring.building.editor import (
    AS_DOCUMENT,
    AS_FORM,
    Typed,
    build_edit_page,
    build_new_page,
    build_type_page,
    open_document,
    typed_of,
)
from testplatform.web.authoring.building.previews import (
    build_preview_page,
    render_preview,
    render_problems,
)
from testplatform.web.authoring.building.unsaved import (
    COMPARE,
    build_closed_view,
    show_otherwise,
)
from testplatform.web.authoring.editors import EDITORS
from testplatform.web.authoring.editors.common import list_groups
from testplatform.web.authoring.editors.documents import begin_document, change_rows, read_form
from testplatform.web.authoring.editors.sources import DocumentNotReadable, read_json
from testplatform.web.authoring.frames import answer_with_frames
from testplatform.web.authoring.pages.editor import EditorPage
from testplatform.web.authoring.people import current_colleague
from testplatform.web.authoring.routes.finding import get_version

SAVE = "save"


@blueprint.get("/new")
@access(Access.ITEM_BANK)
def new() -> ResponseReturnValue:
    """Choose the type of a new item."""
    _refuse_readers()
    return render_template("authoring/new.html", page=build_type_page())


@blueprint.get("/new/<string:item_type>")
@access(Access.ITEM_BANK)
def new_item(item_type: str) -> ResponseReturnValue:
    """The form of a new item, empty or with the content of another one (`from`)."""
    _refuse_readers()
    chosen = _read_type(item_type)
    source_id = request.args.get("from", type=int)
    if source_id is not None:
        return _show_new(_copy_version(source_id, chosen))
    programme = _usual_programme()
    editor = None if _is_source_asked() else EDITORS[chosen]
    document = begin_document(editor, chosen)
    if editor is not None:
        return _show_new(Typed(item_type=chosen, programme=programme, document={}, form=document))
    return _show_new(open_document(document, item_type=chosen, programme=programme, is_source=True))


@blueprint.post("/new/<string:item_type>")
@access(Access.ITEM_BANK)
def create(item_type: str) -> ResponseReturnValue:
    """Make an item of what was typed, or show the form again with what is wrong."""
    _refuse_readers()
    typed = _read_typed(_read_type(item_type), _read_programme())
    if _is_shown_otherwise():
        return _show_new(show_otherwise(typed, request.form["do"]))
    if _has_changed_rows(typed):
        return _show_new(_with_problems(typed, ()))
    if typed.problems:
        return _show_new(typed)
    try:
        with unit_of_work() as session:
            version_id = create_item(
                session,
                typed.document,
                programme=typed.programme,
                colleague=current_colleague(),
                now=now_utc(),
            ).id
    except ItemNotValid as refusal:
        return _show_new(_with_problems(typed, refusal.problems))
    except ItemCodeTaken:
        taken = Problem(field="code", message="is taken")
        return _show_new(_with_problems(typed, (taken,)))
    flash("Het item is gemaakt.", "success")
    return redirect(url_for("authoring.version", version_id=version_id), code=303)


@blueprint.get("/versions/<int:version_id>/edit")
@access(Access.ITEM_BANK)
def edit(version_id: int) -> ResponseReturnValue:
    """The form of a draft."""
    _refuse_readers()
    version = get_version(version_id)
    if not version.state.is_editable:
        flash("Alleen een concept kan gewijzigd worden.", "warning")
        return redirect(url_for("authoring.version", version_id=version.id), code=303)
    typed = typed_of(version, is_source=_is_source_asked())
    return _show_edit(build_edit_page(db.session, version, typed))


@blueprint.post("/versions/<int:version_id>/edit")
@access(Access.ITEM_BANK)
def save(version_id: int) -> ResponseReturnValue:
    """Save a draft, or show the form again: with what is wrong, or with what else was saved."""
    _refuse_readers()
    version = get_version(version_id)
    typed = _read_typed(version.item_type, version.item.programme, code=version.item.code)
    edits = _read_edits()
    if request.form.get("do") == COMPARE:
        return _show_edit(build_edit_page(db.session, version, typed, is_conflict=True))
    if _is_shown_otherwise():
        again = show_otherwise(typed, request.form["do"])
        return _show_edit(build_edit_page(db.session, version, again, edits=edits))
    if _has_changed_rows(typed):
        again = _with_problems(typed, ())
        return _show_edit(build_edit_page(db.session, version, again, edits=edits))
    if typed.problems:
        return _show_edit(build_edit_page(db.session, version, typed, edits=edits))
    try:
        _store(version_id, typed, edits, is_recorded=True)
    except ItemNotValid as refusal:
        again = _with_problems(typed, refusal.problems)
        return _show_edit(build_edit_page(db.session, version, again, edits=edits))
    except ItemChangedMeanwhile:
        stored = get_version(version_id)
        page = build_edit_page(db.session, stored, typed, is_conflict=True)
        return _show_edit(page, status=409)
    except ItemNotEditable:
        return _show_closed(version_id, typed, edits)
    flash("Het item is bewaard.", "success")
    return redirect(url_for("authoring.version", version_id=version_id), code=303)


@blueprint.post("/versions/<int:version_id>/next-with")
@access(Access.ITEM_BANK)
def begin_with(version_id: int) -> ResponseReturnValue:
    """Begin the next version of what is frozen, with what somebody wrote when it was not yet."""
    _refuse_readers()
    version = get_version(version_id)
    typed = _read_typed(version.item_type, version.item.programme, code=version.item.code)
    if typed.problems:
        return _show_closed(version_id, typed, _read_edits(), status=422)
    try:
        with unit_of_work() as session:
            new_id = begin_version_with(
                session,
                version_id,
                typed.document,
                colleague=current_colleague(),
                now=now_utc(),
            ).id
    except ItemNotValid as refusal:
        again = _with_problems(typed, refusal.problems)
        return _show_closed(version_id, again, _read_edits(), status=422)
    except ItemNotEditable:
        return _show_closed(version_id, typed, _read_edits())
    flash("De nieuwe versie is een concept met uw tekst.", "success")
    return redirect(url_for("authoring.edit", version_id=new_id), code=303)


@blueprint.post("/versions/<int:version_id>/draft")
@access(Access.ITEM_BANK)
def draft(version_id: int) -> ResponseReturnValue:
    """Save by itself while somebody types; what is not sound yet is not saved."""
    _refuse_readers()
    version = get_version(version_id)
    typed = _read_typed(version.item_type, version.item.programme, code=version.item.code)
    if typed.problems:
        return jsonify({"problems": len(typed.problems)}), 422
    try:
        edits = _store(version_id, typed, _read_edits(), is_recorded=False)
    except ItemNotValid as refusal:
        return jsonify({"problems": len(refusal.problems)}), 422
    except ItemChangedMeanwhile:
        return jsonify({"conflict": True}), 409
    except ItemNotEditable:
        return jsonify({"closed": True}), 409
    return jsonify({"edits": edits})


@blueprint.post("/preview")
@access(Access.ITEM_BANK)
def preview() -> ResponseReturnValue:
    """What is in the form as a candidate would see it; nothing is saved."""
    item_type = _read_type(request.form.get("type", ""))
    typed = _read_typed(item_type, _read_programme(), code=request.form.get("code") or "X-1")
    checked = check_item(db.session, typed.document, programme=typed.programme)
    problems = typed.problems or checked.problems
    if problems:
        return render_problems(problems)
    page = build_preview_page(
        db.session,
        checked.draft.to_item(),
        translation=None,
        is_mirrored=request.form.get("direction") == "rtl",
    )
    return render_preview(page)


def _is_source_asked() -> bool:
    """Whether somebody wants to write the document itself: every type can be written so."""
    return request.args.get("as") == AS_DOCUMENT


def _copy_version(version_id: int, item_type: ItemType) -> Typed:
    version = get_version(version_id)
    return open_document(
        {"read_aloud": "all", **version.document, "code": ""},
        item_type=item_type,
        programme=get_programme(version.item.programme).code,
        is_source=_is_source_asked(),
    )


def _refuse_readers() -> None:
    if not current_colleague().may_write:
        abort(403)


def _store(version_id: int, typed: Typed, edits: int, *, is_recorded: bool) -> int:
    try:
        with unit_of_work() as session:
            return edit_version(
                session,
                version_id,
                typed.document,
                edits=edits,
                colleague=current_colleague(),
                now=now_utc(),
                is_recorded=is_recorded,
            ).edits
    except ItemNotTheirs:
        abort(403)


def _show_new(typed: Typed) -> ResponseReturnValue:
    page = build_new_page(db.session, typed)
    status = 422 if typed.problems else 200
    return answer_with_frames(render_template("authoring/editor.html", page=page), status)


def _show_edit(page: EditorPage, *, status: int | None = None) -> ResponseReturnValue:
    html = render_template("authoring/editor.html", page=page)
    return answer_with_frames(html, status or (422 if page.problems else 200))


def _show_closed(
    version_id: int, typed: Typed, edits: int, *, status: int = 409
) -> ResponseReturnValue:
    """The form with everything that was typed, though the version is no draft any more."""
    version = get_version(version_id)
    closed = build_closed_view(db.session, version, typed)
    page = build_edit_page(db.session, version, typed, edits=edits, closed=closed)
    return _show_edit(page, status=status)


def _is_shown_otherwise() -> bool:
    """Whether the button was pressed that shows the same as a document, or in the form."""
    return request.form.get("do") in (AS_DOCUMENT, AS_FORM)


def _read_type(value: str) -> ItemType:
    found = next((item_type for item_type in ItemType if item_type.value == value), None)
    return found or abort(404)


def _read_programme() -> str:
    try:
        return get_programme(request.form.get("programme", "")).code
    except UnknownProgramme:
        return _usual_programme()


def _read_edits() -> int:
    return request.form.get("edits", default=-1, type=int)


def _read_typed(item_type: ItemType, programme: str, *, code: str | None = None) -> Typed:
    """What the form or the document editor says; in a form an item that exists keeps its code."""
    if "source" in request.form:
        return _read_source(item_type, programme)
    editor = EDITORS[item_type]
    form = read_form(request.form, list_groups(editor, programme), item_type)
    if code is not None:
        form["code"] = code
    problems: tuple[Problem, ...] = ()
    try:
        document = editor.to_document(form)
    except DocumentNotReadable as refusal:
        document, problems = {}, (refusal.problem,)
    return Typed(
        item_type=item_type,
        programme=programme,
        document=document,
        form=form,
        problems=problems,
        is_unsaved=True,
    )


def _read_source(item_type: ItemType, programme: str) -> Typed:
    source = request.form.get("source", "")
    try:
        document = read_json(source)
    except DocumentNotReadable as refusal:
        problems: tuple[Problem, ...] = (refusal.problem,)
        document = {}
    else:
        is_table = isinstance(document, dict)
        problems = () if is_table else (Problem(field="", message="must be a table"),)
    return Typed(
        item_type=item_type,
        programme=programme,
        document=document if isinstance(document, dict) else {},
        source=source,
        problems=problems,
        is_unsaved=True,
    )


def _with_problems(typed: Typed, problems: tuple[Problem, ...]) -> Typed:
    return replace(typed, problems=problems)


def _has_changed_rows(typed: Typed) -> bool:
    """Whether a button of a list was pressed: the form comes back with that done, unsaved."""
    action = request.form.get("do", SAVE)
    if action == SAVE or typed.source is not None:
        return False
    return change_rows(typed.form, EDITORS[typed.item_type], action)


def _usual_programme() -> str:
    """The first programme whose tests are sat here: what a new item most often is for."""
    return next(
        programme.code for programme in list_programmes() if programme.scheme is Scheme.CUT_SCORES
    )
