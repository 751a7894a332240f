"""What the translators' pages share: the way between them, and the choices of their filters."""

from flask import request, url_for
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.items import PRACTICE_PART
from itembank.programmes import list_programmes
from testplatform.repositories.forms import list_forms
from testplatform.repositories.translations import MatrixSearch
from testplatform.services.translating import Translator, translator_of
from testplatform.web.staff.building import build_options
from testplatform.web.staff.pages import Link, Option
from testplatform.web.staff.wording import describe_part
from testplatform.web.translating.searches import list_target_languages

SECTIONS = (
    ("Overzicht van talen", "translating.matrix"),
    ("Vaste termen", "translating.glossary"),
    ("Bestanden uitwisselen", "translating.exchange"),
)


def current_translator() -> Translator:
    """The person at the screen with their roles and languages."""
    return translator_of(current_user)


def build_sections(language: str | None = None) -> tuple[Link, ...]:
    """The pages of this area; the language goes along where a page is about one."""
    return tuple(
        Link(
            label=label,
            url=url_for(endpoint, language=language),
            is_current=request.endpoint == endpoint,
        )
        for label, endpoint in SECTIONS
    )


def build_language_options(chosen: str | None) -> tuple[Option, ...]:
    return build_options({one.tag: one.dutch_name for one in list_target_languages()}, chosen)


def build_programme_options(search: MatrixSearch) -> tuple[Option, ...]:
    return build_options({one.code: one.title for one in list_programmes()}, search.programme)


def build_part_options(search: MatrixSearch) -> tuple[Option, ...]:
    """The parts of the programme, or of all of them."""
    parts = {
        str(part.code): describe_part(programme.code, part.code)
        for programme in list_programmes()
        if search.programme in (None, programme.code)
        for part in programme.parts
    }
    return build_options({**parts, PRACTICE_PART: "oefenvragen"}, search.part)


def build_form_options(session: Session, search: MatrixSearch) -> tuple[Option, ...]:
    labels = {str(form.id): f"{form.title}, versie {form.version}" for form in list_forms(session)}
    return build_options(labels, None if search.form_id is None else str(search.form_id))


def choose_language(translator: Translator) -> str:
    """The language of the address, else the first of somebody's own, else the largest."""
    tags = [one.tag for one in list_target_languages()]
    asked = request.args.get("language", "")
    own = [tag for tag in tags if tag in translator.languages]
    return asked if asked in tags else (own or tags)[0]
