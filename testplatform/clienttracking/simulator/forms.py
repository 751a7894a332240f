"""The forms of the simulator's pages: shape and presence, in Dutch."""

from datetime import UTC, datetime
from typing import ClassVar

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from scoring.programmes.mo import PROCESS_EVALUATION
from testplatform.clienttracking.contract import LONGEST_NAME, MessageUnreadable
from testplatform.clienttracking.demo import DEMO_TEST_CENTRE
from testplatform.clienttracking.simulator import picklists
from testplatform.clienttracking.simulator.faults import (
    MOST_SECONDS,
    MOST_TIMES,
    Fault,
    FaultKind,
    FaultTarget,
)
from testplatform.clock import BRUSSELS

_REQUIRED = InputRequired("Vul dit veld in.")
_FAULTS = {
    FaultKind.FAIL_BEFORE_COMMIT: "Fout 500, er is niets bewaard",
    FaultKind.FAIL_AFTER_COMMIT: "Fout 500, maar alles is bewaard",
    FaultKind.SLOW: "Traag antwoord",
    FaultKind.TOO_MANY_REQUESTS: "Te veel aanvragen (429)",
}
_TARGETS = {
    "": "Alle aanvragen",
    FaultTarget.BOOKINGS: "Alleen afspraken ophalen",
    FaultTarget.RESULTS: "Alleen resultaten ontvangen",
}


class DutchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form whose own messages are Dutch."""

    class Meta:
        locales: ClassVar[list[str]] = ["nl"]


class BookingForm(DutchForm):
    """A new appointment, for a new dossier or a known one."""

    dossier = StringField(
        "Dossiernummer",
        [Optional(), Regexp(r"^D-[0-9]{4}-[0-9]{6}\Z", message="Zo: D-2026-000123.")],
        description="Laat leeg voor een nieuw dossier.",
    )
    given_name = StringField(
        "Voornaam", [Length(max=LONGEST_NAME, message="Deze naam is te lang.")]
    )
    family_name = StringField(
        "Familienaam",
        [_REQUIRED, Length(max=LONGEST_NAME, message="Deze naam is te lang.")],
    )
    programme = StringField(
        "Testprogramma", [_REQUIRED], default="mo", description="Code, zoals mo."
    )
    moment = SelectField("Soort test", choices=picklists.MOMENTS)
    purpose = StringField(
        "Doel", [Optional()], description="Alleen voor CT. Code, zoals integration."
    )
    evaluation = SelectField(
        "Procesevaluatie",
        choices=picklists.EVALUATIONS,
        default="",
        description="Alleen voor MO na een cursus. Het platform toont ze en telt ze niet mee.",
    )
    evaluation_day = DateField("Procesevaluatie meegedeeld op", [Optional()])
    parts = StringField(
        "Delen",
        [Optional()],
        description="Voor een herkansing van CT. Codes met een komma: listening, writing.",
    )
    language = StringField("Taal", [_REQUIRED], description="Code, zoals ar of nl.")
    needs = SelectMultipleField(
        "Noden",
        choices=picklists.NEEDS,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    test_centre = StringField("Testcentrum", [_REQUIRED], default=DEMO_TEST_CENTRE)
    day = DateField("Dag", [_REQUIRED])
    time = TimeField("Uur", [_REQUIRED])
    region = SelectField(
        "Regio van de aanvrager", choices=picklists.REGIONS, default="Prov. Limburg"
    )

    def validate_time(self, field: Field) -> None:
        """Refuse the hour that the clock skips in spring."""
        if self.day.data is None or field.data is None:
            return
        local = datetime.combine(self.day.data, field.data, tzinfo=BRUSSELS)
        if local.astimezone(UTC).astimezone(BRUSSELS).time() != field.data:
            message = "Dit uur bestaat niet op die dag: de klok gaat dan vooruit."
            raise ValidationError(message)

    def validate_evaluation(self, field: Field) -> None:
        """A process evaluation and its day are told together."""
        if bool(field.data) != bool(self.evaluation_day.data):
            message = "Vul de procesevaluatie en haar dag samen in, of geen van beide."
            raise ValidationError(message)

    def to_document(self, *, booking_id: str, dossier: str) -> dict[str, object]:
        """Write the booking as the contract asks; the names are those of the form."""
        starts_at = datetime.combine(self.day.data, self.time.data, tzinfo=BRUSSELS)
        purpose = (self.purpose.data or "").strip()
        parts = [part.strip() for part in (self.parts.data or "").split(",") if part.strip()]
        return {
            **({"purpose": purpose} if purpose else {}),
            **({"parts": parts} if parts else {}),
            **({"facts": {PROCESS_EVALUATION: self._evaluation()}} if self.evaluation.data else {}),
            "id": booking_id,
            "dossier": dossier,
            "given_name": self.given_name.data,
            "family_name": self.family_name.data,
            "programme": self.programme.data,
            "moment": self.moment.data,
            "language": self.language.data,
            "needs": self.needs.data,
            "test_centre": self.test_centre.data,
            "starts_at": starts_at.isoformat(),
            "region": self.region.data,
            "revision": 1,
        }

    def _evaluation(self) -> dict[str, str]:
        return {
            "value": self.evaluation.data,
            "told_on": self.evaluation_day.data.isoformat(),
        }

    def show_problems(self, error: MessageUnreadable) -> None:
        """Put what the contract refuses beside the fields."""
        names = {
            "starts_at": "day",
            f"facts.{PROCESS_EVALUATION}.told_on": "evaluation_day",
        }
        for name in error.problems:
            field = self._fields.get(names.get(name, name), self.family_name)
            field.errors = [*field.errors, "Dit past niet in een bericht: kijk de vorm na."]


class SendAgainForm(DutchForm):
    """The button that sends a booking again."""


class FaultForm(DutchForm):
    """A fault for the next answers."""

    kind = SelectField("Storing", choices=_FAULTS)
    times = IntegerField(
        "Aantal antwoorden",
        [
            _REQUIRED,
            NumberRange(0, MOST_TIMES, message=f"Een getal van 0 tot {MOST_TIMES}."),
        ],
        default=1,
        description="0 zet de storing uit.",
    )
    seconds = IntegerField(
        "Seconden",
        [
            _REQUIRED,
            NumberRange(0, MOST_SECONDS, message=f"Een getal van 0 tot {MOST_SECONDS}."),
        ],
        default=0,
        description="Hoe traag, of hoelang het platform moet wachten na een 429.",
    )
    only_on = SelectField("Waarop", choices=_TARGETS)

    def to_fault(self) -> Fault:
        """Give the fault that was asked for."""
        return Fault(
            kind=FaultKind(self.kind.data),
            times=self.times.data,
            seconds=self.seconds.data,
            only_on=FaultTarget(self.only_on.data) if self.only_on.data else None,
        )
