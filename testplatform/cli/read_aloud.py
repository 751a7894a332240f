"""`testplatform read-aloud …`: how much of a form can be heard, and making what is missing."""

import json
import sys
import time
from collections.abc import Collection, Sequence

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from itembank.readaloud import SpeechCoverage
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.interface_speech import request_interface_speech
from testplatform.models.forms import Form
from testplatform.repositories.forms import find_newest_version_of_form, get_form_plan
from testplatform.services.read_aloud.coverage import list_form_coverage
from testplatform.services.read_aloud.making import (
    BuiltSpeech,
    WantedSpeech,
    claim_wanted,
    render_together,
    settle_claims,
)
from testplatform.services.read_aloud.production import (
    Requested,
    TextState,
    list_wanted_keys,
    list_whole_progress,
    request_production,
)
from testplatform.speech.store import AudioStore
from testplatform.speech.synthesis import SpeechUnavailable

UNKNOWN = 2
SECONDS_BETWEEN_LOOKS = 0.5
FORMATS = click.Choice(["json", "text"])
COLUMNS = ("segments", "missing", "stale", "made", "approved", "human")


@click.group("read-aloud")
def read_aloud() -> None:
    """The voices of forms."""


@read_aloud.command("coverage")
@click.option("--form", "code", required=True, help="The code of a form; its newest version.")
@click.option("--format", "style", type=FORMATS, default="text", show_default=True)
@with_appcontext
def coverage(code: str, style: str) -> None:
    """Count the segments of a form that can be heard, per language; exit 2 for an unknown form."""
    form = _get_form(code, style)
    found = list_form_coverage(db.session, form.id)
    if style == "json":
        document = {"form": code, "languages": [_to_document(one) for one in found]}
        click.echo(json.dumps(document, indent=2))
        return
    click.echo(f"{code} version {form.version}")
    click.echo("".join(f"{name:>10}" for name in ("language", *COLUMNS, "releasable")))
    for one in found:
        numbers = "".join(f"{getattr(one, name):>10}" for name in COLUMNS)
        click.echo(f"{one.language:>10}{numbers}{'yes' if one.is_releasable else 'no':>10}")


@read_aloud.command("produce")
@click.option("--form", "code", required=True, help="The code of a form; its newest version.")
@click.option("--language", help="Only this language.")
@click.option("--wait", "is_made_here", is_flag=True, help="Make it here and show how far it is.")
@with_appcontext
def produce(code: str, language: str | None, *, is_made_here: bool) -> None:
    """Ask for the audio of a form that is missing or has changed, and for that of the screens.

    The audio worker makes it; with --wait this command makes it itself. Interrupted, what
    was made is kept and the next time goes on from there. Exit 1 when something was refused or
    could not be made.
    """
    form = _get_form(code, "text")
    languages = _list_languages(form, language)
    requested = _request(form, languages)
    click.echo(f"{code} version {form.version}; {requested.number} recordings to be made")
    for tag in requested.unavailable:
        click.echo(f"{tag}: the engine is not there now", err=True)
    is_whole = not requested.unavailable
    if is_made_here:
        is_whole = _make(form, languages) and is_whole
    if not is_whole:
        sys.exit(1)


def _get_form(code: str, style: str) -> Form:
    form = find_newest_version_of_form(db.session, code)
    if form is None:
        message = f"no form has the code {code}"
        if style == "json":
            click.echo(json.dumps({"error": message}))
        else:
            click.echo(f"Error: {message}", err=True)
        sys.exit(UNKNOWN)
    return form


def _list_languages(form: Form, language: str | None) -> tuple[str, ...]:
    languages = get_form_plan(db.session, form.id).languages
    if language is None:
        return languages
    if language not in languages:
        click.echo(f"Error: {form.code} does not have the texts of {language}", err=True)
        sys.exit(UNKNOWN)
    return (language,)


def _request(form: Form, languages: Collection[str]) -> Requested:
    """The texts of the form; those of the screens too, where their engine is there."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with unit_of_work() as session:
        requested = request_production(
            session, form.id, languages=languages, actor="command", now=now_utc()
        )
        if not requested.unavailable:
            _request_interface(app, session, form)
    return requested


def _request_interface(app: Flask, session: Session, form: Form) -> None:
    try:
        request_interface_speech(app, session, form, now=now_utc())
    except SpeechUnavailable as problem:
        click.echo(f"the screens: {problem}", err=True)


def _make(form: Form, languages: Sequence[str]) -> bool:
    """Make what is wanted and say what became of it; False when something cannot be heard."""
    began = now_utc()
    made = 0
    try:
        for tag in languages:
            made += _make_language(form, tag)
    except KeyboardInterrupt:
        click.echo(f"stopped; {made} recordings and what came after them are kept", err=True)
        raise
    seconds = (now_utc() - began).total_seconds()
    click.echo(f"{made} recordings made in {seconds:.1f} s")
    return _tell_what_is_not_heard(form, languages)


def _make_language(form: Form, language: str) -> int:
    """Make a batch at a time until nothing is left that can be made now; returns how many."""
    config: Config = current_app.extensions["testplatform_config"]
    store = AudioStore(config.media_root)
    keys = list_wanted_keys(db.session, form.id, language, now=now_utc())
    done = made = 0
    while built := _make_batch(keys, store):
        done += len(built)
        made += sum(one.sha256 is not None for one in built)
        click.echo(f"{language}: {done} of {len(keys)}")
    _wait_for_others(form, language)
    return made


def _make_batch(keys: Collection[str], store: AudioStore) -> list[BuiltSpeech]:
    """Make some of what is wanted; an interruption keeps what was made and gives back the rest."""
    wanted: list[WantedSpeech] = []
    built: list[BuiltSpeech] = []
    is_whole = False
    try:
        with unit_of_work() as session:
            wanted += claim_wanted(session, now=now_utc(), only=keys)
        render_together(wanted, store, built)
        is_whole = True
    finally:
        # The signal that stops this process may have stopped the engines of it as well.
        kept = built if is_whole else [one for one in built if one.sha256 is not None]
        with unit_of_work() as session:
            settle_claims(session, wanted, kept, now=now_utc())
    return built


def _wait_for_others(form: Form, language: str) -> None:
    """Another worker may be at some of it: then the summary waits for that worker."""
    while any(
        one.state is TextState.MAKING
        for one in list_whole_progress(db.session, form.id, language, now=now_utc())
    ):
        db.session.rollback()
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _tell_what_is_not_heard(form: Form, languages: Sequence[str]) -> bool:
    is_whole = True
    for tag in languages:
        for one in list_whole_progress(db.session, form.id, tag, now=now_utc()):
            if one.state in (TextState.REFUSED, TextState.PROBLEM, TextState.WANTED):
                is_whole = False
                click.echo(f"{tag}: {one.state.value}: {one.text[:60]!r}: {one.reason}", err=True)
    return is_whole


def _to_document(one: SpeechCoverage) -> dict[str, str | int | bool]:
    return {
        "tag": one.language,
        **{name: getattr(one, name) for name in COLUMNS},
        "releasable": one.is_releasable,
    }
