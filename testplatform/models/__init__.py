"""All tables, imported once so that the metadata is complete."""

from testplatform.models import (
    attempts,
    audio,
    audit,
    bookings,
    candidates,
    cut_scores,
    decisions,
    forms,
    items,
    journal,
    languages,
    organisations,
    outbox,
    recordings,
    sittings,
    staff,
)

__all__ = [
    "attempts",
    "audio",
    "audit",
    "bookings",
    "candidates",
    "cut_scores",
    "decisions",
    "forms",
    "items",
    "journal",
    "languages",
    "organisations",
    "outbox",
    "recordings",
    "sittings",
    "staff",
]
