"""What becomes of a text that is in a browser and nowhere else: shown otherwise, or kept."""

from dataclasses import replace

from flask import url_for
from sqlalchemy.orm import Session

from itembank.item_documents import read_item
from scoring.documents import Problem
from testplatform.models.items import ItemVersion
from testplatform.repositories.items import find_newest_version
from testplatform.services.item_editing import FOLLOWED_BY_A_VERSION
from testplatform.web.authoring.building.editor import AS_DOCUMENT, AS_FORM, Typed, open_document
from testplatform.web.authoring.editors.sources import write_json
from testplatform.web.authoring.pages.editor import ClosedView, Deed
from testplatform.web.authoring.wording import ITEM_STATES

COMPARE = "compare"  # show what is typed beside what is stored; nothing is saved


def show_otherwise(typed: Typed, wish: str) -> Typed:
    """What is typed, as a document or in the form of its type, as was asked.

    It stays as it is, with a problem that says why, when the other way cannot show all of it.
    """
    if typed.problems:
        return typed
    if wish == AS_DOCUMENT and typed.source is None:
        return replace(typed, source=write_json(typed.document))
    if wish == AS_FORM and typed.source is not None:
        return _open_in_form(typed)
    return typed


def build_closed_view(session: Session, version: ItemVersion, typed: Typed) -> ClosedView:
    """What somebody reads whose version was submitted, or published, while they wrote in it."""
    newest = find_newest_version(session, version.item_id) or version
    return ClosedView(
        state=ITEM_STATES[version.state].word,
        text=write_json(typed.document) if typed.source is None else typed.source,
        way_on=_find_way_on(newest),
    )


def _open_in_form(typed: Typed) -> Typed:
    _, problems = read_item(typed.document)
    if problems:
        return replace(typed, problems=problems)
    opened = open_document(typed.document, item_type=typed.item_type, programme=typed.programme)
    if opened.source is None:
        return replace(opened, is_unsaved=True)
    return replace(typed, problems=(Problem(field="", message="does not fit in the form"),))


def _find_way_on(newest: ItemVersion) -> Deed | None:
    if newest.state.is_editable:
        return Deed(
            label=f"Vergelijk met het concept van versie {newest.version}",
            value=COMPARE,
            url=url_for("authoring.edit", version_id=newest.id),
        )
    if newest.state in FOLLOWED_BY_A_VERSION:
        return Deed(
            label=f"Begin versie {newest.version + 1} met deze tekst",
            value="next",
            url=url_for("authoring.begin_with", version_id=newest.id),
        )
    return None
