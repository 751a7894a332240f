"""The way between the pages where native reviewers and translators look after voices."""

from flask import request, url_for

from itembank.languages import Language, LanguageTag, UnknownLanguage, get_language, list_languages
from testplatform.services.translating import Translator
from testplatform.web.access import Access, has_access
from testplatform.web.staff.building import build_options
from testplatform.web.staff.pages import Link, Option

SECTIONS = (
    ("Stemmen nakijken", "read_aloud_reviewing.overview", Access.NATIVE_REVIEW),
    ("Woorden", "read_aloud_words.lexicon", Access.TRANSLATION),
    ("Hele teksten", "read_aloud_words.spoken_forms", Access.TRANSLATION),
)


def build_sections(language: str | None = None) -> tuple[Link, ...]:
    """The pages that the person at the screen may see; the language goes along."""
    return tuple(
        Link(
            label=label,
            url=url_for(endpoint, language=language),
            is_current=request.endpoint == endpoint,
        )
        for label, endpoint, level in SECTIONS
        if has_access(level)
    )


def list_spoken_languages(translator: Translator) -> tuple[Language, ...]:
    """The languages that are read aloud from text, somebody's own first."""
    written = [one for one in list_languages() if one.has_text]
    return tuple(sorted(written, key=lambda one: one.tag not in translator.languages))


def find_spoken_language(tag: str) -> LanguageTag | None:
    """The language with that tag, when it has text."""
    try:
        language = get_language(tag)
    except UnknownLanguage:
        return None
    return language.tag if language.has_text else None


def choose_language(translator: Translator) -> LanguageTag:
    """The language of the address, else the first of somebody's own, else the largest."""
    asked = find_spoken_language(request.args.get("language", ""))
    return asked or list_spoken_languages(translator)[0].tag


def build_language_options(translator: Translator, chosen: str) -> tuple[Option, ...]:
    """Every language that is read aloud, somebody's own first."""
    return build_options(
        {one.tag: one.dutch_name for one in list_spoken_languages(translator)}, chosen
    )
