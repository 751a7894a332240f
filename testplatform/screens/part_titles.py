"""The names of the parts of a test in the candidate's language."""

from testplatform.catalogues import say as _


def part_title(code: str) -> str:
    """The title of a part; a part without a translated name goes by its code."""
    titles = {
        "sokkel": _("Values and rules"),
        "praktisch": _("Daily life"),
    }
    return titles.get(code, code)
