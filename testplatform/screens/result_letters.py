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


def nobody_passes() -> str:
    return _("Nobody passes or fails this test. A consultant uses the result to advise you.")


def points(part: str, *, points: str, out_of: str) -> str:
    sentence = _("%(part)s: you got %(points)s of %(out_of)s points.")
    return sentence % {"part": part, "points": points, "out_of": out_of}


def points_together(points: str, *, out_of: str) -> str:
    sentence = _("Together you got %(points)s of %(out_of)s points.")
    return sentence % {"points": points, "out_of": out_of}


def band(code: str, *, otherwise: str) -> str:
    """A band by its code; one without a translated name goes by the name that it has."""
    names = {
        "very_low": _("very low"),
        "low": _("low"),
        "average": _("average"),
        "high": _("high"),
    }
    return _("Your result is: %(band)s.") % {"band": names.get(code, otherwise)}


def level(part: str, level: str) -> str:
    return _("%(part)s: you have level %(level)s.") % {"part": part, "level": level}


def no_level(part: str) -> str:
    return _("%(part)s: you have no level yet.") % {"part": part}


def level_needed(part: str, level: str) -> str:
    return _("For %(part)s you need level %(level)s.") % {"part": part, "level": level}


def level_reached() -> str:
    return _("You have that.")


def level_not_reached() -> str:
    return _("You do not have that.")


def part_not_taken() -> str:
    return _("You have not done this part yet.")


def certificate() -> str:
    return _("You have every level that you need. You get a certificate.")


def statement() -> str:
    return _("You get a statement of your level. That is not a certificate yet.")


def parts_again(parts: str) -> str:
    return _("You can do again: %(parts)s.") % {"parts": parts}


def chance(middle: int, *, low: int, high: int) -> str:
    sentence = _(
        "The chance that you reach the level is about %(middle)s in 100. "
        "It lies between %(low)s and %(high)s in 100."
    )
    return sentence % {"middle": middle, "low": low, "high": high}


def estimate() -> str:
    return _("This is an estimate. It is not a certificate.")


def module_of_speaking(module: str, level: str) -> str:
    sentence = _("Speaking and listening: you start in module %(module)s (level %(level)s).")
    return sentence % {"module": module, "level": level}


def module_of_writing(module: str, level: str) -> str:
    sentence = _("Reading and writing: you start in module %(module)s (level %(level)s).")
    return sentence % {"module": module, "level": level}


def no_certificate() -> str:
    return _("The place in a module is not a certificate of your level.")


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
