"""`testplatform database …`: the schema."""

import click
from flask.cli import with_appcontext

from testplatform.db import db, unit_of_work
from testplatform.migrating import find_current_revision, find_head_revision, upgrade
from testplatform.services.reference_data import load_reference_data


@click.group()
def database() -> None:
    """Migrate and inspect the database."""


@database.command("upgrade")
@with_appcontext
def upgrade_command() -> None:
    """Bring the schema to the newest revision, and what decides up to the documents."""
    upgrade(db.engine)
    with unit_of_work() as session:
        load_reference_data(session)
    click.echo(f"database at revision {find_current_revision(db.engine)}")


@database.command("status")
@with_appcontext
def status() -> None:
    """Say where the schema is and where it should be."""
    click.echo(f"current {find_current_revision(db.engine)}, newest {find_head_revision()}")
