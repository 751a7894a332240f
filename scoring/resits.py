"""When somebody who did not pass may sit again, and with which form; the days are data."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scoring.codes import FormCode, RuleId
from scoring.documents import DocumentReader


class ResitRefusal(StrEnum):
    """Why a sitting cannot be the resit of the earlier ones."""

    TOO_EARLY = "too_early"
    SAME_FORM = "same_form"

    @property
    def rule(self) -> RuleId:
        """The number of the rule that refuses."""
        return RuleId.RESIT_WAITS if self is ResitRefusal.TOO_EARLY else RuleId.RESIT_FORM


@dataclass(frozen=True, slots=True, kw_only=True)
class ResitRule:
    """The days to wait and whether another form is due; `assumed` without a public source."""

    waiting_days: int
    other_form: bool
    assumed: bool

    def first_day(self, sat_on: date) -> date:
        """Give the first day on which a resit may be sat (rule 10.1)."""
        days_left = (date.max - sat_on).days
        return sat_on + timedelta(days=min(self.waiting_days, days_left))


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSitting:
    """One earlier sitting of the same test by the same candidate."""

    sat_on: date
    form: FormCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ResitAnswer:
    """Whether a resit may take place so, from which day, and with which forms not."""

    first_day: date | None
    used_forms: tuple[FormCode, ...]
    refusals: tuple[ResitRefusal, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.refusals


def weigh_resit(
    rule: ResitRule, earlier: Sequence[EarlierSitting], *, on: date, form: FormCode
) -> ResitAnswer:
    """Tell whether somebody may sit again on that day with that form (rules 10.1 and 10.2).

    Whoever never sat may always sit: that is no resit.
    """
    latest = max((one.sat_on for one in earlier), default=None)
    first_day = None if latest is None else rule.first_day(latest)
    used = tuple(sorted({one.form for one in earlier})) if rule.other_form else ()
    return ResitAnswer(
        first_day=first_day, used_forms=used, refusals=_list_refusals(first_day, used, on, form)
    )


def resit_rule_from_reader(reader: DocumentReader) -> ResitRule:
    """Read the table of a resit rule; the reader is finished by its owner."""
    return ResitRule(
        waiting_days=reader.whole_number("waiting_days"),
        other_form=reader.flag("other_form", default=False),
        assumed=reader.flag("assumed", default=False),
    )


def resit_to_document(rule: ResitRule, sat_on: date) -> dict[str, object]:
    """Write what somebody who did not pass on that day may do next."""
    return {
        "first_day": rule.first_day(sat_on).isoformat(),
        "waiting_days": rule.waiting_days,
        "other_form": rule.other_form,
        "assumed": rule.assumed,
        "rules": {one.value: one.version for one in (RuleId.RESIT_WAITS, RuleId.RESIT_FORM)},
    }


def _list_refusals(
    first_day: date | None, used: Collection[FormCode], on: date, form: FormCode
) -> tuple[ResitRefusal, ...]:
    refusals = []
    if first_day is not None and on < first_day:
        refusals.append(ResitRefusal.TOO_EARLY)
    if form in used:
        refusals.append(ResitRefusal.SAME_FORM)
    return tuple(refusals)
