"""What somebody wants to correct, checked before it becomes a case; nothing is stored here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.bodies import Scoring
from itembank.corrected_keys import KeyNotSound, read_short_key
from itembank.item_documents import item_from_document
from itembank.programmes import get_programme
from scoring.codes import CorrectionCode
from scoring.corrections import PeriodNotValid
from scoring.errors import ScoringError
from testplatform.errors import PlatformError
from testplatform.models.cut_scores import CutScoreSet as CutScoreSetRow
from testplatform.models.forms import Form
from testplatform.models.items import ItemVersion
from testplatform.models.rescoring import RescoringKind
from testplatform.repositories.rescoring import list_item_versions
from testplatform.services.corrections import (
    StoredCorrection,
    build_item_correction,
    build_replacement,
)
from testplatform.services.rescoring_checks import TableDiffers, check_full_marks

UNNAMED = CorrectionCode("RS-0")
LONGEST_REASON = 2_000
LONGEST_NUMBER = 9  # a database takes no whole number of any length
EARLIEST_YEAR, LATEST_YEAR = 1900, 9000


class Refusal(StrEnum):
    """Why a correction cannot be proposed."""

    FORM_UNKNOWN = "form_unknown"
    ITEM_UNKNOWN = "item_unknown"
    ITEM_AMBIGUOUS = "item_ambiguous"
    ITEM_WITHOUT_KEY = "item_without_key"
    KEY_NOT_SOUND = "key_not_sound"
    CUT_SCORES_UNKNOWN = "cut_scores_unknown"
    ROUTING_STAYS = "routing_stays"
    TABLE_DIFFERS = "table_differs"
    PERIOD_NOT_VALID = "period_not_valid"
    NOT_DECIDABLE = "not_decidable"
    REASON_MISSING = "reason_missing"


@dataclass(eq=False)
class ProposalRefused(PlatformError):
    """A correction that cannot be proposed; `detail` says what, without data about people."""

    refusal: Refusal
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.refusal}: {self.detail}" if self.detail else self.refusal.value


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What somebody asks: `item` is CODE or CODE/VERSION, `cut_scores` CODE/VERSION.

    `key` is written shortly ("b", "a, c") or as the fields of the item in JSON. Without a form the
    item is corrected in every form that has it.
    """

    kind: RescoringKind
    reason: str = ""
    form_code: str | None = None
    item: str | None = None
    key: str | None = None
    cut_scores: str | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedProposal:
    """A correction that can be made, beside the rows it names."""

    new: NewCase
    stored: StoredCorrection
    version: ItemVersion | None = None
    key: Mapping[str, Any] | None = None
    cut_scores: CutScoreSetRow | None = None


def check_proposal(session: Session, new: NewCase, *, today: date) -> CheckedProposal:
    """Find what a proposal names, and make sure that everybody can be decided with it.

    `today` is the day in Brussels on which it is proposed.

    Raises ProposalRefused.
    """
    if new.kind is RescoringKind.CUT_SCORES:
        checked = _check_cut_scores(session, new)
    else:
        checked = _check_item(session, new)
    check_decidable(session, checked.stored, today=today)
    return checked


def check_decidable(session: Session, stored: StoredCorrection, *, today: date) -> None:
    """Make sure that everybody can be decided with it. Raises ProposalRefused."""
    try:
        check_full_marks(session, stored, today=today)
    except TableDiffers as problem:
        raise ProposalRefused(Refusal.TABLE_DIFFERS, str(problem)) from problem
    except ScoringError as problem:
        raise ProposalRefused(Refusal.NOT_DECIDABLE, str(problem)) from problem


def check_reason(reason: str) -> str:
    """The reason as it is kept. Raises ProposalRefused for none, or one that is too long."""
    written = reason.replace("\0", "").strip()
    if not written or len(written) > LONGEST_REASON:
        raise ProposalRefused(Refusal.REASON_MISSING)
    return written


def _check_item(session: Session, new: NewCase) -> CheckedProposal:
    form_code = new.form_code or None
    if form_code is not None and not _is_form(session, form_code):
        raise ProposalRefused(Refusal.FORM_UNKNOWN, form_code)
    version = _find_version(session, new.item or "", form_code)
    item = item_from_document(version.document)
    if item.scoring is not Scoring.KEY:
        raise ProposalRefused(Refusal.ITEM_WITHOUT_KEY, item.code)
    key = _read_key(new.key or "") if new.kind is RescoringKind.WRONG_KEY else None
    try:
        stored = build_item_correction(
            code=UNNAMED, kind=new.kind, version=version, form_code=form_code, key=key
        )
    except KeyNotSound as problem:
        detail = "; ".join(str(one) for one in problem.problems)
        raise ProposalRefused(Refusal.KEY_NOT_SOUND, detail) from problem
    return CheckedProposal(new=new, stored=stored, version=version, key=key)


def _check_cut_scores(session: Session, new: NewCase) -> CheckedProposal:
    row = _find_cut_scores(session, new.cut_scores or "")
    if new.first_day is None or new.last_day is None or not _are_usual(new.first_day, new.last_day):
        raise ProposalRefused(Refusal.PERIOD_NOT_VALID)
    try:
        stored = build_replacement(
            code=UNNAMED, cut_scores=row, first_day=new.first_day, last_day=new.last_day
        )
    except PeriodNotValid as problem:
        raise ProposalRefused(Refusal.PERIOD_NOT_VALID) from problem
    return CheckedProposal(new=new, stored=stored, cut_scores=row)


def _are_usual(*days: date) -> bool:
    """Whether days begin and end at instants that a database can hold."""
    return all(EARLIEST_YEAR <= day.year <= LATEST_YEAR for day in days)


def _is_form(session: Session, code: str) -> bool:
    return session.scalar(sa.select(sa.exists().where(Form.code == code))) or False


def _find_version(session: Session, named: str, form_code: str | None) -> ItemVersion:
    code, _, number = named.strip().partition("/")
    if number and not _is_version(number):
        raise ProposalRefused(Refusal.ITEM_UNKNOWN, named)
    found = list_item_versions(session, code, int(number) if number else None, form_code)
    if not found:
        raise ProposalRefused(Refusal.ITEM_UNKNOWN, named)
    if len(found) > 1:
        choices = ", ".join(f"{code}/{version.version}" for version in found)
        raise ProposalRefused(Refusal.ITEM_AMBIGUOUS, choices)
    return found[0]


def _is_version(number: str) -> bool:
    return number.isdecimal() and len(number) <= LONGEST_NUMBER


def _find_cut_scores(session: Session, named: str) -> CutScoreSetRow:
    code, _, number = named.strip().partition("/")
    query = sa.select(CutScoreSetRow).where(CutScoreSetRow.code == code)
    if _is_version(number):
        query = query.where(CutScoreSetRow.version == int(number))
    found = list(session.scalars(query)) if code else []
    if len(found) != 1 or (number and not _is_version(number)):
        raise ProposalRefused(Refusal.CUT_SCORES_UNKNOWN, named)
    if get_programme(found[0].programme).is_routed:
        raise ProposalRefused(Refusal.ROUTING_STAYS, named)
    return found[0]


def _read_key(text: str) -> dict[str, object]:
    if not text.lstrip().startswith("{"):
        return read_short_key(text)
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ProposalRefused(Refusal.KEY_NOT_SOUND, "is not JSON") from problem
    return dict(fields)
