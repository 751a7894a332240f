"""`testplatform staff …`: people who work with the platform."""

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from flask_security import hash_password

from testplatform.clock import now_utc
from testplatform.db import unit_of_work
from testplatform.extensions import staff_datastore
from testplatform.models.organisations import TestCentre
from testplatform.models.staff import RoleName
from testplatform.services.audit import record_event
from testplatform.services.reference_data import load_reference_data

SHORTEST_PASSWORD = 12


@click.group()
def staff() -> None:
    """Staff members and their roles."""


@staff.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option("--role", type=click.Choice([role.value for role in RoleName]), required=True)
@click.option("--test-centre", help="Code of the only test centre that they work in.")
@click.password_option(help="Asked for when not given.")
@with_appcontext
def add(email: str, name: str, role: str, test_centre: str | None, password: str) -> None:
    """Add a staff member who signs in with EMAIL."""
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(f"a password has at least {SHORTEST_PASSWORD} characters")
    with unit_of_work() as session:
        load_reference_data(session)
        if staff_datastore.find_user(email=email) is not None:
            raise click.ClickException(f"{email} is a staff member already")
        centre = session.scalars(
            sa.select(TestCentre).where(TestCentre.code == test_centre)
        ).one_or_none()
        if test_centre is not None and centre is None:
            raise click.ClickException(f"there is no test centre {test_centre}")
        member = staff_datastore.create_user(
            email=email,
            display_name=name,
            password=hash_password(password),
            roles=[role],
            test_centre=centre,
        )
        session.flush()
        record_event(
            session,
            actor="command",
            action="staff member added",
            subject=f"staff:{member.id}",
            now=now_utc(),
            details={"role": role},
        )
    click.echo(f"added {email} as {role}")


@staff.command("grant")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in RoleName]), required=True)
@with_appcontext
def grant(email: str, role: str) -> None:
    """Give a staff member one more role."""
    with unit_of_work() as session:
        load_reference_data(session)
        member = staff_datastore.find_user(email=email)
        if member is None:
            raise click.ClickException(f"there is no staff member {email}")
        if not staff_datastore.add_role_to_user(member, role):
            raise click.ClickException(f"{email} is {role} already")
        session.flush()
        record_event(
            session,
            actor="command",
            action="role granted",
            subject=f"staff:{member.id}",
            now=now_utc(),
            details={"role": role},
        )
    click.echo(f"{email} is {role} too")
