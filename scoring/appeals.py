"""Until which day somebody may object to a decision; the days are data."""

from dataclasses import dataclass
from datetime import date, timedelta

from scoring.documents import DocumentReader


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRule:
    """The days in which an objection is in time; `assumed` without a public source."""

    days: int
    assumed: bool

    def last_day(self, decided_on: date) -> date:
        """Give the last day on which an objection is in time (rule 10.4)."""
        days_left = (date.max - decided_on).days
        return decided_on + timedelta(days=min(self.days, days_left))


def appeal_rule_from_reader(reader: DocumentReader) -> AppealRule:
    """Read the table of an appeal rule; the reader is finished by its owner."""
    return AppealRule(
        days=reader.whole_number("days", minimum=1),
        assumed=reader.flag("assumed", default=False),
    )
