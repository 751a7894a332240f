"""`testplatform outbox …`"""

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from testplatform.db import db
from testplatform.models.outbox import OutboxMessage


@click.group()
def outbox() -> None:
    """Look at what the client-tracking system must still hear."""


@outbox.command("list")
@with_appcontext
def list_command() -> None:
    """List every message: id, result, state, tries, problem."""
    rows = db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
    for message in rows:
        click.echo(
            f"{message.id}  {message.document['result']}  {message.state.value}  "
            f"{message.tries}  {message.problem or '-'}"
        )
