"""The list of panels, and the form with which one is set up."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from itembank.programmes import Scheme, get_programme
from testplatform.repositories.forms import list_forms
from testplatform.repositories.panels import list_panels
from testplatform.web.panels.forms import NewPanelForm, name_subject
from testplatform.web.panels.pages import NewPanelPage, PanelRow, PanelsPage
from testplatform.web.panels.wording import METHODS, STATES, describe_subject
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import describe_moment, describe_part


def build_panels_page(session: Session) -> PanelsPage:
    return PanelsPage(
        rows=tuple(
            PanelRow(
                panel=Link(label=one.code, url=url_for("panels.panel", panel_id=one.id)),
                subject=describe_subject(one),
                method=METHODS[one.method],
                state=STATES[one.state],
                round=one.round,
                people=len(one.panellists),
            )
            for one in list_panels(session)
        ),
        new_url=url_for("panels.new"),
    )


def build_new_form(session: Session) -> NewPanelForm:
    """The form with every part of every form in use that cut scores decide about."""
    form = NewPanelForm()
    form.subject.choices = list(_list_subjects(session))
    return form


def build_new_page(form: NewPanelForm) -> NewPanelPage:
    return NewPanelPage(
        form=form, create_url=url_for("panels.create"), list_url=url_for("panels.panels")
    )


def _list_subjects(session: Session) -> Iterator[SelectChoice]:
    for form in list_forms(session):
        programme = get_programme(form.programme)
        if form.withdrawn_at is not None or programme.scheme is not Scheme.CUT_SCORES:
            continue
        for part in programme.parts:
            for moment in programme.moments:
                said = (
                    f"{form.title} ({form.code}, versie {form.version})",
                    describe_part(form.programme, part.code),
                    describe_moment(form.programme, moment.code),
                )
                value = name_subject(form.id, part.code, moment.code)
                yield SelectChoice(value=value, label=" – ".join(said))
