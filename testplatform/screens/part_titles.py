"""The names of the parts of a test in the candidate's language."""

from testplatform.catalogues import say as _


def part_title(code: str, *, otherwise: str | None = None) -> str:
    """The title of a part; one without a translated name goes by another, or by its code."""
    titles = {
        "sokkel": _("Values and rules"),
        "praktisch": _("Daily life"),
        "reading": _("Reading"),
        "listening": _("Listening"),
        "writing": _("Writing"),
        "speaking": _("Speaking"),
        "reeksen": _("Series of figures"),
        "matrices": _("Matrices"),
        "indelen": _("Sorting figures"),
    }
    return titles.get(code, otherwise or code)
