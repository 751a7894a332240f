"""The sentences of the letter with a result, in the candidate's language; each written once."""

from testplatform.catalogues import say as _


def title() -> str:
    return _("Your result")


def sat_on(day: str) -> str:
    return _("You took the test on %(day)s.") % {"day": day}


def corrected() -> str:
    return _(
        "Your points were calculated again, because something in the test was not right. "
        "This result takes the place of the earlier one."
    )


def part(title: str, *, points: str, out_of: str, needed: str) -> str:
    sentence = _("%(part)s: you got %(points)s of %(out_of)s points. You needed %(needed)s.")
    return sentence % {"part": title, "points": points, "out_of": out_of, "needed": needed}


def enough() -> str:
    return _("That is enough.")


def not_enough() -> str:
    return _("That is not enough.")


def every_part() -> str:
    return _("You pass when you have enough points for every part.")


def one_part() -> str:
    return _("You pass when you have enough points for one part.")


def passed() -> str:
    return _("You passed the test.")


def failed() -> str:
    return _("You did not pass the test.")


def again_from(day: str) -> str:
    return _("You can take the test again from %(day)s.") % {"day": day}


def other_questions() -> str:
    return _("The questions will then be other ones.")


def object_until(day: str) -> str:
    return _("Do you not agree? Then you can object until %(day)s.") % {"day": day}


def questions() -> str:
    return _("Do you have questions? Go to your test centre and take this letter with you.")


def translated() -> str:
    return _("This is a translation. The text in Dutch counts.")
