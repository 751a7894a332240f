"""`testplatform rescore`: what a correction would change, or a proposal that waits for another."""

import json
from datetime import datetime
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from itembank.languages import get_language
from itembank.timing import brussels_date
from scoring.rescoring import difference_to_document
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.rescoring import RescoringKind, RescoringState
from testplatform.models.staff import RoleName, Staff
from testplatform.repositories.rescoring import list_case_ids
from testplatform.services.rescoring_cases import calculate_case, propose, store_dry_run
from testplatform.services.rescoring_dry_runs import DryRun
from testplatform.services.rescoring_dry_runs import calculate as calculate_dry_run
from testplatform.services.rescoring_proposals import (
    CheckedProposal,
    NewCase,
    ProposalRefused,
    check_proposal,
    check_reason,
)

NEUTRALISED = {"full-marks": RescoringKind.FULL_MARKS, "left-out": RescoringKind.LEFT_OUT}
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("rescore")
@click.option("--form", "form_code", help="The code of a form; without one every form counts.")
@click.option("--item", help="The code of an item, or CODE/VERSION.")
@click.option("--key", help="The right key: the choices, such as b or a,c; or fields as JSON.")
@click.option("--neutralise", type=click.Choice(sorted(NEUTRALISED)))
@click.option("--cut-scores", help="Cut scores, bands or levels: CODE/VERSION.")
@click.option("--from", "first_day", type=DAY, help="The first day of the sittings.")
@click.option("--to", "last_day", type=DAY, help="The last day of the sittings.")
@click.option("--reason", default="", help="Why; needed for a proposal.")
@click.option("--as", "email", help="Which administrator proposes it.")
@click.option("--dry-run", is_flag=True, help="Only say what would change; nothing is stored.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@with_appcontext
def rescore(
    *,
    form_code: str | None,
    item: str | None,
    key: str | None,
    neutralise: str | None,
    cut_scores: str | None,
    first_day: datetime | None,
    last_day: datetime | None,
    reason: str,
    email: str | None,
    dry_run: bool,
    form: str,
) -> None:
    """Say what a correction changes for whom; without --dry-run also propose it.

    A command has no identity: --as names the administrator who proposes. Another one approves on
    the page of the correction.
    """
    new = NewCase(
        kind=_read_kind(key, neutralise, cut_scores),
        reason=reason,
        form_code=form_code,
        item=item,
        key=key,
        cut_scores=cut_scores,
        first_day=None if first_day is None else first_day.date(),
        last_day=None if last_day is None else last_day.date(),
    )
    try:
        case_code, result = (None, _dry_run(new)) if dry_run else _propose(new, email)
    except ProposalRefused as refused:
        raise click.ClickException(str(refused)) from refused
    document = _to_document(case_code, result)
    if form == "json":
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _print(document)


def _read_kind(key: str | None, neutralise: str | None, cut_scores: str | None) -> RescoringKind:
    if sum(given is not None for given in (key, neutralise, cut_scores)) != 1:
        raise click.UsageError("give one of --key, --neutralise and --cut-scores")
    if key is not None:
        return RescoringKind.WRONG_KEY
    return RescoringKind.CUT_SCORES if neutralise is None else NEUTRALISED[neutralise]


def _dry_run(new: NewCase) -> DryRun:
    if list_case_ids(db.session, RescoringState.APPROVED):
        raise click.ClickException("another correction is being written; ask again when it is done")
    return calculate_dry_run(db.session, _check(db.session, new).stored)


def _propose(new: NewCase, email: str | None) -> tuple[str, DryRun]:
    check_reason(new.reason)
    with unit_of_work() as session:
        checked = _check(session, new)
        proposer = _find_administrator(session, email)
        case = propose(session, checked, proposed_by_id=proposer.id, now=now_utc())
        case_id, code = case.id, case.code
    calculated = calculate_case(db.session, case_id)
    db.session.rollback()
    if calculated is None:
        raise click.ClickException(f"{code} is proposed; a worker calculates what it changes")
    with unit_of_work() as session:
        store_dry_run(session, case_id, calculated)
    return code, calculated.dry_run


def _check(session: Session, new: NewCase) -> CheckedProposal:
    return check_proposal(session, new, today=brussels_date(now_utc()))


def _find_administrator(session: Session, email: str | None) -> Staff:
    if email is None:
        raise click.UsageError("--as names the administrator who proposes this")
    found = session.scalars(sa.select(Staff).where(Staff.email == email)).one_or_none()
    if found is None or not found.active or not found.has_role(RoleName.ADMINISTRATOR.value):
        raise click.ClickException(f"{email} is not an administrator")
    return found


def _to_document(case_code: str | None, result: DryRun) -> dict[str, Any]:
    """The same difference that the page shows. Without names: a dossier says enough."""
    return {
        "case": case_code,
        **result.totals.to_document(),
        "changes": [
            {
                "dossier": one.dossier,
                "language": one.language,
                **difference_to_document(one.difference),
            }
            for one in result.changes
        ],
    }


def _print(document: dict[str, Any]) -> None:
    if document["case"] is not None:
        click.echo(f"{document['case']} is proposed; another administrator can approve it")
    click.echo(f"everybody  {_say_tally(document['everybody'])}")
    for tag, tally in document["by_language"].items():
        click.echo(f"{get_language(tag).dutch_name}  {_say_tally(tally)}")
    for reason, number in document["reasons"].items():
        click.echo(f"cannot be decided again: {number}, {reason}")
    for one in document["changes"]:
        parts = "  ".join(
            f"{part['code']} {_say_points(part, 0)} -> {_say_points(part, 1)}"
            for part in one["parts"]
        )
        through = "  through an earlier sitting" if "through_earlier" in one else ""
        before, after = one["outcome"] or map(_say_found, one["found"])
        click.echo(f"{one['dossier']}  {one['language']}  {parts}  {before} -> {after}{through}")


def _say_tally(tally: dict[str, int]) -> str:
    return "  ".join(f"{name.replace('_', ' ')} {number}" for name, number in tally.items())


def _say_found(found: dict[str, Any]) -> str:
    """The band, the modules, or the proof with the levels, where nobody passes or fails."""
    if "band" in found:
        return str(found["band"]["code"])
    if "tracks" in found:
        return ", ".join(f"{one['track']} {one['module']}" for one in found["tracks"])
    levels = (f"{part} {level}" for part, level in found.get("levels", {}).items())
    return ", ".join((found["proof"], *levels))


def _say_points(part: dict[str, Any], place: int) -> str:
    return f"{part['points'][place]}/{part['out_of'][place]}"
