"""The message catalogues of the screens, found by the tag of their course language.

Babel finds a catalogue by its locale; it has none for Dari and Moroccan Arabic, and other names
for Kurdish and Tagalog. The locale itself stays Dutch: only staff pages write dates its way.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from babel.support import NullTranslations, Translations
from flask import g
from flask_babel import Babel, Domain, gettext

from testplatform.config import PROJECT_ROOT

DEFAULT_LANGUAGE = "nl"
CATALOGUES = PROJECT_ROOT / "translations"


def say(message: str) -> str:
    """A sentence in the language of this request (imported as `_`, so that it is extracted)."""
    return str(gettext(message))


def use_language(tag: str) -> None:
    """Let the rest of this request speak the language."""
    g.interface_language = tag


def current_language() -> str:
    """The language chosen for this request; Dutch where nobody chose."""
    tag: str = g.get("interface_language", DEFAULT_LANGUAGE)
    return tag


def has_catalogue(tag: str) -> bool:
    """Whether somebody translated the screens into a language; else they have English sentences."""
    return (CATALOGUES / tag).is_dir()


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Let what happens inside speak the language."""
    before = current_language()
    use_language(tag)
    try:
        yield
    finally:
        use_language(before)


class CourseCatalogues(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """The catalogues of a folder; a language without one has the sentences of the templates."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the current language, read once."""
        [folder] = self.translation_directories
        place = (folder, current_language())
        if place not in self.cache:
            self.cache[place] = Translations.load(folder, [place[1]], self.domain[0])
        catalogue: NullTranslations = self.cache[place]
        return catalogue


class CourseBabel(Babel):  # type: ignore[misc]  # the same
    """Babel that looks for sentences in the catalogues of course languages."""

    domain_instance = CourseCatalogues()
