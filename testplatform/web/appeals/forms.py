"""The forms of appeals: shape and presence; whether it can be is asked of the service."""

from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from testplatform.services.appeals import LONGEST_TEXT, Answer, AppealFault
from testplatform.web.appeals.wording import FAULTS, TOO_LONG
from testplatform.web.staff.fields import NO_DAY, DayField


class NewAppealForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """When an objection came, and what it says."""

    received_on = DayField(
        "Ontvangen op",
        description="De dag waarop het bezwaar aankwam.",
        validators=[InputRequired(NO_DAY)],
    )
    summary = TextAreaField(
        "Wat de kandidaat zegt",
        description="In het kort. Noem geen namen, en niets over gezondheid of gezin "
        "dat niet nodig is.",
        validators=[
            InputRequired(FAULTS[AppealFault.SUMMARY_MISSING]),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
    )

    def say(self, fault: AppealFault) -> None:
        """Put a refusal beside the field that it is about."""
        field = self.summary if fault is AppealFault.SUMMARY_MISSING else self.received_on
        field.errors = [FAULTS[fault]]


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What came of a second look."""

    reason = TextAreaField(
        "Reden",
        description="In eenvoudige woorden: dit staat in de brief aan de kandidaat.",
        validators=[Optional(), Length(max=LONGEST_TEXT, message=TOO_LONG)],
    )
    case_id = SelectField(
        "Correctie",
        description="Alleen bij een gegrond bezwaar. Hier staan de correcties die over deze afname "
        "gaan.",
        validators=[Optional()],
        validate_choice=False,
    )
    remedy = TextAreaField(
        "Of wat er gebeurt",
        description="Alleen bij een gegrond bezwaar zonder correctie. Ook dit staat in de brief.",
        validators=[Optional(), Length(max=LONGEST_TEXT, message=TOO_LONG)],
    )

    def to_command(self) -> Answer:
        """What was answered, for the service to check."""
        return Answer(
            reason=self.reason.data or "",
            case_id=_number(self.case_id.data),
            remedy=self.remedy.data or "",
        )

    def say(self, fault: AppealFault) -> None:
        """Put a refusal beside the field that it is about."""
        getattr(self, _FIELDS.get(fault, "reason")).errors = [FAULTS[fault]]


_FIELDS = {
    AppealFault.REMEDY_MISSING: "case_id",
    AppealFault.CASE_CONCERNS_OTHERS: "case_id",
    AppealFault.TWO_REMEDIES: "remedy",
}
_NO_CASE = -1


def _number(written: str | None) -> int | None:
    """The case that was chosen; what is no number names no case that there is."""
    if not written:
        return None
    is_number = written.isascii() and written.isdigit() and len(written) <= 9
    return int(written) if is_number else _NO_CASE
