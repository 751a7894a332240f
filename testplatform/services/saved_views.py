"""Searches of the item list that somebody keeps under a name."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.models.items import SavedView

MOST_VIEWS = 20
LONGEST_NAME = 80


def keep_view(session: Session, staff_id: int, *, name: str, query: str) -> bool:
    """Keep a search; the same name again replaces it. Tells whether there was room for it."""
    name = name.strip()[:LONGEST_NAME]
    views = {
        view.name: view
        for view in session.scalars(sa.select(SavedView).where(SavedView.staff_id == staff_id))
    }
    if name in views:
        views[name].query = query
    elif len(views) < MOST_VIEWS:
        session.add(SavedView(staff_id=staff_id, name=name, query=query))
    else:
        return False
    session.flush()
    return True


def remove_view(session: Session, staff_id: int, view_id: int) -> bool:
    """Remove a view of somebody's own; tells whether there was one."""
    view = session.get(SavedView, view_id)
    if view is None or view.staff_id != staff_id:
        return False
    session.delete(view)
    session.flush()
    return True
