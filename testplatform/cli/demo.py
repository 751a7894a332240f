"""`testplatform demo …`: content to look around with."""

import os
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from itembank.banks import LanguageNotInBank
from testplatform.cli.local import make_local_environment
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.demo import (
    DEMO_STAFF,
    PASSWORD,
    DemoCode,
    check_in_demo_candidates,
    is_demo_loaded,
    keep_todays_bookings,
    load_demo_bookings,
    load_demo_content,
    load_demo_programmes,
)
from testplatform.demo_recordings import make_demo_recordings
from testplatform.interface_speech import make_tone
from testplatform.migrating import upgrade


class LocalCommand(click.Command):
    """A command that makes the local set-up it runs in, where there is none yet."""

    def invoke(self, context: click.Context) -> Any:
        if Config.is_missing(os.environ):
            make_local_environment()
        return super().invoke(context)


@click.group()
def demo() -> None:
    """Demonstration content."""


@demo.command("load", cls=LocalCommand)
@click.option(
    "--language",
    "languages",
    multiple=True,
    envvar="DEMO_LANGUAGES",
    help="Load the form in Dutch and this language only; may be repeated.",
)
@with_appcontext
def load(languages: tuple[str, ...]) -> None:
    """Load staff, the demo form and a sitting of today; run it as often as you like."""
    from testplatform.db import db

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    config: Config = app.extensions["testplatform_config"]
    now = now_utc()
    upgrade(db.engine)
    make_tone(config)
    documents = keep_todays_bookings(config.instance_folder, now)
    try:
        with unit_of_work() as session:
            form_id = load_demo_content(app, session, config, now, languages=languages).id
    except LanguageNotInBank as problem:
        raise click.BadParameter(str(problem), param_hint="--language") from problem
    with unit_of_work() as session:
        codes = load_demo_bookings(
            session, documents, form_id, secret_key=config.secret_key, now=now
        )
    for email, name, _role, _centre in DEMO_STAFF:
        click.echo(f"  staff      {email}  password {PASSWORD}  ({name})")
    for code in codes:
        click.echo(_say_candidate(code))


@demo.command("programmes", cls=LocalCommand)
@with_appcontext
def programmes() -> None:
    """Load a form of COVAAR, CT and NIVO with a candidate each; after `demo load`."""
    from testplatform.db import db

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    config: Config = app.extensions["testplatform_config"]
    now = now_utc()
    if not is_demo_loaded(db.engine):
        raise click.ClickException("Load the demonstration first: testplatform demo load")
    click.echo("The messages of CT are spoken the first time: half a minute.")
    recordings = make_demo_recordings(config)
    with unit_of_work() as session:
        for form in load_demo_programmes(app, session, config, now, recordings=recordings):
            click.echo(f"  form       {form.code}  version {form.version}  ({form.title})")
    with unit_of_work() as session:
        codes = check_in_demo_candidates(session, secret_key=config.secret_key, now=now)
    if recordings is None:
        click.echo("  CT         nothing here speaks Dutch: what is to be heard is on the screen")
    for code in codes:
        click.echo(_say_candidate(code))


def _say_candidate(one: DemoCode) -> str:
    return f"  candidate  code {one.code}  {one.language}  {one.programme}  ({one.name})"
