"""`testplatform attempts …`"""

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from sqlalchemy.orm import joinedload

from testplatform.db import db
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking


@click.group()
def attempts() -> None:
    """Look at attempts."""


@attempts.command("list")
@with_appcontext
def list_command() -> None:
    """List every attempt: id, dossier, programme, language, state."""
    rows = db.session.scalars(
        sa.select(Attempt)
        .options(joinedload(Attempt.booking).joinedload(Booking.candidate))
        .order_by(Attempt.id)
    )
    for attempt in rows:
        booking = attempt.booking
        click.echo(
            f"{attempt.public_id}  {booking.candidate.dossier}  {booking.programme}  "
            f"{booking.moment}  {attempt.language}  {attempt.state.value}"
        )
