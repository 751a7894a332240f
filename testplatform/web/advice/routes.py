"""NT2 advices: propose, sign, correct, refer, and report deviations."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from scoring.orientation import AdviceNotSound
from testplatform.clock import now_utc, today_in_brussels
from testplatform.db import db, unit_of_work
from testplatform.models.advices import OrientationAdvice
from testplatform.repositories.advices import find_advice, find_correction, to_indicators
from testplatform.services.advices import (
    AdviceRefusal,
    AdviceRefused,
    NewAdvice,
    Proposed,
    list_band_titles,
    propose,
    refer,
    sign,
)
from testplatform.services.known_bands import find_known_band
from testplatform.web.access import Access, access
from testplatform.web.advice import deviations as report
from testplatform.web.advice.building import (
    build_advice_page,
    build_advices_page,
    build_form_page,
    build_found_page,
    build_referral_fields,
)
from testplatform.web.advice.forms import (
    DossierForm,
    IndicatorsForm,
    SigningForm,
    build_indicators_form,
    build_signing_form,
)
from testplatform.web.advice.searches import read_signed_period
from testplatform.web.advice.wording import FAULTS, REFUSALS
from testplatform.web.staff.building import read_page_number
from testplatform.web.staff.spreadsheets import answer_with_file

blueprint = Blueprint("advice", __name__, url_prefix="/staff/advice")


@blueprint.get("/")
@access(Access.CONSULTANT)
def advices() -> ResponseReturnValue:
    """The newest advices."""
    page = build_advices_page(db.session, DossierForm(), read_page_number())
    return render_template("advice/advices.html", page=page)


@blueprint.post("/find")
@access(Access.CONSULTANT)
def find() -> ResponseReturnValue:
    """The advices of one dossier."""
    return render_template("advice/advices.html", page=build_found_page(db.session, DossierForm()))


@blueprint.get("/new")
@access(Access.CONSULTANT)
def new() -> ResponseReturnValue:
    """The indicators of somebody, to be filled in."""
    fields = build_indicators_form(list_band_titles(db.session, today_in_brussels()))
    page = build_form_page(db.session, fields, build_signing_form(None))
    return render_template("advice/form.html", page=page)


@blueprint.post("/new")
@access(Access.CONSULTANT)
def create() -> ResponseReturnValue:
    """Show what is proposed, or sign."""
    return _send(build_indicators_form(list_band_titles(db.session, today_in_brussels())), None)


@blueprint.get("/<int:advice_id>")
@access(Access.CONSULTANT)
def advice(advice_id: int) -> ResponseReturnValue:
    """One advice with its reasons and referrals."""
    found = _get_advice(advice_id)
    page = build_advice_page(
        db.session,
        found,
        list_band_titles(db.session, today_in_brussels()),
        form=build_referral_fields(db.session, found),
    )
    return render_template("advice/advice.html", page=page)


@blueprint.get("/<int:advice_id>/correct")
@access(Access.CONSULTANT)
def correct(advice_id: int) -> ResponseReturnValue:
    """The indicators of an advice, to be put right."""
    found = _get_open_advice(advice_id)
    page = build_form_page(
        db.session, _build_correction(found), build_signing_form(None), corrected=found
    )
    return render_template("advice/form.html", page=page)


@blueprint.post("/<int:advice_id>/correct")
@access(Access.CONSULTANT)
def send_correction(advice_id: int) -> ResponseReturnValue:
    """Show what is proposed now, or sign an advice in the place of another."""
    found = _get_advice(advice_id)
    return _send(_build_correction(found), found)


@blueprint.post("/<int:advice_id>/referrals")
@access(Access.CONSULTANT)
def create_referral(advice_id: int) -> ResponseReturnValue:
    """Write down a referral beside an advice."""
    found = _get_advice(advice_id)
    form = build_referral_fields(db.session, found)
    problems = () if form.validate_on_submit() else form.list_problems()
    if not problems:
        command = form.to_command(advice_id)
        try:
            with unit_of_work() as session:
                refer(session, command, referrer_id=current_user.id, now=now_utc())
        except AdviceRefused as refused:
            problems = (REFUSALS[refused.refusal],)
        else:
            flash("De doorverwijzing is genoteerd.", "success")
            return redirect(url_for("advice.advice", advice_id=advice_id), code=303)
    bands = list_band_titles(db.session, today_in_brussels())
    page = build_advice_page(db.session, found, bands, form=form, problems=problems)
    return render_template("advice/advice.html", page=page), 422


@blueprint.get("/deviations")
@access(Access.CONSULTANT)
def deviations() -> ResponseReturnValue:
    """How often and why advices are not what was proposed."""
    page = report.build_deviations_page(db.session, read_signed_period())
    return render_template("advice/deviations.html", page=page)


@blueprint.get("/deviations.csv")
@access(Access.CONSULTANT)
def export_deviations() -> ResponseReturnValue:
    """Each of them, as a file."""
    data = report.export_deviations(report.build_deviations_page(db.session, read_signed_period()))
    return answer_with_file(data, f"afwijkingen-{today_in_brussels().isoformat()}.csv")


@blueprint.get("/deviation-counts.csv")
@access(Access.CONSULTANT)
def export_deviation_counts() -> ResponseReturnValue:
    """The counts, as a file."""
    data = report.export_counts(report.build_deviations_page(db.session, read_signed_period()))
    return answer_with_file(data, f"afwijkingen-geteld-{today_in_brussels().isoformat()}.csv")


def _send(fields: IndicatorsForm, corrected: OrientationAdvice | None) -> ResponseReturnValue:
    """Propose from the indicators; sign when that is what was asked."""
    if not fields.validate_on_submit():
        page = build_form_page(
            db.session,
            fields,
            build_signing_form(None),
            problems=fields.list_problems(),
            corrected=corrected,
        )
        return render_template("advice/form.html", page=page), 422
    dossier = fields.number if corrected is None else corrected.dossier
    if "sign" not in request.form:
        fields.take_band(find_known_band(db.session, dossier))
    proposed = propose(fields.to_values(), titles=list_band_titles(db.session, today_in_brussels()))
    if "sign" in request.form:
        return _sign(fields, proposed, dossier, corrected)
    signing = build_signing_form(proposed.proposal, proposed.seal)
    return _show(fields, signing, proposed, dossier, corrected), 200


def _sign(
    fields: IndicatorsForm,
    proposed: Proposed,
    dossier: str,
    corrected: OrientationAdvice | None,
) -> ResponseReturnValue:
    signing = build_signing_form(None)
    if not signing.validate_on_submit():
        problems = signing.list_problems()
        return _show(fields, signing, proposed, dossier, corrected, problems), 422
    command = NewAdvice(
        dossier=dossier,
        values=proposed.values,
        choice=signing.to_choice(),
        comment=str(signing.comment.data or ""),
        seal=str(signing.seal.data),
        corrects_id=None if corrected is None else corrected.id,
    )
    try:
        with unit_of_work() as session:
            made = sign(session, command, signer_id=current_user.id, now=now_utc())
    except AdviceNotSound as refused:
        problems = (FAULTS[refused.fault],)
    except AdviceRefused as refused:
        problems = (REFUSALS[refused.refusal],)
        if refused.refusal is AdviceRefusal.PROPOSAL_CHANGED:
            signing = build_signing_form(proposed.proposal, proposed.seal)
            signing.comment.data = command.comment
    else:
        flash("Het advies is getekend. Het verandert nooit meer.", "success")
        return redirect(url_for("advice.advice", advice_id=made.id), code=303)
    return _show(fields, signing, proposed, dossier, corrected, problems), 422


def _show(
    fields: IndicatorsForm,
    signing: SigningForm,
    proposed: Proposed,
    dossier: str,
    corrected: OrientationAdvice | None,
    problems: tuple[str, ...] = (),
) -> str:
    page = build_form_page(
        db.session,
        fields,
        signing,
        proposed=proposed,
        problems=problems,
        corrected=corrected,
        dossier=dossier,
    )
    return render_template("advice/form.html", page=page)


def _build_correction(found: OrientationAdvice) -> IndicatorsForm:
    bands = list_band_titles(db.session, today_in_brussels())
    return build_indicators_form(bands, to_indicators(found), found.dossier)


def _get_advice(advice_id: int) -> OrientationAdvice:
    return find_advice(db.session, advice_id) or abort(404)


def _get_open_advice(advice_id: int) -> OrientationAdvice:
    """An advice that none came in the place of; there is nothing to correct in another."""
    found = _get_advice(advice_id)
    return abort(404) if find_correction(db.session, advice_id) else found
