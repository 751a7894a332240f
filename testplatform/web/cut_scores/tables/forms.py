"""The form in which other limits are proposed: only numbers, a day and a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import ClassVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField, Form, StringField, TextAreaField
from wtforms.validators import InputRequired

from itembank.scheme_tables import SchemeTable
from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    CutScoreNotValid,
    MoreThanPercentage,
)
from scoring.explanations import marks_in_dutch
from scoring.limits import Limit, list_limits
from scoring.marks import Marks
from testplatform.services.table_proposals import NewTable
from testplatform.web.cut_scores.forms import NO_NUMBER, NUMBER, OUT_OF_RANGE, TOO_LONG
from testplatform.web.cut_scores.tables.wording import (
    describe_group,
    describe_limit,
    describe_value,
)

UNITS: Mapping[type, str] = {
    AtLeastPercentage: "minstens zoveel %",
    MoreThanPercentage: "meer dan zoveel %",
    AtLeastPoints: "minstens zoveel punten",
}


class TableForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is not of one limit."""

    class Meta:
        locales: ClassVar[list[str]] = ["nl"]

    effective_from = DateField(
        "Van kracht vanaf", [InputRequired("Kies een dag.")], description="Ten vroegste morgen."
    )
    reason = TextAreaField(
        "Waarom",
        [InputRequired("Schrijf waarom u dit voorstelt."), TOO_LONG],
        description="Wie erover beslist en wie het later naleest, moet de reden kunnen volgen.",
    )


class LimitRow(Form):  # type: ignore[misc]  # WTForms has no types
    """The number of one limit."""

    class Meta:
        locales: ClassVar[list[str]] = ["nl"]

    value = StringField()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitField:
    """The field of one limit."""

    limit: Limit
    row: LimitRow

    def read(self) -> CutScore | None:
        """The cut score of the same kind; None leaves an error with the field."""
        typed = str(self.row.value.data or "").strip()
        if not NUMBER.fullmatch(typed):
            self.row.value.errors = [NO_NUMBER]
            return None
        number = Fraction(typed.replace(",", "."))
        try:
            return _with_value(
                self.limit.cut_score, number.numerator if number.denominator == 1 else number
            )
        except CutScoreNotValid:
            self.row.value.errors = [OUT_OF_RANGE]
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitGroup:
    """The fields of one skill or stage."""

    title: str
    fields: tuple[LimitField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFields:
    """Every field of a proposal."""

    main: TableForm
    groups: tuple[LimitGroup, ...]

    def to_command(self, programme: str, moment: str) -> NewTable | None:
        """What the service asks; None when a field has an error."""
        is_sound = self.main.validate_on_submit()
        read = [(one.limit.key, one.read()) for group in self.groups for one in group.fields]
        limits = {key: cut_score for key, cut_score in read if cut_score is not None}
        if not is_sound or len(limits) < len(read):
            return None
        return NewTable(
            programme=programme,
            moment=moment,
            effective_from=self.main.effective_from.data,
            limits=limits,
            reason=str(self.main.reason.data),
        )


def build_table_fields(table: SchemeTable) -> TableFields:
    """The fields, filled in with the limits of a table."""
    grouped = groupby(list_limits(table), key=lambda one: one.group)
    return TableFields(
        main=TableForm(),
        groups=tuple(
            LimitGroup(
                title=describe_group(table, group), fields=tuple(_build_fields(table, limits))
            )
            for group, limits in grouped
        ),
    )


def _build_fields(table: SchemeTable, limits: Iterable[Limit]) -> Iterable[LimitField]:
    sent = request.form if request.method == "POST" else None
    for limit in limits:
        value = marks_in_dutch(_value_of(limit.cut_score))
        row = LimitRow(formdata=sent, prefix=f"{limit.key}-", data={"value": value})
        unit = UNITS[type(limit.cut_score)]
        row.value.label.text = f"{describe_limit(table, limit)}, {unit}"
        row.value.description = f"Nu: {describe_value(limit)}."
        yield LimitField(limit=limit, row=row)


def _value_of(cut_score: CutScore) -> Marks:
    return cut_score.points if isinstance(cut_score, AtLeastPoints) else cut_score.percentage


def _with_value(cut_score: CutScore, value: Marks) -> CutScore:
    match cut_score:
        case AtLeastPoints():
            return AtLeastPoints(points=value)
        case AtLeastPercentage():
            return AtLeastPercentage(percentage=value)
        case MoreThanPercentage():
            return MoreThanPercentage(percentage=value)
