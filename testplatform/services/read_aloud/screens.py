"""The candidate's own screens as texts to be heard: of no form, and counted with every form."""

from functools import cache

from itembank.languages import get_language, is_signed
from itembank.translations import SOURCE_LANGUAGE
from testplatform.catalogues import has_catalogue, in_language
from testplatform.repositories.forms import PlannedSegment, hash_text
from testplatform.screens.spoken_texts import list_spoken_texts

SCREENS = "screens"
"""Where a sentence of the screens stands, in the place of an item of a form."""


@cache
def list_screen_segments(language: str) -> tuple[PlannedSegment, ...]:
    """The name of a language and every sentence of the screens in it, in the order of the test.

    Nothing where nobody translated the screens, or where they are read: of a sign language, in
    that of the source. Needs an application context the first time.
    """
    if is_signed(language) or not has_catalogue(language):
        return ()
    with in_language(language):
        texts = [get_language(language).own_name, *list_spoken_texts()]
    return tuple(
        PlannedSegment(ref=SCREENS, segment_id=SCREENS, text=text, text_hash=hash_text(text))
        for text in dict.fromkeys(texts)
    )


def count_screen_segments(language: str) -> int:
    """How many sentences of the screens are to be heard in a language, translated or not."""
    if is_signed(language):
        return 0
    return len(list_screen_segments(language) or list_screen_segments(SOURCE_LANGUAGE))


def is_of_screens(text_hash: str, language: str) -> bool:
    """Whether a text is one that everybody sees on the screens, and no exam content."""
    return any(one.text_hash == text_hash for one in list_screen_segments(language))
