"""The forms of panellists: shape and presence; what may be judged is asked of the service."""

from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from scoring.analysis.standard_setting import Method
from testplatform.models.panels import JudgementScale
from testplatform.services.panels.opinions import Opinion
from testplatform.services.panels.ratings import NO, YES
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
        return read_round(self.round.data)


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


class OpinionForm(DutchForm):
    """What somebody says of the whole part; `round` is the round that the page was opened in."""

    round = HiddenField()
    place = WholeNumberField("Nummer van de laatste vraag", [Optional()])
    score_percent = WholeNumberField("Procent van de punten om te slagen", [Optional()])
    pass_percent = WholeNumberField("Procent van de kandidaten dat slaagt", [Optional()])

    @property
    def round_number(self) -> int:
        return read_round(self.round.data)

    def to_command(self) -> Opinion:
        """What was filled in, for the service to check."""
        return Opinion(
            place=self.place.data,
            score_percent=self.score_percent.data,
            pass_percent=self.pass_percent.data,
        )

    def say_what_is_missing(self, method: Method) -> None:
        """Put a refusal beside the fields that the method asks for."""
        if method is Method.BOOKMARK:
            self.place.errors = [wording.NO_PLACE]
        else:
            for field in (self.score_percent, self.pass_percent):
                field.errors = field.errors or [wording.NO_PERCENT]


def read_round(written: object) -> int:
    """The round of a page; what is no number is no round."""
    text = str(written or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0


FORMS: dict[JudgementScale, type[ChanceForm] | type[YesNoForm]] = {
    JudgementScale.CHANCE: ChanceForm,
    JudgementScale.YES_NO: YesNoForm,
}
