"""The form of a new correction: shape and presence; whether it can be is asked of the service."""

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from testplatform.models.rescoring import RescoringKind
from testplatform.services.rescoring_proposals import LONGEST_REASON, NewCase, Refusal
from testplatform.web.rescoring.wording import KINDS
from testplatform.web.staff.fields import DayField


class NewCaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What is wrong, and how it is put right."""

    kind = SelectField(
        "Wat moet er gebeuren?",
        choices=[SelectChoice(value=kind.value, label=label) for kind, label in KINDS.items()],
        validators=[InputRequired("Kies wat er moet gebeuren.")],
    )
    form_code = SelectField("Testversie", validators=[Optional()], validate_choice=False)
    item = StringField(
        "Code van de vraag",
        description="Bijvoorbeeld MO-S-01, of MO-S-01/2 voor versie 2.",
        validators=[Optional(), Length(max=80)],
    )
    key = StringField(
        "Juiste sleutel",
        description="De letters van de juiste antwoorden, zoals b of a, c; of JSON.",
        validators=[Optional(), Length(max=2_000)],
    )
    cut_scores = SelectField(
        "Cesuur",
        description="Ook de intervallen van COVAAR en de niveaus van CT.",
        validators=[Optional()],
        validate_choice=False,
    )
    first_day = DayField("Eerste dag", validators=[Optional()])
    last_day = DayField("Laatste dag", validators=[Optional()])
    reason = TextAreaField(
        "Reden",
        description="Waarom dit nodig is. Noem geen kandidaten.",
        validators=[Optional(), Length(max=LONGEST_REASON)],
    )

    def to_command(self) -> NewCase:
        """What was asked, for the service to check."""
        return NewCase(
            kind=RescoringKind(self.kind.data),
            reason=self.reason.data or "",
            form_code=_written(self.form_code.data),
            item=_written(self.item.data),
            key=_written(self.key.data),
            cut_scores=_written(self.cut_scores.data),
            first_day=self.first_day.data,
            last_day=self.last_day.data,
        )

    def say(self, refusal: Refusal, sentence: str) -> None:
        """Put a refusal beside the field that it is about."""
        getattr(self, FIELDS[refusal]).errors = [sentence]


FIELDS = {
    Refusal.FORM_UNKNOWN: "form_code",
    Refusal.ITEM_UNKNOWN: "item",
    Refusal.ITEM_AMBIGUOUS: "item",
    Refusal.ITEM_WITHOUT_KEY: "item",
    Refusal.KEY_NOT_SOUND: "key",
    Refusal.CUT_SCORES_UNKNOWN: "cut_scores",
    Refusal.ROUTING_STAYS: "cut_scores",
    Refusal.TABLE_DIFFERS: "cut_scores",
    Refusal.PERIOD_NOT_VALID: "first_day",
    Refusal.NOT_DECIDABLE: "kind",
    Refusal.REASON_MISSING: "reason",
}


def _written(text: str | None) -> str | None:
    """What was typed, or None. PostgreSQL takes no NUL in a text, and nobody types one."""
    return (text or "").replace("\0", "").strip() or None
