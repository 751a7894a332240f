"""The forms of panellists: shape and presence; what may be judged is asked of the service."""

import re

from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from scoring.analysis.standard_setting import VERDICTS, Method, Verdict
from testplatform.models.panels import JudgementScale
from testplatform.services.panels.opinions import Opinion
from testplatform.services.panels.ratings import NO, YES
from testplatform.services.panels.results import TENTHS
from testplatform.web.form_drafts.forms import DutchForm
from testplatform.web.judging import wording
from testplatform.web.panels.wording import VERDICTS_SAID

_MARKS = re.compile(r"(\d{1,2})(?:[.,](\d))?", re.ASCII)


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


class TenthsField(IntegerField):  # type: ignore[misc]  # WTForms ships no types
    """A number of marks such as 1,5 as its tenths; a browser sends a point for the comma."""

    def process_formdata(self, valuelist: list[str]) -> None:
        found = _MARKS.fullmatch(valuelist[0].strip() if valuelist else "")
        if found is None:
            raise ValueError(wording.NO_MARKS)
        self.data = TENTHS * int(found[1]) + int(found[2] or 0)

    @property
    def written(self) -> str:
        """The value as a number field has it."""
        return "" if self.data is None else "{}.{}".format(*divmod(self.data, TENTHS))


class MarksForm(JudgementForm):
    """How many marks are expected; `marks` is what the item is worth."""

    marks = 1
    percent = TenthsField("Aantal punten, gemiddeld", [InputRequired(wording.NO_MARKS)])

    def validate_percent(self, field: TenthsField) -> None:
        if field.data is not None and field.data > TENTHS * self.marks:
            raise ValidationError(wording.say_most_marks(self.marks))


class VerdictForm(JudgementForm):
    """What somebody says of an attempt."""

    verdict = RadioField("Uw oordeel", [InputRequired(wording.NO_VERDICT)], coerce=str)

    def offer(self, method: Method) -> None:
        """Give the choices of a method."""
        self.verdict.choices = [
            SelectChoice(value=one.value, label=VERDICTS_SAID[one]) for one in VERDICTS[method]
        ]

    def to_verdict(self) -> Verdict:
        return Verdict(self.verdict.data)


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


ItemForm = ChanceForm | YesNoForm | MarksForm
FORMS: dict[JudgementScale, type[ChanceForm] | type[YesNoForm] | type[MarksForm]] = {
    JudgementScale.CHANCE: ChanceForm,
    JudgementScale.MARKS: MarksForm,
    JudgementScale.YES_NO: YesNoForm,
}
