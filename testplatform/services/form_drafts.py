"""Forms in the making: what is chosen, by rule or by hand, until a form is published."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.assembly import fill_blueprint, make_parallel
from itembank.blueprints import (
    NO_MARKS,
    Blueprint,
    Finding,
    blueprint_from_document,
    blueprint_to_document,
    check_blueprint,
    empty_blueprint,
)
from itembank.forms import Stakes
from itembank.items import PRACTICE_PART, ItemCode
from itembank.placing import list_sat_marks
from itembank.programmes import get_programme
from scoring.codes import PartCode
from scoring.marks import Marks
from testplatform.errors import PlatformError
from testplatform.models.forms import Form, FormDraft
from testplatform.repositories.cut_scores import list_tables
from testplatform.repositories.forms import PlannedSegment
from testplatform.repositories.pools import StoredPool, load_pool
from testplatform.services.audit import record_event
from testplatform.services.form_audio import list_spoken, request_audio
from testplatform.services.freezing import (
    FormPlace,
    FormToFreeze,
    freeze_form,
    read_spoken_items,
)
from testplatform.services.read_aloud.requesting import request_form_speech

Change = Callable[[Session, FormDraft, Blueprint], Blueprint]


class FormCodeTaken(PlatformError):
    """Another form in the making has this code."""


class DraftChanged(PlatformError):
    """Somebody else changed the draft since this page was opened."""


@dataclass(eq=False)
class FormNotReady(PlatformError):
    """The blueprint has flaws; nothing was published."""

    findings: tuple[Finding, ...]


class MomentMissing(PlatformError):
    """A form of a programme with tests apart is for one of them; nothing was published."""


@dataclass(eq=False)
class ItemNotInPool(PlatformError):
    """No approved item of this programme and part has the code."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft:
    """What somebody begins a form with."""

    code: str
    programme: str
    title: str
    stakes: Stakes = Stakes.HIGH


def list_drafts(session: Session) -> list[FormDraft]:
    """Every form in the making, the last changed first."""
    return list(
        session.scalars(sa.select(FormDraft).order_by(FormDraft.updated_at.desc(), FormDraft.id))
    )


def read_blueprint(draft: FormDraft) -> Blueprint:
    return blueprint_from_document(draft.document)


def create_draft(
    session: Session, new: NewDraft, *, author_id: int, now: datetime, blueprint: Blueprint | None
) -> FormDraft:
    """Begin a form; without a blueprint it has the parts of its programme and nothing else.

    Raises FormCodeTaken.
    """
    if session.scalar(sa.select(FormDraft.id).where(FormDraft.code == new.code)) is not None:
        raise FormCodeTaken
    draft = FormDraft(
        code=new.code,
        programme=new.programme,
        title=new.title,
        stakes=new.stakes,
        document=blueprint_to_document(blueprint or empty_blueprint(get_programme(new.programme))),
        edits=0,
        author_id=author_id,
        updated_at=now,
    )
    session.add(draft)
    session.flush()
    _record(session, draft, "form draft begun", author_id, now)
    return draft


def change_draft(
    session: Session, draft_id: int, change: Change, *, edits: int, now: datetime
) -> FormDraft:
    """Change the blueprint of a draft that nobody else changed meanwhile.

    Raises DraftChanged.
    """
    draft = session.get_one(FormDraft, draft_id, with_for_update=True)
    if draft.edits != edits:
        raise DraftChanged
    draft.document = blueprint_to_document(change(session, draft, read_blueprint(draft)))
    draft.edits += 1
    draft.updated_at = now
    session.flush()
    return draft


def fill_by_rule(session: Session, draft: FormDraft, blueprint: Blueprint) -> Blueprint:
    """Choose by rule what was not chosen by hand.

    Raises NotEnoughItems.
    """
    stored = load_pool(session, draft.programme)
    return fill_blueprint(
        blueprint,
        get_programme(draft.programme),
        stored.pool,
        seed=secrets.token_hex(8),
        marks=list_wanted_marks(session, draft.programme),
    )


def find_in_pool(session: Session, draft: FormDraft, part: str, code: str) -> ItemCode:
    """The code of an item that can be chosen for a part.

    Raises ItemNotInPool.
    """
    item = load_pool(session, draft.programme).pool.get(ItemCode(code))
    if item is None or item.part != part:
        raise ItemNotInPool(code)
    return item.code


def copy_parallel(
    session: Session, draft: FormDraft, *, author_id: int, now: datetime
) -> FormDraft:
    """Begin a parallel form: the same rules, other items as far as the bank has them.

    Raises NotEnoughItems, FormCodeTaken.
    """
    blueprint = read_blueprint(draft)
    pool = load_pool(session, draft.programme).pool
    programme = get_programme(draft.programme)
    (parallel,) = make_parallel(
        blueprint,
        programme,
        pool,
        number=1,
        seed=secrets.token_hex(8),
        marks=list_wanted_marks(session, draft.programme),
    )
    new = NewDraft(
        code=_free_code(session, draft.code),
        programme=draft.programme,
        title=draft.title,
        stakes=draft.stakes,
    )
    return create_draft(session, new, author_id=author_id, now=now, blueprint=parallel)


