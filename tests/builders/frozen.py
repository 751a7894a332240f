"""Past the triggers that freeze rows: what somebody with the rights of the owner could do."""

import sqlalchemy as sa
from sqlalchemy.orm import Session


def thaw(session: Session, table: str) -> None:
    """Let the rows of a table be changed, in this database alone."""
    where = f" ON {table}" if session.get_bind().dialect.name == "postgresql" else ""
    session.execute(sa.text(f"DROP TRIGGER frozen_{table}_update{where}"))
