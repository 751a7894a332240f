"""Each item of an attempt: the answer, the key of the decision, the stored award, the times."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from itembank.items import Item, source_texts
from scoring.awards import Award as StoredAward
from scoring.awards import Judged, Tally, award_from_document
from scoring.explanations import marks_in_dutch
from testplatform.models.decisions import Decision
from testplatform.repositories.appeals import AnswerTimes, list_answer_times
from testplatform.repositories.decisions import list_awards
from testplatform.repositories.forms import PlannedItem, get_attempt_plan
from testplatform.repositories.journal import fold_journal
from testplatform.services.corrections import StoredCorrection, list_in_force
from testplatform.web.appeals.pages import PartQuestions, QuestionRow
from testplatform.web.staff.dates import format_time
from testplatform.web.staff.wording import describe_judged, describe_part

NOT_COUNTED = "telt niet mee"
NEVER_ANSWERED = "nooit beantwoord"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was stored about an attempt and a decision on it, by item version or ref."""

    answers: Mapping[str, Mapping[str, Any]]
    times: Mapping[str, AnswerTimes]
    awards: Mapping[int, StoredAward]
    newest: Mapping[int, StoredAward]
    corrections: Mapping[int, StoredCorrection]


def build_part_questions(
    session: Session, decision: Decision, newest: Decision
) -> tuple[PartQuestions, ...]:
    """The items part by part, with the marks of a decision and those that the newest changed."""
    attempt = decision.attempt
    plan = get_attempt_plan(session, attempt)
    evidence = Evidence(
        answers=fold_journal(session, attempt.id, attempt.fence).answers,
        times=list_answer_times(session, attempt.id),
        awards=_awards(session, decision),
        newest=_awards(session, newest),
        corrections=_corrections(session, decision),
    )
    numbered = enumerate(plan.scored_items, start=1)
    return tuple(
        PartQuestions(
            title=describe_part(plan.programme.code, part),
            rows=tuple(_row(number, planned, evidence) for number, planned in rows),
        )
        for part, rows in groupby(numbered, key=lambda one: one[1].part)
    )


def _awards(session: Session, decision: Decision) -> dict[int, StoredAward]:
    return {
        row.item_version_id: award_from_document(row.document)
        for row in list_awards(session, decision.id)
    }


def _corrections(session: Session, decision: Decision) -> dict[int, StoredCorrection]:
    """Those with which the decision was made; not every one that was approved since."""
    codes = {one["code"] for one in decision.document["versions"].get("corrections", ())}
    return {
        one.item_version_id: one
        for one in list_in_force(session)
        if one.item_version_id is not None and one.correction.code in codes
    }


def _row(number: int, planned: PlannedItem, evidence: Evidence) -> QuestionRow:
    version = planned.item_version_id
    correction = evidence.corrections.get(version)
    is_key_corrected = correction is not None and correction.is_key_corrected
    item = planned.item
    keyed = correction.item if correction is not None and correction.item is not None else item
    raw = evidence.answers.get(planned.ref, item.body.empty_response())
    award = evidence.awards.get(version)
    marks, now = _describe_marks(award), _describe_marks(evidence.newest.get(version))
    return QuestionRow(
        number=number,
        item=item.code,
        prompt=item.prompt,
        answer=item.body.describe_response(raw, source_texts(item)),
        key=_describe_key(keyed),
        is_key_corrected=is_key_corrected,
        marks=marks,
        marks_now=None if now == marks else now,
        reason="" if award is None else describe_reason(award.reason),
        rule=None if award is None else award.rule.value,
        times=_describe_times(evidence.times.get(planned.ref)),
    )


def describe_reason(reason: Tally | Judged) -> str:
    """Why the marks are what they are, by a key or by assessors."""
    return describe_judged(reason) if isinstance(reason, Judged) else describe_tally(reason)


def describe_tally(tally: Tally) -> str:
    """Why the marks are what they are: "1 juist, 1 fout"; nothing done is said too."""
    counted = ((tally.hits, "juist"), (tally.slips, "fout"), (tally.missed, "niet gedaan"))
    return ", ".join(f"{number} {word}" for number, word in counted if number) or "niets gedaan"


def _describe_key(item: Item) -> tuple[str, ...]:
    """The key; empty where assessors give the marks."""
    right = item.body.correct_response()
    return () if right is None else item.body.describe_response(right, source_texts(item))


def _describe_marks(award: StoredAward | None) -> str:
    if award is None:
        return NOT_COUNTED
    return f"{marks_in_dutch(award.marks)} op {marks_in_dutch(award.out_of)}"


def _describe_times(times: AnswerTimes | None) -> str:
    if times is None:
        return NEVER_ANSWERED
    late = f", waarvan {times.late} te laat" if times.late else ""
    if times.number == 1:
        return f"{format_time(times.first_at)}, één keer{late}"
    first, last = format_time(times.first_at), format_time(times.last_at)
    return f"{first} tot {last}, {times.number} keer{late}"
