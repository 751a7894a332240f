"""What somebody answered, in words, beside the marks that the keys give; nothing is decided."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from itembank.items import source_texts
from scoring.explanations import marks_in_dutch
from testplatform.models.attempts import Attempt
from testplatform.repositories.forms import get_attempt_plan
from testplatform.repositories.journal import fold_journal
from testplatform.services.marking import MarkedItem, list_corrections_of, mark_items
from testplatform.services.routed_tests import list_parts_sat
from testplatform.web.administration.pages.attempts import AnswerRow, PartAnswers
from testplatform.web.staff.wording import describe_part


def build_part_answers(session: Session, attempt: Attempt) -> tuple[PartAnswers, ...]:
    """The last counted answer to each item that counts, part by part, in the source language."""
    plan = get_attempt_plan(session, attempt)
    answers = fold_journal(session, attempt.id, attempt.fence).answers
    corrections = list_corrections_of(session, attempt)
    parts = list_parts_sat(session, attempt)
    marked = enumerate(mark_items(plan, answers, corrections, parts=parts), start=1)
    return tuple(
        PartAnswers(
            title=describe_part(attempt.booking.programme, part),
            rows=tuple(_row(number, one, answers) for number, one in rows),
        )
        for part, rows in groupby(marked, key=lambda numbered: numbered[1].planned.part)
    )


def _row(number: int, marked: MarkedItem, answers: Mapping[str, Mapping[str, Any]]) -> AnswerRow:
    item = marked.planned.item
    raw = answers.get(marked.planned.ref, item.body.empty_response())
    award = marked.award
    return AnswerRow(
        number=number,
        item=item.code,
        prompt=item.prompt,
        lines=item.body.describe_response(raw, source_texts(item)),
        marks=None
        if award is None
        else f"{marks_in_dutch(award.marks)} op {marks_in_dutch(award.out_of)}",
    )
