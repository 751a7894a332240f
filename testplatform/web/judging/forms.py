"""The forms of panellists: shape and presence; what may be judged is asked of the service."""

from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from testplatform.models.panels import JudgementScale
from testplatform.services.panel_ratings import NO, YES
from testplatform.web.form_drafts.forms import DutchForm
from testplatform.web.judging import wording


class PromiseForm(DutchForm):
    """The promise of secrecy."""

    is_secret = BooleanField(
        "Ik houd deze vragen en antwoorden geheim, ook na het panel",
        [InputRequired(wording.NO_PROMISE)],
    )


class WholeNumberField(IntegerField):  # type: ignore[misc]  # WTForms ships no types
    """A whole number, with a Dutch sentence about what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        written = valuelist[0].strip() if valuelist else ""
        if not (written.isascii() and written.isdigit() and len(written) <= 3):
            raise ValueError(wording.NO_PERCENT)
        self.data = int(written)


class JudgementForm(DutchForm):
    """What somebody says of an item; `round` is the round that the page was opened in."""

    round = HiddenField()

    @property
    def round_number(self) -> int:
        """The round of the page; what is no number is no round."""
        written = str(self.round.data or "")
        is_number = written.isascii() and written.isdigit() and len(written) <= 6
        return int(written) if is_number else 0


class ChanceForm(JudgementForm):
    """A chance in percent."""

    percent = WholeNumberField(
        "Aantal op 100",
        [
            InputRequired(wording.NO_PERCENT),
            NumberRange(NO, YES, message=wording.NO_PERCENT),
        ],
    )


class YesNoForm(JudgementForm):
    """Yes or no."""

    percent = RadioField(
        "Uw oordeel",
        [InputRequired(wording.NO_YES_OR_NO)],
        choices=[
            SelectChoice(value=YES, label=wording.YES),
            SelectChoice(value=NO, label=wording.NO),
        ],
        coerce=int,
    )


FORMS: dict[JudgementScale, type[ChanceForm] | type[YesNoForm]] = {
    JudgementScale.CHANCE: ChanceForm,
    JudgementScale.YES_NO: YesNoForm,
}
