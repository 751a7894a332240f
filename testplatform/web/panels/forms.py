"""The forms of panels: shape and presence; whether it can be is asked of the service."""

from wtforms import BooleanField, DateField, IntegerField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from scoring.analysis.standard_setting import Method
from testplatform.models.panels import JudgementScale
from testplatform.services.panels.proposals import PanelProposal
from testplatform.services.panels.sampling import (
    FEWEST_JUDGED,
    MOST_JUDGED,
    USUAL_JUDGED,
    Period,
)
from testplatform.services.panels.setting_up import LONGEST_TEXT, NewPanel, PanelFault
from testplatform.web.form_drafts.forms import DutchForm
from testplatform.web.panels import wording

FOR_FORM, FOR_PART = "form", "part"
_SEPARATOR = "/"
_LENGTH = Length(max=LONGEST_TEXT, message=wording.TOO_LONG)


def name_subject(form_id: int, part: str, moment: str) -> str:
    """The value of a choice of form, part and moment."""
    return _SEPARATOR.join((str(form_id), part, moment))


class NewPanelForm(DutchForm):
    """What a panel is set up with."""

    subject = SelectField(
        "Voor welk deel",
        description="Alleen delen waarvan een sleutel de punten geeft.",
    )
    method = SelectField(
        "Methode",
        choices=[
            SelectChoice(value=one.value, label=said) for one, said in wording.METHODS.items()
        ],
    )
    scale = SelectField(
        "Wat een panellid zegt",
        description="Alleen bij Angoff. Telt een vraag voor meer punten, kies dan het gemiddelde.",
        choices=[SelectChoice(value=one.value, label=said) for one, said in wording.SCALES.items()],
    )
    description = TextAreaField(
        "Wie maar net slaagt",
        [InputRequired(wording.FAULTS[PanelFault.DESCRIPTION_MISSING]), _LENGTH],
        description="Wat kan iemand die maar net genoeg weet, en wat nog niet? Het panel leest dit "
        "bij elke vraag.",
    )
    first_day = DateField(
        "Eerste dag van de afnames",
        [Optional()],
        description="Alleen bij contrasterende groepen en de grensgroep: het panel beoordeelt dan "
        "afnames van deze dagen.",
    )
    last_day = DateField("Laatste dag van de afnames", [Optional()])
    number = IntegerField(
        "Aantal afnames",
        [Optional()],
        default=USUAL_JUDGED,
        description=f"{FEWEST_JUDGED} tot {MOST_JUDGED}, gespreid over de punten.",
    )
    shows_difficulty = BooleanField(
        "Toon na een ronde hoeveel kandidaten de vraag juist hadden, als er genoeg afnames zijn"
    )

    def to_command(self) -> NewPanel:
        """What was chosen, for the service to check."""
        form_id, part, moment = str(self.subject.data).split(_SEPARATOR)
        return NewPanel(
            form_id=int(form_id),
            part=part,
            moment=moment,
            method=Method(self.method.data),
            scale=JudgementScale(self.scale.data),
            description=str(self.description.data),
            shows_difficulty=bool(self.shows_difficulty.data),
            period=self._read_period(),
        )

    def _read_period(self) -> Period | None:
        first, last = self.first_day.data, self.last_day.data
        if first is None or last is None:
            return None
        return Period(first_day=first, last_day=last, number=self.number.data or 0)

    def say(self, fault: PanelFault) -> None:
        """Put a refusal beside the field that it is about."""
        fields = {
            PanelFault.DESCRIPTION_MISSING: self.description,
            PanelFault.MARKS_ASKED: self.scale,
            PanelFault.PERIOD_MISSING: self.first_day,
            PanelFault.TOO_FEW_ATTEMPTS: self.first_day,
            PanelFault.NUMBER_REFUSED: self.number,
        }
        fields.get(fault, self.subject).errors = [wording.FAULTS[fault]]


class InviteForm(DutchForm):
    """Whom to invite."""

    staff_id = SelectField("Panellid", coerce=int)


class NoteForm(DutchForm):
    """What was said about an item."""

    body = TextAreaField(
        "Opmerking",
        [InputRequired(wording.FAULTS[PanelFault.NOTE_MISSING]), _LENGTH],
        description="Het hele panel leest dit, zonder uw naam.",
    )


class ProposeForm(DutchForm):
    """From when and where the cut score of a panel would count."""

    effective_from = DateField(
        "Van kracht vanaf",
        [InputRequired(wording.NO_DAY)],
        description="Ten vroegste morgen.",
    )
    scope = SelectField(
        "Waarvoor",
        choices=[
            SelectChoice(value=FOR_FORM, label="alleen deze testversie"),
            SelectChoice(value=FOR_PART, label="het deel in elke testversie zonder eigen cesuur"),
        ],
    )
    reason = TextAreaField(
        "Waarom",
        [InputRequired("Schrijf waarom u dit voorstelt."), _LENGTH],
        description="Wie erover beslist en wie het later naleest, moet de reden kunnen volgen.",
    )

    def to_command(self) -> PanelProposal:
        return PanelProposal(
            effective_from=self.effective_from.data,
            is_for_form_alone=self.scope.data == FOR_FORM,
            reason=str(self.reason.data),
        )
