"""`testplatform forms …`: publish test forms from bank folders."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from itembank.banks import BankNotValid, load_bank
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.interface_speech import make_tone, request_interface_speech
from testplatform.media import MediaStore
from testplatform.repositories.forms import list_forms
from testplatform.services.publishing import publish_bank
from testplatform.services.read_aloud.requesting import request_form_speech
from testplatform.services.reference_data import load_reference_data
from testplatform.services.verifying import list_differences

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def forms() -> None:
    """Published test forms."""


@forms.command("list")
@with_appcontext
def list_command() -> None:
    """List every published form: code, version, programme, manifest."""
    for form in list_forms(db.session):
        click.echo(f"{form.code}  {form.version}  {form.programme}  {form.manifest_hash}")


@forms.command("verify")
@with_appcontext
def verify() -> None:
    """Compare every published form with its manifest; exit 1 when one is no longer the same."""
    is_whole = True
    for form in list_forms(db.session):
        differences = list_differences(db.session, form)
        is_whole = is_whole and not differences
        click.echo(f"{form.code}  {form.version}  {', '.join(differences) or 'as published'}")
    if not is_whole:
        sys.exit(1)


@forms.command("publish")
@click.argument("folder", type=FOLDER)
@with_appcontext
def publish(folder: Path) -> None:
    """Publish the bank in FOLDER (form.toml, one file per language, media/) and ask for its audio.

    The same content again changes nothing; changed content becomes the next version.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    config: Config = app.extensions["testplatform_config"]
    make_tone(config)
    try:
        bank = load_bank(folder)
    except BankNotValid as problem:
        raise click.ClickException(str(problem)) from problem
    with unit_of_work() as session:
        load_reference_data(session)
        store = MediaStore(config.media_root)
        form = publish_bank(session, bank, folder / "media", store, now=now_utc())
        number = request_form_speech(session, form.id, now=now_utc())
        number += request_interface_speech(app, session, form, now=now_utc())
        click.echo(f"{form.code} version {form.version}; {number} recordings to be made")
