"""Build the pages of advices: the list, the form with its proposal, and one advice."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from scoring.explanations import date_in_dutch
from scoring.explanations.orientation import INDICATOR_TITLES, VALUE_TITLES
from scoring.orientation import Indicator
from testplatform.models.advices import OrientationAdvice, OrientationReferral
from testplatform.repositories.advices import (
    count_advices,
    find_corrected_ids,
    find_correction,
    list_advices,
    list_advices_of_dossier,
    list_referrals,
    to_referral,
    to_signed_advice,
)
from testplatform.services.advices import Proposed
from testplatform.services.known_bands import KnownBand, find_known_band
from testplatform.web.advice.forms import (
    NOT_KNOWN,
    DossierForm,
    IndicatorsForm,
    ReferralForm,
    SigningForm,
    build_referral_form,
)
from testplatform.web.advice.pages import (
    AdviceFormPage,
    AdvicePage,
    AdviceRow,
    AdvicesPage,
    Fact,
    ProposalView,
    ReferralRow,
)
from testplatform.web.advice.wording import (
    AS_PROPOSED,
    CORRECTED,
    COVAAR_FIRST,
    COVAAR_NEEDLESS,
    COVAAR_TAKEN,
    DEVIATES,
    DIFFERS,
    FOLLOWS,
    PROVIDERS,
    SIGNED,
    describe_deviation,
    describe_module,
    describe_track,
)
from testplatform.web.staff.building import ROWS_PER_PAGE, build_paging
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.pages import Link


def build_advices_page(session: Session, form: DossierForm, number: int) -> AdvicesPage:
    """The newest advices of everybody."""
    paging = build_paging(
        count_advices(session), number, lambda page: url_for("advice.advices", page=page)
    )
    found = list_advices(session, limit=ROWS_PER_PAGE, offset=paging.offset)
    return AdvicesPage(rows=_rows(session, found), paging=paging, form=form, **_addresses())


def build_found_page(session: Session, form: DossierForm) -> AdvicesPage:
    """The advices of the dossier that was asked for; none when the number cannot be one."""
    is_sound = form.validate_on_submit()
    found = list_advices_of_dossier(session, form.number) if is_sound else []
    return AdvicesPage(
        rows=_rows(session, found),
        paging=None,
        form=form,
        **{**_addresses(), "problems": form.list_problems()},
    )


def build_form_page(
    session: Session,
    fields: IndicatorsForm,
    signing: SigningForm,
    *,
    proposed: Proposed | None = None,
    problems: Sequence[str] = (),
    corrected: OrientationAdvice | None = None,
    dossier: str | None = None,
) -> AdviceFormPage:
    """The form, with a proposal once the indicators are known."""
    earlier = [] if dossier is None else list_advices_of_dossier(session, dossier)
    send_url = url_for("advice.create")
    if corrected is not None:
        send_url = url_for("advice.send_correction", advice_id=corrected.id)
    return AdviceFormPage(
        title="Nieuw NT2-advies" if corrected is None else f"Advies {corrected.id} verbeteren",
        dossier=None if corrected is None else corrected.dossier,
        fields=fields,
        known_band=None if dossier is None else _describe_known(find_known_band(session, dossier)),
        proposal=None if proposed is None else build_proposal_view(proposed.document),
        signing=signing,
        problems=tuple(problems),
        earlier=_rows(session, earlier),
        corrected=None if corrected is None else _link(corrected.id),
        send_url=send_url,
        list_url=url_for("advice.advices"),
    )


def _describe_known(known: KnownBand | None) -> str | None:
    if known is None:
        return None
    return f"Op dit platform afgelegd op {date_in_dutch(known.sat_on)}: interval {known.title}."


def build_proposal_view(document: Mapping[str, Any]) -> ProposalView:
    """A proposal as it was kept: what it says of COVAAR, the reasons in order, and the outcome."""
    covaar, *reasons, conclusion = document["sentences"]
    weighed = document["steps"][0]
    if not weighed["needed"]:
        badge = COVAAR_NEEDLESS
    else:
        badge = COVAAR_TAKEN if weighed["taken"] else COVAAR_FIRST
    return ProposalView(
        covaar=badge,
        about_covaar=covaar,
        reasons=tuple(reasons),
        conclusion=conclusion,
        has_assumed=any(step.get("assumed") for step in document["steps"]),
        framework_version=document["versions"]["framework"]["version"],
    )


def build_advice_page(
    session: Session,
    advice: OrientationAdvice,
    bands: Mapping[str, str],
    *,
    form: ReferralForm,
    problems: Sequence[str] = (),
) -> AdvicePage:
    """One advice with its referrals."""
    signed = to_signed_advice(advice)
    correction = find_correction(session, advice.id)
    is_open = correction is None
    return AdvicePage(
        title=f"NT2-advies {advice.id}",
        dossier=advice.dossier,
        state=SIGNED if is_open else CORRECTED,
        deviates=DEVIATES if signed.is_deviation else AS_PROPOSED,
        advice=describe_track(advice.advice, advice.hours),
        script_module=describe_module(advice.script_module),
        deviation=describe_deviation(advice.deviation),
        comment=advice.comment,
        signed_by=advice.signed_by.display_name,
        signed_at=advice.signed_at,
        indicators=_list_indicators(advice, bands),
        proposal=build_proposal_view(advice.proposal),
        corrects=None if advice.corrects_id is None else _link(advice.corrects_id),
        corrected_by=None if correction is None else _link(correction.id),
        referrals=_list_referral_rows(session, advice),
        referral_form=form if is_open else None,
        problems=tuple(problems),
        refer_url=url_for("advice.create_referral", advice_id=advice.id),
        correct_url=url_for("advice.correct", advice_id=advice.id) if is_open else None,
        list_url=url_for("advice.advices"),
    )


def build_referral_fields(session: Session, advice: OrientationAdvice) -> ReferralForm:
    """The form for a referral, which may come in the place of one that none did yet."""
    known = list_referrals(session, advice.id)
    corrected = {one.corrects_id for one in known}
    return build_referral_form(
        {
            str(one.id): f"doorverwijzing {one.id}: {describe_track(one.offer, one.hours)}"
            for one in known
            if one.id not in corrected
        }
    )


def _addresses() -> dict[str, Any]:
    return {
        "problems": (),
        "new_url": url_for("advice.new"),
        "find_url": url_for("advice.find"),
        "list_url": url_for("advice.advices"),
        "deviations_url": url_for("advice.deviations"),
    }


def _rows(session: Session, advices: Sequence[OrientationAdvice]) -> tuple[AdviceRow, ...]:
    corrected = find_corrected_ids(session, [one.id for one in advices])
    return tuple(
        AdviceRow(
            title=f"Advies {one.id}",
            url=url_for("advice.advice", advice_id=one.id),
            dossier=one.dossier,
            advice=describe_track(one.advice, one.hours),
            state=CORRECTED if one.id in corrected else SIGNED,
            signed_by=one.signed_by.display_name,
            signed_at=one.signed_at,
        )
        for one in advices
    )


def _link(advice_id: int) -> Link:
    return Link(label=f"advies {advice_id}", url=url_for("advice.advice", advice_id=advice_id))


def _list_indicators(advice: OrientationAdvice, bands: Mapping[str, str]) -> tuple[Fact, ...]:
    stored = advice.indicators
    facts = [
        Fact(title=INDICATOR_TITLES[one], value=_describe_value(one, stored[one.value], bands))
        for one in Indicator
    ]
    return (*facts, Fact(title="twijfel", value="ja" if stored["in_doubt"] else "nee"))


def _describe_value(indicator: Indicator, value: str | None, bands: Mapping[str, str]) -> str:
    if value is None:
        return "niet afgenomen" if indicator is Indicator.COVAAR else NOT_KNOWN
    return bands.get(value) or VALUE_TITLES.get(value, value)


def _list_referral_rows(session: Session, advice: OrientationAdvice) -> tuple[ReferralRow, ...]:
    known = list_referrals(session, advice.id)
    corrected = {one.corrects_id for one in known}
    return tuple(_referral_row(one, advice, is_open=one.id not in corrected) for one in known)


def _referral_row(
    one: OrientationReferral, advice: OrientationAdvice, *, is_open: bool
) -> ReferralRow:
    return ReferralRow(
        title=f"Doorverwijzing {one.id}",
        provider=PROVIDERS[one.provider],
        offer=describe_track(one.offer, one.hours),
        referred_on=one.referred_on,
        follows=FOLLOWS if to_referral(one, advice).follows_advice else DIFFERS,
        state=SIGNED if is_open else CORRECTED,
        corrects=NOTHING if one.corrects_id is None else f"doorverwijzing {one.corrects_id}",
        referred_by=one.referred_by.display_name,
        referred_at=one.referred_at,
    )
