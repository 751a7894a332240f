"""The forms of these pages: shape and presence, in Dutch. What may be asked is for the services."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField, Form, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from scoring.cefr import Level, rank_of
from scoring.codes import FormCode, PartCode
from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    CutScoreKind,
    CutScoreNotValid,
    CutScoreSet,
    Joining,
    MoreThanPercentage,
    PartCutScore,
    cut_score_to_document,
)
from scoring.explanations import marks_in_dutch
from scoring.marks import Marks
from testplatform.services.cut_score_proposals import LONGEST_TEXT, NewProposal
from testplatform.web.cut_scores.wording import KINDS
from testplatform.web.staff.wording import JOININGS

NUMBER = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,4})?", re.ASCII)
TOO_LONG = Length(max=LONGEST_TEXT, message="Hoogstens 4000 tekens.")
NO_NUMBER = "Schrijf een getal, zoals 80 of 62,5."
LOWEST_LEVEL_MISSING = (
    "Kies bij elk deel met hogere niveaus ook het laagste niveau, lager dan de andere."
)
OUT_OF_RANGE = (
    "Een percentage ligt tussen 0 en 100 en heeft hoogstens twee decimalen; punten zijn meer dan 0."
)


class _Dutch:
    locales: ClassVar[list[str]] = ["nl"]


class ProposalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is not of one part."""

    class Meta(_Dutch):
        pass

    effective_from = DateField(
        "Van kracht vanaf", [InputRequired("Kies een dag.")], description="Ten vroegste morgen."
    )
    joining = SelectField(
        "Om te slagen",
        choices=[SelectChoice(value=one.value, label=said) for one, said in JOININGS.items()],
    )
    reason = TextAreaField(
        "Waarom",
        [InputRequired("Schrijf waarom u dit voorstelt."), TOO_LONG],
        description="Wie erover beslist en wie het later naleest, moet de reden kunnen volgen.",
    )


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What somebody says with a decision."""

    class Meta(_Dutch):
        pass

    comment = TextAreaField("Opmerking (verplicht bij afkeuren)", [TOO_LONG])

    @property
    def text(self) -> str:
        """The comment; empty when there is none."""
        return str(self.comment.data or "")


class CutScoreRow(Form):  # type: ignore[misc]  # WTForms has no types
    """One cut score; an empty value is none."""

    class Meta(_Dutch):
        pass

    kind = SelectField(
        "Soort", choices=[SelectChoice(value=one.value, label=said) for one, said in KINDS.items()]
    )
    value = StringField("Waarde")
    level = SelectField(
        "Niveau",
        choices=[
            SelectChoice(value="", label="geen niveau"),
            *(SelectChoice(value=one.value, label=one.value) for one in Level),
        ],
    )

    @property
    def typed(self) -> str:
        """What stands in the field of the value."""
        return str(self.value.data or "").strip()

    def read_cut_score(self) -> CutScore | None:
        """The cut score; None leaves an error with the field."""
        if not NUMBER.fullmatch(self.typed):
            self.value.errors = [NO_NUMBER]
            return None
        number = Fraction(self.typed.replace(",", "."))
        try:
            return _build(CutScoreKind(self.kind.data), _to_marks(number))
        except (CutScoreNotValid, ValueError):
            self.value.errors = [OUT_OF_RANGE]
            return None

    def read_level(self) -> Level | None:
        return Level(self.level.data) if self.level.data in set(Level) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """A cut score beside the general one, with what it is for."""

    title: str
    row: CutScoreRow
    level: Level | None = None
    form: FormCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFields:
    """The fields of one part: its cut score, and those of higher levels and single forms."""

    part: PartCode
    title: str
    general: CutScoreRow
    levels: tuple[NamedRow, ...]
    forms: tuple[NamedRow, ...]

    @property
    def has_levels(self) -> bool:
        """Whether a higher level has a cut score."""
        return any(one.row.typed for one in self.levels)

    @property
    def has_forms(self) -> bool:
        """Whether a form has a cut score of its own."""
        return any(one.row.typed for one in self.forms)

    def read(self) -> tuple[PartCutScore, ...] | None:
        """The cut scores of the part; None when a field has an error."""
        base = self.general.read_level()
        wanted = [NamedRow(title=self.title, row=self.general, level=base)]
        higher = [one for one in self.levels if one.row.typed]
        wanted += higher
        wanted += [
            NamedRow(title=one.title, row=one.row, level=base, form=one.form)
            for one in self.forms
            if one.row.typed
        ]
        if any(rank_of(one.level) <= rank_of(base) for one in higher) or (higher and not base):
            self.general.level.errors = [LOWEST_LEVEL_MISSING]
            return None
        read = [(one, one.row.read_cut_score()) for one in wanted]
        found = tuple(
            PartCutScore(part=self.part, cut_score=cut_score, level=one.level, form=one.form)
            for one, cut_score in read
            if cut_score is not None
        )
        return found if len(found) == len(read) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFields:
    """Every field of a proposal."""

    main: ProposalForm
    parts: tuple[PartFields, ...]

    def to_command(self, programme: str, moment: str) -> NewProposal | None:
        """What the service asks; None when a field has an error."""
        is_sound = self.main.validate_on_submit()
        parts = [part.read() for part in self.parts]
        if not is_sound or None in parts:
            return None
        return NewProposal(
            programme=programme,
            moment=moment,
            effective_from=self.main.effective_from.data,
            joining=Joining(self.main.joining.data),
            parts=tuple(one for rows in parts for one in rows or ()),
            reason=str(self.main.reason.data),
        )


def build_fields(
    parts: Mapping[PartCode, str], forms: Mapping[FormCode, str], before: CutScoreSet | None
) -> ProposalFields:
    """The fields for the titles of parts and forms, filled in with what is asked before."""
    rows = () if before is None else before.parts
    data = {} if before is None else {"joining": before.joining.value}
    return ProposalFields(
        main=ProposalForm(data=data),
        parts=tuple(
            _build_part(part, title, forms, [one for one in rows if one.part == part])
            for part, title in parts.items()
        ),
    )


def _build_part(
    part: PartCode, title: str, forms: Mapping[FormCode, str], rows: Sequence[PartCutScore]
) -> PartFields:
    general = sorted((one for one in rows if one.form is None), key=_rank)
    base = general[0] if general else None
    higher = {one.level: one for one in general[1:]}
    own = {one.form: one for one in rows if one.form and base and one.level == base.level}
    return PartFields(
        part=part,
        title=title,
        general=_build_row(part, base),
        levels=tuple(
            NamedRow(
                title=f"niveau {level.value}",
                row=_build_row(f"{part}-{level.value}", higher.get(level)),
                level=level,
            )
            for level in list(Level)[1:]
        ),
        forms=tuple(
            NamedRow(title=said, row=_build_row(f"{part}-form-{form}", own.get(form)), form=form)
            for form, said in forms.items()
        ),
    )


def _build_row(name: str, one: PartCutScore | None) -> CutScoreRow:
    sent = request.form if request.method == "POST" else None
    return CutScoreRow(formdata=sent, prefix=f"{name}-", data={} if one is None else _write(one))


def _write(one: PartCutScore) -> dict[str, Any]:
    match one.cut_score:
        case AtLeastPoints(points=value):
            pass
        case AtLeastPercentage(percentage=value) | MoreThanPercentage(percentage=value):
            pass
    return {
        "kind": cut_score_to_document(one.cut_score)["kind"],
        "value": marks_in_dutch(value),
        "level": "" if one.level is None else one.level.value,
    }


def _build(kind: CutScoreKind, value: Marks) -> CutScore:
    match kind:
        case CutScoreKind.AT_LEAST_PERCENTAGE:
            return AtLeastPercentage(percentage=value)
        case CutScoreKind.MORE_THAN_PERCENTAGE:
            return MoreThanPercentage(percentage=value)
        case CutScoreKind.AT_LEAST_POINTS:
            return AtLeastPoints(points=value)


def _to_marks(number: Fraction) -> Marks:
    return number.numerator if number.denominator == 1 else number


def _rank(one: PartCutScore) -> int:
    return 0 if one.level is None else one.level.rank
