"""One version of an item: its page, its steps, its remarks, its previews."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from itembank.item_documents import read_item
from itembank.items import Item
from itembank.lifecycle import ItemEvent
from itembank.translations import SOURCE_LANGUAGE, Translation
from testplatform.catalogues import use_language
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.errors import ItemNotEditable, ItemNotTheirs
from testplatform.models.items import ItemComment, ItemVersion
from testplatform.services.item_comments import settle_comment as settle
from testplatform.services.item_comments import write_comment
from testplatform.services.item_editing import begin_version
from testplatform.services.item_steps import SeenVersion, take_steps
from testplatform.web.access import Access, access
from testplatform.web.authoring.blueprint import blueprint
from testplatform.web.authoring.building.previews import (
    build_preview_page,
    render_preview,
    render_problems,
)
from testplatform.web.authoring.building.versions import (
    build_difference_page,
    build_version_page,
    find_whole_translation,
)
from testplatform.web.authoring.frames import answer_with_frames
from testplatform.web.authoring.people import current_colleague
from testplatform.web.authoring.routes.finding import LARGEST_NUMBER, get_version
from testplatform.web.authoring.wording import STEP_REFUSALS, STEPS_DONE


@blueprint.get("/versions/<int:version_id>")
@access(Access.ITEM_BANK)
def version(version_id: int) -> ResponseReturnValue:
    """Everything about one version."""
    page = build_version_page(db.session, get_version(version_id), current_colleague())
    return answer_with_frames(render_template("authoring/version.html", page=page))


@blueprint.post("/versions/<int:version_id>/steps")
@access(Access.ITEM_BANK)
def take_step(version_id: int) -> ResponseReturnValue:
    """Take a step with one version."""
    found = get_version(version_id)
    asked = request.form.get("event", "")
    event = next((one for one in ItemEvent if one.value == asked), None) or abort(400)
    seen = SeenVersion(version_id=found.id, edits=request.form.get("edits", default=-1, type=int))
    with unit_of_work() as session:
        [step] = take_steps(
            session,
            [seen],
            event,
            colleague=current_colleague(),
            comment=request.form.get("comment", ""),
            now=now_utc(),
        )
    if step.refusal is None:
        flash(f"Het item is {STEPS_DONE[event]}.", "success")
    else:
        flash(f"Er is niets gewijzigd: {STEP_REFUSALS[step.refusal]}.", "error")
    return redirect(url_for("authoring.version", version_id=version_id), code=303)


@blueprint.post("/versions/<int:version_id>/next")
@access(Access.ITEM_BANK)
def begin(version_id: int) -> ResponseReturnValue:
    """Begin the next version of what is frozen."""
    get_version(version_id)
    try:
        with unit_of_work() as session:
            new_id = begin_version(
                session, version_id, colleague=current_colleague(), now=now_utc()
            ).id
    except ItemNotTheirs:
        abort(403)
    except ItemNotEditable:
        flash("Van deze versie kan nu geen nieuwe gemaakt worden.", "error")
        return redirect(url_for("authoring.version", version_id=version_id), code=303)
    flash("De nieuwe versie is een concept. De vertalingen zijn meegenomen.", "success")
    return redirect(url_for("authoring.edit", version_id=new_id), code=303)


@blueprint.get("/versions/<int:version_id>/difference")
@access(Access.ITEM_BANK)
def difference(version_id: int) -> ResponseReturnValue:
    """What one version says otherwise than another."""
    page = build_difference_page(
        db.session,
        get_version(version_id),
        old=request.args.get("old", default=0, type=int),
        new=request.args.get("new", default=0, type=int),
    )
    return render_template("authoring/difference.html", page=page or abort(404))


@blueprint.get("/versions/<int:version_id>/preview")
@access(Access.ITEM_BANK)
def version_preview(version_id: int) -> ResponseReturnValue:
    """A version as a candidate sees it, in a frame."""
    found = get_version(version_id)
    draft, problems = read_item(found.document)
    if problems:
        return render_problems(problems)
    item = draft.to_item()
    page = build_preview_page(
        db.session,
        item,
        translation=_read_translation(found, item),
        is_mirrored=request.args.get("direction") == "rtl",
    )
    return render_preview(page)


@blueprint.get("/versions/<int:version_id>/print")
@access(Access.ITEM_BANK)
def version_print(version_id: int) -> ResponseReturnValue:
    """A version on paper: for candidates, or with its key for colleagues."""
    found = get_version(version_id)
    draft, problems = read_item(found.document)
    if problems:
        abort(404)
    item = draft.to_item()
    page = build_preview_page(
        db.session,
        item,
        translation=_read_translation(found, item),
        has_key="key" in request.args,
    )
    use_language(page.language)
    return render_template("authoring/paper.html", page=page)


@blueprint.post("/versions/<int:version_id>/comments")
@access(Access.ITEM_BANK)
def comment(version_id: int) -> ResponseReturnValue:
    """Write a remark about a version or one of its texts."""
    found = get_version(version_id)
    draft, _ = read_item(found.document)
    asked = request.form.get("text_id", "")
    text_id = next((one.id for one in draft.list_texts() if one.id == asked), None)
    with unit_of_work() as session:
        is_written = write_comment(
            session,
            found,
            text_id=text_id,
            body=request.form.get("body", ""),
            colleague=current_colleague(),
            now=now_utc(),
        )
    if not is_written:
        flash("Schrijf eerst een opmerking.", "error")
    return _back_to_comments(version_id)


@blueprint.post("/comments/<int:comment_id>/settle")
@access(Access.ITEM_BANK)
def settle_comment(comment_id: int) -> ResponseReturnValue:
    """Settle a remark."""
    return _settle(comment_id, is_settled=True)


@blueprint.post("/comments/<int:comment_id>/reopen")
@access(Access.ITEM_BANK)
def reopen_comment(comment_id: int) -> ResponseReturnValue:
    """Open a remark again."""
    return _settle(comment_id, is_settled=False)


def _settle(comment_id: int, *, is_settled: bool) -> ResponseReturnValue:
    with unit_of_work() as session:
        found = session.get(ItemComment, min(comment_id, LARGEST_NUMBER)) or abort(404)
        settle(session, found, is_settled=is_settled, colleague=current_colleague(), now=now_utc())
    return _back_to_comments(found.item_version_id)


def _back_to_comments(version_id: int) -> ResponseReturnValue:
    there = url_for("authoring.version", version_id=version_id, _anchor="opmerkingen")
    return redirect(there, code=303)


def _read_translation(found: ItemVersion, item: Item) -> Translation | None:
    language = request.args.get("language", SOURCE_LANGUAGE)
    if language == SOURCE_LANGUAGE:
        return None
    return find_whole_translation(db.session, found, item, language) or abort(404)