def check_draft(
    draft: FormDraft, stored: StoredPool, marks: Mapping[PartCode, Marks]
) -> tuple[Finding, ...]:
    """Everything that keeps a draft from being published; `marks` are those that parts need."""
    return check_blueprint(
        read_blueprint(draft),
        get_programme(draft.programme),
        stored.pool,
        marks=marks,
    )


def list_wanted_marks(session: Session, programme: str) -> Mapping[PartCode, Marks]:
    """The marks that parts must be out of: those of the newest routing, where tests are routed."""
    if not get_programme(programme).is_routed:
        return NO_MARKS
    return list_sat_marks(list_tables(session, programme).routings[-1])


def list_draft_audio(
    session: Session, draft: FormDraft, stored: StoredPool
) -> dict[str, list[PlannedSegment]]:
    """What a draft would read aloud, by language; items that are not available are left out."""
    return list_spoken(read_spoken_items(session, _list_places(draft, stored)))


def request_draft_audio(session: Session, draft: FormDraft, *, now: datetime) -> int:
    """Ask for the voices of a draft before it is published; returns how many texts are new."""
    stored = load_pool(session, draft.programme)
    spoken = list_draft_audio(session, draft, stored)
    return request_audio(session, spoken, stakes=draft.stakes, now=now)


def publish_draft(
    session: Session,
    draft_id: int,
    *,
    edits: int,
    actor_id: int,
    now: datetime,
    moment: str | None = None,
) -> Form:
    """Publish a draft as the next version of its form, and ask for its voices.

    `moment` is the test that it is for, where the programme has tests apart. Raises FormNotReady
    with the flaws, MomentMissing, DraftChanged. The draft stays, for the next version.
    """
    draft = session.get_one(FormDraft, draft_id, with_for_update=True)
    if draft.edits != edits:
        raise DraftChanged
    stored = load_pool(session, draft.programme)
    findings = check_draft(draft, stored, list_wanted_marks(session, draft.programme))
    if findings:
        raise FormNotReady(findings)
    _check_moment(draft, moment)
    to_freeze = replace(_to_freeze(draft, stored), moment=moment)
    form = freeze_form(session, to_freeze, published_by_id=actor_id, now=now)
    request_form_speech(session, form.id, now=now)
    return form


def _check_moment(draft: FormDraft, moment: str | None) -> None:
    programme = get_programme(draft.programme)
    known = [one.code for one in programme.moments] if programme.has_tests_apart else [None]
    if moment not in known:
        raise MomentMissing


def withdraw_form(session: Session, form_id: int, *, actor_id: int, now: datetime) -> None:
    """Make no new attempts with a form; those that there are go on with it. Twice is once."""
    form = session.get_one(Form, form_id, with_for_update=True)
    if form.withdrawn_at is not None:
        return
    form.withdrawn_at = now
    record_event(
        session,
        actor=f"staff:{actor_id}",
        action="form withdrawn",
        subject=f"form:{form.id}",
        now=now,
        details={"code": form.code, "version": form.version},
    )


def restore_form(session: Session, form_id: int, *, actor_id: int, now: datetime) -> None:
    """Let new attempts be made with a form again. Twice is once."""
    form = session.get_one(Form, form_id, with_for_update=True)
    if form.withdrawn_at is None:
        return
    form.withdrawn_at = None
    record_event(
        session,
        actor=f"staff:{actor_id}",
        action="form restored",
        subject=f"form:{form.id}",
        now=now,
        details={"code": form.code, "version": form.version},
    )


def _to_freeze(draft: FormDraft, stored: StoredPool) -> FormToFreeze:
    blueprint = read_blueprint(draft)
    return FormToFreeze(
        code=draft.code,
        programme=draft.programme,
        title=draft.title,
        stakes=draft.stakes,
        places=_list_places(draft, stored),
        shuffles_items=blueprint.shuffles_items,
        shuffles_options=blueprint.shuffles_options,
    )


def _list_places(draft: FormDraft, stored: StoredPool) -> list[FormPlace]:
    blueprint = read_blueprint(draft)
    places = [(PRACTICE_PART, code) for code in blueprint.practice]
    places += [(part.code, code) for part in blueprint.parts for code in part.items]
    return [
        FormPlace(part=part, version=stored.versions[code])
        for part, code in places
        if code in stored.versions
    ]


def _free_code(session: Session, code: str) -> str:
    taken = set(session.scalars(sa.select(FormDraft.code)))
    return next(
        candidate for number in range(2, 1000) if (candidate := f"{code}-{number}") not in taken
    )


def _record(session: Session, draft: FormDraft, action: str, actor_id: int, now: datetime) -> None:
    record_event(
        session,
        actor=f"staff:{actor_id}",
        action=action,
        subject=f"form-draft:{draft.id}",
        now=now,
        details={"code": draft.code},
    )
