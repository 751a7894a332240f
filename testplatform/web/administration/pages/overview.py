"""The administrator's first page."""

from dataclasses import dataclass

from testplatform.web.administration.pages.audit import AuditRow
from testplatform.web.administration.pages.forms import FormCoverage
from testplatform.web.staff.pages import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """How everything stands."""

    attempts: tuple[Count, ...]
    deliveries: tuple[Count, ...]
    refused_bookings: Count
    coverage: tuple[FormCoverage, ...]
    records: tuple[AuditRow, ...]
