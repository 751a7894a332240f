"""Forms in the making: choose by rule or by hand, check, publish."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint as FlaskBlueprint
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.assembly import NotEnoughItems
from itembank.blueprint_changes import add_item, move_item, set_shuffling
from itembank.blueprint_changes import add_rule as with_rule
from itembank.blueprint_changes import remove_item as without_item
from itembank.blueprint_changes import remove_rule as without_rule
from itembank.blueprints import Blueprint
from itembank.items import PRACTICE_PART, ItemCode
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.forms import Form, FormDraft
from testplatform.services.form_drafts import (
    DraftChanged,
    FormCodeTaken,
    FormNotReady,
    ItemNotInPool,
    MomentMissing,
    change_draft,
    copy_parallel,
    create_draft,
    fill_by_rule,
    find_in_pool,
    publish_draft,
    read_blueprint,
    request_draft_audio,
    restore_form,
    withdraw_form,
)
from testplatform.speech.synthesis import SpeechUnavailable
from testplatform.web.access import Access, access
from testplatform.web.form_drafts.building import (
    build_draft_page,
    build_drafts_page,
    build_new_draft_form,
)
from testplatform.web.form_drafts.forms import (
    EditForm,
    ItemForm,
    PublishForm,
    RuleForm,
    ShufflingForm,
)
from testplatform.web.staff.wording import describe_part

blueprint = FlaskBlueprint("form_drafts", __name__, url_prefix="/staff/administration/form-drafts")

STEPS = {"up": -1, "down": 1}
CHANGED_MEANWHILE = "Iemand anders heeft deze testversie gewijzigd. Kijk na en probeer opnieuw."
RELEASE_NEXT = "Geef bij Voorlezen de talen vrij: tot dan wordt er niemand ingecheckt."
UNREADABLE = "Dat is niet gelukt: kijk de velden na."

Change = Callable[[Session, FormDraft, Blueprint], Blueprint]
EditFormType = TypeVar("EditFormType", bound=EditForm)


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def drafts() -> ResponseReturnValue:
    """Every form in the making."""
    page = build_drafts_page(db.session, build_new_draft_form())
    return render_template("form_drafts/drafts.html", page=page)


@blueprint.post("/")
@access(Access.ADMINISTRATOR)
def create() -> ResponseReturnValue:
    """Begin a form."""
    form = build_new_draft_form()
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                made = create_draft(
                    session,
                    form.to_command(),
                    author_id=current_user.id,
                    now=now_utc(),
                    blueprint=None,
                )
        except FormCodeTaken:
            form.code.errors = ["Deze code is al in gebruik."]
        else:
            return redirect(url_for("form_drafts.draft", draft_id=made.id), code=303)
    page = build_drafts_page(db.session, form)
    return render_template("form_drafts/drafts.html", page=page), 422


@blueprint.get("/<int:draft_id>")
@access(Access.ADMINISTRATOR)
def draft(draft_id: int) -> ResponseReturnValue:
    """One form in the making."""
    page = build_draft_page(db.session, _get_draft(draft_id))
    return render_template("form_drafts/draft.html", page=page)


@blueprint.post("/<int:draft_id>/fill")
@access(Access.ADMINISTRATOR)
def fill(draft_id: int) -> ResponseReturnValue:
    """Choose by rule what was not chosen by hand."""
    return _change(draft_id, EditForm(), lambda _form: fill_by_rule)


@blueprint.post("/<int:draft_id>/shuffling")
@access(Access.ADMINISTRATOR)
def shuffling(draft_id: int) -> ResponseReturnValue:
    """Say in which order items and options come."""
    return _change(
        draft_id,
        ShufflingForm(),
        lambda form: _pure(
            lambda chosen: set_shuffling(
                chosen, items=form.shuffles_items.data, options=form.shuffles_options.data
            )
        ),
    )


@blueprint.post("/<int:draft_id>/parts/<string:part>/items")
@access(Access.ADMINISTRATOR)
def add(draft_id: int, part: str) -> ResponseReturnValue:
    """Add an item by hand."""

    def adding(form: ItemForm) -> Change:
        def change(session: Session, draft: FormDraft, chosen: Blueprint) -> Blueprint:
            code = find_in_pool(session, draft, part, str(form.code.data).strip())
            return add_item(chosen, part, code)

        return change

    return _change(draft_id, ItemForm(), adding, part=part)


@blueprint.post("/<int:draft_id>/parts/<string:part>/items/<string:code>/remove")
@access(Access.ADMINISTRATOR)
def remove(draft_id: int, part: str, code: str) -> ResponseReturnValue:
    """Take an item out."""
    change = _pure(lambda chosen: without_item(chosen, part, ItemCode(code)))
    return _change(draft_id, EditForm(), lambda _form: change, part=part)


@blueprint.post("/<int:draft_id>/parts/<string:part>/items/<string:code>/move")
@access(Access.ADMINISTRATOR)
def move(draft_id: int, part: str, code: str) -> ResponseReturnValue:
    """Move an item up or down."""
    step = STEPS.get(request.form.get("direction", ""), 0)
    change = _pure(lambda chosen: move_item(chosen, part, ItemCode(code), step))
    return _change(draft_id, EditForm(), lambda _form: change, part=part)


@blueprint.post("/<int:draft_id>/parts/<string:part>/rules")
@access(Access.ADMINISTRATOR)
def add_rule(draft_id: int, part: str) -> ResponseReturnValue:
    """Add a rule to a part."""
    return _change(
        draft_id,
        RuleForm(),
        lambda form: _pure(lambda chosen: with_rule(chosen, part, form.to_rule())),
        part=part,
    )


@blueprint.post("/<int:draft_id>/parts/<string:part>/rules/<int:number>/remove")
@access(Access.ADMINISTRATOR)
def remove_rule(draft_id: int, part: str, number: int) -> ResponseReturnValue:
    """Take a rule out of a part."""
    change = _pure(lambda chosen: without_rule(chosen, part, number))
    return _change(draft_id, EditForm(), lambda _form: change, part=part)


@blueprint.post("/<int:draft_id>/audio")
@access(Access.ADMINISTRATOR)
def audio(draft_id: int) -> ResponseReturnValue:
    """Ask for the voices before the form is published."""
    found = _get_draft(draft_id)
    try:
        with unit_of_work() as session:
            number = request_draft_audio(session, found, now=now_utc())
    except SpeechUnavailable:
        flash("De stemmen kunnen nu niet gemaakt worden: de spraakmotor ontbreekt.", "error")
    else:
        flash(f"Nieuwe teksten die een stem krijgen: {number}.", "success")
    return redirect(url_for("form_drafts.draft", draft_id=draft_id), code=303)


@blueprint.post("/<int:draft_id>/parallel")
@access(Access.ADMINISTRATOR)
def parallel(draft_id: int) -> ResponseReturnValue:
    """Begin a parallel form from the same rules."""
    found = _get_draft(draft_id)
    try:
        with unit_of_work() as session:
            made = copy_parallel(session, found, author_id=current_user.id, now=now_utc())
    except NotEnoughItems as problem:
        flash(_not_enough(found, problem), "error")
        return redirect(url_for("form_drafts.draft", draft_id=draft_id), code=303)
    flash(f"Parallelle testversie {made.code} is begonnen.", "success")
    return redirect(url_for("form_drafts.draft", draft_id=made.id), code=303)


@blueprint.post("/<int:draft_id>/publish")
@access(Access.ADMINISTRATOR)
def publish(draft_id: int) -> ResponseReturnValue:
    """Publish the form; from then on nothing of that version changes."""
    _get_draft(draft_id)
    form = PublishForm()
    if not form.validate_on_submit():
        flash(UNREADABLE, "error")
        return redirect(url_for("form_drafts.draft", draft_id=draft_id), code=303)
    try:
        with unit_of_work() as session:
            published = publish_draft(
                session,
                draft_id,
                edits=form.seen_edits,
                actor_id=current_user.id,
                now=now_utc(),
                moment=form.chosen_moment,
            )
    except MomentMissing:
        flash("Kies voor welke test deze testversie is.", "error")
    except FormNotReady:
        flash("Deze testversie is nog niet klaar. De opmerkingen staan bovenaan.", "error")
    except DraftChanged:
        flash(CHANGED_MEANWHILE, "error")
    else:
        flash(f"{published.title}, versie {published.version} is gepubliceerd.", "success")
        if published.stakes.needs_release:
            flash(RELEASE_NEXT, "warning")
        return redirect(url_for("administration.form", form_id=published.id), code=303)
    return redirect(url_for("form_drafts.draft", draft_id=draft_id), code=303)


@blueprint.post("/forms/<int:form_id>/withdraw")
@access(Access.ADMINISTRATOR)
def withdraw(form_id: int) -> ResponseReturnValue:
    """Make no new attempts with a published form."""
    _get_form(form_id)
    with unit_of_work() as session:
        withdraw_form(session, form_id, actor_id=current_user.id, now=now_utc())
    flash("Er beginnen geen nieuwe afnames meer met deze testversie.", "success")
    return redirect(url_for("administration.form", form_id=form_id), code=303)


@blueprint.post("/forms/<int:form_id>/restore")
@access(Access.ADMINISTRATOR)
def restore(form_id: int) -> ResponseReturnValue:
    """Let new attempts be made with a form again."""
    _get_form(form_id)
    with unit_of_work() as session:
        restore_form(session, form_id, actor_id=current_user.id, now=now_utc())
    flash("Deze testversie is opnieuw in gebruik.", "success")
    return redirect(url_for("administration.form", form_id=form_id), code=303)


def _change(
    draft_id: int,
    form: EditFormType,
    choose: Callable[[EditFormType], Change],
    *,
    part: str | None = None,
) -> ResponseReturnValue:
    """Change a draft as the form says, or say why nothing changed; then show the draft again."""
    found = _get_draft(draft_id)
    if part is not None and part not in _list_parts(found):
        abort(404)
    if not form.validate_on_submit():
        flash(_first_error(form), "error")
    else:
        try:
            with unit_of_work() as session:
                change_draft(session, draft_id, choose(form), edits=form.seen_edits, now=now_utc())
        except DraftChanged:
            flash(CHANGED_MEANWHILE, "error")
        except ItemNotInPool as problem:
            flash(f"{problem.code} is geen goedgekeurde vraag van dit deel.", "error")
        except NotEnoughItems as problem:
            flash(_not_enough(found, problem), "error")
    anchor = None if part is None else f"deel-{part}"
    return redirect(url_for("form_drafts.draft", draft_id=draft_id, _anchor=anchor), code=303)


def _pure(change: Callable[[Blueprint], Blueprint]) -> Change:
    return lambda _session, _draft, chosen: change(chosen)


def _first_error(form: EditForm) -> str:
    return next((str(errors[0]) for errors in form.errors.values() if errors), UNREADABLE)


def _not_enough(draft: FormDraft, problem: NotEnoughItems) -> str:
    part = describe_part(draft.programme, problem.part)
    return f"De itembank heeft niet genoeg passende vragen voor het deel {part}."


def _list_parts(draft: FormDraft) -> tuple[str, ...]:
    return (PRACTICE_PART, *(part.code for part in read_blueprint(draft).parts))


def _get_draft(draft_id: int) -> FormDraft:
    found = db.session.get(FormDraft, draft_id)
    if found is None:
        abort(404)
    return found


def _get_form(form_id: int) -> Form:
    found = db.session.get(Form, form_id)
    if found is None:
        abort(404)
    return found
