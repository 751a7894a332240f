"""The sentences of the candidate's screens, by the English in which they are written."""

import gettext

from testplatform.config import PROJECT_ROOT


class Words:
    """Looks sentences up as the screens do: `words("Part %(number)s of %(total)s", ...)`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = gettext.translation(
            "messages", PROJECT_ROOT / "translations", languages=[language]
        )

    def __call__(self, sentence: str, **values: object) -> str:
        translated = self._catalogue.gettext(sentence)
        return translated % values if values else translated
