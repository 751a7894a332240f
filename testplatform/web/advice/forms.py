"""The forms of these pages: shape and presence, in Dutch. What may be signed is for the rules."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from itembank.orientation import get_framework
from scoring.codes import BandCode, DeviationCode
from scoring.explanations.orientation import VALUE_TITLES
from scoring.orientation import (
    AdviceChoice,
    AdviceProposal,
    AdviceType,
    Education,
    Indicator,
    IndicatorValues,
    LanguageKnowledge,
    Literacy,
    OtherInformation,
)
from testplatform.models.advices import ProviderKind
from testplatform.services.advices import LONGEST_COMMENT, NewReferral
from testplatform.services.known_bands import KnownBand
from testplatform.web.advice.wording import PROVIDERS, describe_track, list_deviation_titles

LONGEST_DOSSIER = 64
MOST_HOURS = 5_000
NOT_KNOWN = "niet bekend"
NOBODY = "Geen namen of andere gegevens waaraan iemand te herkennen is."

Member = TypeVar("Member", bound=StrEnum)


class _DutchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    class Meta:
        locales: ClassVar[list[str]] = ["nl"]

    def list_problems(self) -> tuple[str, ...]:
        """What is wrong, each with the name of its field."""
        return tuple(f"{field.label.text}: {problem}" for field in self for problem in field.errors)


def _choices(named: Mapping[str, str], empty: str | None = None) -> list[SelectChoice]:
    first = [] if empty is None else [SelectChoice(value="", label=empty)]
    return [*first, *(SelectChoice(value=value, label=said) for value, said in named.items())]


def _titles(members: type[StrEnum]) -> dict[str, str]:
    return {one.value: VALUE_TITLES[one.value] for one in members}


def _find(members: type[Member], value: str | None) -> Member | None:
    return members(value) if value else None


class DossierForm(_DutchForm):
    """Whose advices are asked for; sent in the body, for an address is kept in too many places."""

    dossier = StringField(
        "Dossiernummer",
        [
            InputRequired("Vul het dossiernummer in."),
            Length(max=LONGEST_DOSSIER, message="Hoogstens 64 tekens."),
            Regexp(
                r"^\s*[A-Za-z0-9][A-Za-z0-9._/-]*\s*\Z",
                message="Letters, cijfers, punten en streepjes.",
            ),
        ],
    )

    @property
    def number(self) -> str:
        """The number without the blanks around it."""
        return str(self.dossier.data).strip()


class IndicatorsForm(DossierForm):
    """The indicators in the order of the framework."""

    literacy = SelectField(
        "1. Geletterdheid",
        [InputRequired("Kies een van de mogelijkheden.")],
        choices=_choices(_titles(Literacy), "kies"),
        default="",
    )
    education = SelectField(
        "2. Scholing: hoogste diploma",
        choices=_choices(_titles(Education), NOT_KNOWN),
        default="",
    )
    covaar = SelectField("3. COVAAR-score", default="")
    languages = SelectField(
        "4. Talenkennis",
        choices=_choices(_titles(LanguageKnowledge), NOT_KNOWN),
        default="",
    )
    other = SelectField(
        "5. Andere informatie: motivatie en persoonlijke situatie",
        choices=_choices(_titles(OtherInformation), NOT_KNOWN),
        default="",
    )
    in_doubt = BooleanField("Ik twijfel aan het diploma of de geletterdheid")

    def to_values(self) -> IndicatorValues:
        """The indicators as the rules read them."""
        return IndicatorValues(
            literacy=Literacy(self.literacy.data),
            education=_find(Education, self.education.data),
            band=BandCode(self.covaar.data) if self.covaar.data else None,
            languages=_find(LanguageKnowledge, self.languages.data),
            other=_find(OtherInformation, self.other.data),
            in_doubt=bool(self.in_doubt.data),
        )

    def take_band(self, known: KnownBand | None) -> None:
        """Fill in the band of a sitting where none was chosen, if it is still one that there is."""
        codes = {choice.value for choice in self.covaar.choices}
        if known is not None and not self.covaar.data and known.code in codes:
            self.covaar.data = known.code


class SigningForm(_DutchForm):
    """What the consultant decides beside the proposal."""

    track = SelectField("Advies", [InputRequired("Kies een advies.")], default="")
    script_module = SelectField("Module Latijns schrift vooraf", default="")
    deviation = SelectField("Reden om af te wijken", default="")
    comment = TextAreaField(
        "Opmerking",
        [Length(max=LONGEST_COMMENT, message="Hoogstens 4000 tekens.")],
        description=f"Verplicht bij een afwijking of een verbetering. {NOBODY}",
    )
    seal = HiddenField()

    def to_choice(self) -> AdviceChoice:
        """What was chosen; the hours travel with the kind of advice."""
        advice, _, hours = str(self.track.data).partition(":")
        return AdviceChoice(
            advice=AdviceType(advice),
            hours=int(hours) if hours else None,
            script_module=_find(AdviceType, self.script_module.data),
            deviation=DeviationCode(self.deviation.data) if self.deviation.data else None,
        )


class ReferralForm(_DutchForm):
    """The real offer, apart from the advice."""

    provider = SelectField(
        "Soort aanbieder", choices=_choices({one.value: said for one, said in PROVIDERS.items()})
    )
    offer = SelectField("Aanbod")
    hours = IntegerField(
        "Uren",
        [
            InputRequired("Schrijf een aantal uren, of 0."),
            NumberRange(min=0, max=MOST_HOURS, message="Van 0 tot 5000 uren."),
        ],
        description="0 als er geen aantal uren is.",
    )
    referred_on = DateField("Dag", [InputRequired("Kies een dag.")])
    corrects = SelectField(
        "Komt in de plaats van", default="", description="Alleen om een vergissing te verbeteren."
    )

    def to_command(self, advice_id: int) -> NewReferral:
        return NewReferral(
            advice_id=advice_id,
            provider=ProviderKind(self.provider.data),
            offer=AdviceType(self.offer.data),
            hours=self.hours.data,
            referred_on=self.referred_on.data,
            corrects_id=int(self.corrects.data) if self.corrects.data else None,
        )


def build_indicators_form(
    bands: Mapping[str, str], values: IndicatorValues | None = None, dossier: str | None = None
) -> IndicatorsForm:
    """The fields; for a correction filled in with what was known, and for that dossier alone."""
    form = IndicatorsForm(data=None if values is None else _write(values))
    form.covaar.choices = _choices(bands, "niet afgenomen")
    if dossier is not None:
        del form.dossier
    return form


def build_signing_form(proposal: AdviceProposal | None, seal: str = "") -> SigningForm:
    """The fields as they were sent, or filled in with a proposal that was not seen before."""
    if proposal is None:
        form = SigningForm()
    else:
        form = SigningForm(formdata=None, data={**_prefill(proposal), "seal": seal})
    form.track.choices = _choices(_list_tracks(), "kies")
    modules = (AdviceType.LATIN_SCRIPT_CBE, AdviceType.LATIN_SCRIPT_CVO)
    form.script_module.choices = _choices(
        {one.value: describe_track(one) for one in modules}, "geen"
    )
    form.deviation.choices = _choices(list_deviation_titles(), "geen: het advies is het voorstel")
    return form


def build_referral_form(replaceable: Mapping[str, str]) -> ReferralForm:
    """The fields, with the referrals that this one may come in the place of."""
    form = ReferralForm()
    form.offer.choices = _choices({one.value: describe_track(one) for one in AdviceType})
    form.corrects.choices = _choices(replaceable, "geen: dit is een nieuwe doorverwijzing")
    return form


def _list_tracks() -> dict[str, str]:
    """Every kind of advice once for each of its hours."""
    return {
        _track_value(track.advice, hours): describe_track(track.advice, hours)
        for track in get_framework().tracks
        for hours in track.hours or (None,)
    }


def _track_value(advice: AdviceType, hours: int | None) -> str:
    return advice.value if hours is None else f"{advice.value}:{hours}"


def _prefill(proposal: AdviceProposal) -> dict[str, Any]:
    """The proposal as a choice; where it leaves the hours open, the consultant still chooses."""
    module = proposal.script_module
    chosen = ""
    if proposal.advice is not None and len(proposal.hours) == 1:
        chosen = _track_value(proposal.advice, proposal.hours[0])
    return {"track": chosen, "script_module": "" if module is None else module.value}


def _write(values: IndicatorValues) -> dict[str, Any]:
    return {
        **{one.value: values.value_of(one) or "" for one in Indicator},
        "in_doubt": values.in_doubt,
    }
