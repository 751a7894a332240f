"""How many items and points the parts of a programme have: in each form, or as it asks them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from itembank.programmes import Programme, get_programme
from scoring.codes import FormCode, PartCode
from scoring.marks import Marks
from testplatform.models.forms import Form
from testplatform.repositories.forms import FormPlan, PlannedItem, get_form_plan, list_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMeasure:
    """The size of one part; `out_of` is None where assessors give marks of their own scale."""

    items: int
    out_of: Marks | None

    @property
    def counts_items(self) -> bool:
        """Whether each item counts for one mark, so that points are items."""
        return self.out_of == self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMeasure:
    """The sizes of the parts of one form; without a code they are those that the programme asks."""

    form: FormCode | None
    version: int | None
    title: str
    parts: Mapping[PartCode, PartMeasure]


def list_form_measures(session: Session, programme_code: str) -> list[FormMeasure]:
    """The newest version of each form that attempts can be made with, by code.

    Without any form, what the programme asks of one.
    """
    programme = get_programme(programme_code)
    forms: dict[str, Form] = {}
    for form in list_forms(session):
        if form.programme == programme.code and form.withdrawn_at is None:
            known = forms.get(form.code)
            if known is None or known.version < form.version:
                forms[form.code] = form
    measures = [
        _measure(get_form_plan(session, forms[code].id), forms[code]) for code in sorted(forms)
    ]
    return measures or [_measure_programme(programme)]


def _measure(plan: FormPlan, form: Form) -> FormMeasure:
    return FormMeasure(
        form=FormCode(form.code),
        version=form.version,
        title=form.title,
        parts={
            part.code: _measure_items([one for one in plan.scored_items if one.part == part.code])
            for part in plan.programme.parts
        },
    )


def _measure_items(planned: Sequence[PlannedItem]) -> PartMeasure:
    return PartMeasure(items=len(planned), out_of=_sum_maxima(planned))


def _sum_maxima(planned: Iterable[PlannedItem]) -> Marks | None:
    total: Marks = 0
    for one in planned:
        award = one.item.body.award(one.item.body.empty_response())
        if award is None:
            return None
        total += award.out_of
    return total


def _measure_programme(programme: Programme) -> FormMeasure:
    return FormMeasure(
        form=None,
        version=None,
        title=programme.title,
        parts={
            part.code: PartMeasure(items=part.items, out_of=part.items) for part in programme.parts
        },
    )
