"""One panel on one page: its people, its rounds, and what can be done with it now."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from scoring.analysis.standard_setting import RoundResult
from testplatform.models.panels import Panel, Panellist, PanelState
from testplatform.repositories.forms import PlannedItem
from testplatform.repositories.panels import list_invitable
from testplatform.services.panels.proposals import TURNED_DOWN
from testplatform.services.panels.results import (
    FEWEST_ATTEMPTS,
    MeasuredRound,
    count_judgements,
    is_complete,
    measure_rounds,
)
from testplatform.services.panels.setting_up import list_items_left_out
from testplatform.services.panels.states import PanelEvent, has_step
from testplatform.web.panels.building.rounds import build_rounds
from testplatform.web.panels.forms import InviteForm, ProposeForm
from testplatform.web.panels.pages import (
    Fact,
    PanelPage,
    Proposing,
    SeatRow,
    StepButton,
)
from testplatform.web.panels.wording import (
    STATES,
    describe_method,
    describe_progress,
    describe_subject,
    say_number,
    say_people,
    say_percent,
    say_root,
    say_rounds,
)
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import describe_part

ENDPOINTS = {
    PanelEvent.OPEN_ROUND: "panels.open_next_round",
    PanelEvent.END_ROUND: "panels.end_this_round",
    PanelEvent.CLOSE: "panels.close_panel",
    PanelEvent.ABANDON: "panels.abandon_panel",
}


def build_invite_form(session: Session, panel: Panel) -> InviteForm:
    form = InviteForm()
    form.staff_id.choices = [
        SelectChoice(value=one.id, label=one.display_name)
        for one in list_invitable(session, panel.id)
    ]
    return form


def build_propose_form(session: Session, panel: Panel) -> ProposeForm:
    """The form with a reason that names the panel and how sure it was."""
    rounds = measure_rounds(session, panel)
    return ProposeForm(data={"reason": write_reason(panel, rounds)})


def build_panel_page(
    session: Session,
    panel: Panel,
    *,
    invite_form: InviteForm,
    propose_form: ProposeForm,
) -> PanelPage:
    rounds = measure_rounds(session, panel)
    done = count_judgements(session, panel)
    proposal = panel.cut_score_proposal
    return PanelPage(
        title=f"Panel {panel.code}",
        subject=describe_subject(panel),
        state=STATES[panel.state],
        description=panel.description,
        facts=_list_facts(panel, list_items_left_out(session, panel)),
        seats=tuple(_seat(panel, one, done.get(one.id, 0)) for one in panel.panellists),
        invite_form=invite_form,
        invite_url=url_for("panels.invite_panellist", panel_id=panel.id)
        if _is_inviting(panel)
        else None,
        steps=_list_steps(panel),
        rounds=build_rounds(session, panel, rounds),
        proposal=None
        if proposal is None
        else Link(
            label=f"Voorstel {proposal.id}",
            url=url_for("cut_scores.proposal", proposal_id=proposal.id),
        ),
        proposing=_proposing(panel, rounds, propose_form),
        export_url=url_for("panels.export", panel_id=panel.id),
        items=tuple(
            Link(
                label=f"Vraag {one.position}",
                url=url_for("panels.item", panel_id=panel.id, position=one.position),
            )
            for one in panel.items
        ),
        list_url=url_for("panels.panels"),
    )


def write_reason(panel: Panel, rounds: Sequence[MeasuredRound]) -> str:
    """The reason of a proposal, for its proposer to go on with; empty without a standard."""
    if not rounds or rounds[-1].result is None:
        return ""
    last = rounds[-1]
    result = last.result
    form = panel.form
    return (
        f"Panel {panel.code}: methode {describe_method(panel)}, "
        f"{say_rounds(panel.round)}, {say_people(len(last.complete))} in de laatste ronde"
        f"{_say_judged(panel)}. "
        f"Deel {describe_part(form.programme, panel.part)} van testversie {form.code}, versie "
        f"{form.version}. {_say_standard(result) if result else ''}"
    )


def _say_judged(panel: Panel) -> str:
    """How many attempts the standard rests on; nothing where none were judged."""
    return f", {len(panel.attempts)} afnames blind beoordeeld" if panel.attempts else ""


def _say_standard(result: RoundResult) -> str:
    proposal = result.proposal
    return (
        f"Standaard: {say_number(proposal.standard)} op {proposal.out_of} punten "
        f"({say_percent(proposal.standard / proposal.out_of)}), standaardfout "
        f"{say_root(proposal.error_squared)} punten. Cesuur: minstens "
        f"{proposal.cut_score.points} punten."
    )


def _list_facts(panel: Panel, left_out: Sequence[PlannedItem]) -> tuple[Fact, ...]:
    shown = f"ja, vanaf {FEWEST_ATTEMPTS} afnames" if panel.shows_difficulty else "nee"
    made = f"{panel.created_by.display_name}, {format_instant(panel.created_at)}"
    return (
        Fact(label="Methode", lines=(describe_method(panel),)),
        Fact(label="Vragen", lines=(f"{len(panel.items)}, samen {panel.out_of} punten",)),
        *_list_left_out_facts(left_out),
        *_list_sample_facts(panel),
        Fact(label="Echte moeilijkheid tonen", lines=(shown,)),
        Fact(label="Gemaakt door", lines=(made,)),
    )


def _list_left_out_facts(left_out: Sequence[PlannedItem]) -> tuple[Fact, ...]:
    """Which items are not judged, and why; nothing where all are."""
    if not left_out:
        return ()
    codes = ", ".join(one.item.code for one in left_out)
    why = "Een correctie liet ze weg voor het panel gemaakt werd; ze tellen voor niemand mee."
    return (Fact(label="Niet in het panel", lines=(codes, why)),)


def _list_sample_facts(panel: Panel) -> tuple[Fact, ...]:
    """Which attempts are judged; nothing for the other methods."""
    sample = panel.sample
    if sample is None:
        return ()
    drawn = f"{len(panel.attempts)} van de {sample.found}, gespreid over de punten"
    days = f"van {sample.first_day:%d/%m/%Y} tot en met {sample.last_day:%d/%m/%Y}"
    return (Fact(label="Afnames", lines=(drawn, days)),)


def _is_inviting(panel: Panel) -> bool:
    return panel.round < 2 and panel.state in (PanelState.PREPARING, PanelState.RATING)


def _seat(panel: Panel, seat: Panellist, done: int) -> SeatRow:
    return SeatRow(
        name=seat.staff.display_name,
        promised_at=seat.begun_at,
        progress=describe_progress(panel, done) if panel.round else "nog geen ronde",
        is_complete=is_complete(panel, done),
        remove_url=url_for("panels.uninvite_panellist", panel_id=panel.id, panellist_id=seat.id)
        if panel.state is PanelState.PREPARING
        else None,
    )


def _list_steps(panel: Panel) -> tuple[StepButton, ...]:
    labels = {
        PanelEvent.OPEN_ROUND: f"Open ronde {panel.round + 1}",
        PanelEvent.END_ROUND: f"Beëindig ronde {panel.round}",
        PanelEvent.CLOSE: f"Sluit het panel af met ronde {panel.round}",
        PanelEvent.ABANDON: "Zet het panel stop",
    }
    return tuple(
        StepButton(
            label=label,
            url=url_for(ENDPOINTS[event], panel_id=panel.id),
            is_main=event is not PanelEvent.ABANDON,
        )
        for event, label in labels.items()
        if has_step(panel.state, event)
    )


def _proposing(
    panel: Panel, rounds: Sequence[MeasuredRound], form: ProposeForm
) -> Proposing | None:
    """The form where the standard can be proposed now."""
    earlier = panel.cut_score_proposal
    is_turned_down = earlier is None or earlier.state in TURNED_DOWN
    result = rounds[-1].result if rounds else None
    if not has_step(panel.state, PanelEvent.PROPOSE) or not is_turned_down or result is None:
        return None
    return Proposing(
        form=form,
        send_url=url_for("panels.propose_cut_score", panel_id=panel.id),
        sentence=_say_standard(result),
    )
