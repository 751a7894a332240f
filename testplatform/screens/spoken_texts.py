"""The sentences of the candidate's screens that are read aloud, each written once.

They are the templates' own sentences (Flask-Babel msgids); `list_spoken_texts` says which audio is
to be made.
"""

from testplatform.catalogues import say as _
from testplatform.screens.spoken_screens import list_screen_texts


def code_instruction() -> str:
    return _("You get a code with 8 numbers. Type the numbers here.")


def code_unreadable() -> str:
    return _("A code has 8 numbers.")


def unknown_code() -> str:
    return _("This code does not exist. Look at the numbers again.")


def used_code() -> str:
    return _("This test is finished already. Raise your hand.")


def confirm_instruction() -> str:
    return _("Look at the name. Is this your name?")


def not_me() -> str:
    return _("Raise your hand. Somebody will help you with the right code.")


def sound_instruction() -> str:
    return _("Put on your headphones. Press the button and listen.")


def sound_question() -> str:
    return _("Do you hear it well? Not too soft, not too loud?")


def sound_help() -> str:
    return _("Raise your hand. Somebody will help you with the sound. Then try again.")


def practice_ready() -> str:
    return _("Are you ready? The time does not start yet.")


def done_result() -> str:
    return _("You do not see your result here. You will hear it from the person who guides you.")


def practice_instruction() -> str:
    return _("This is only to try. Choose an answer. You get no points.")


def done_instruction() -> str:
    return _("The test is finished. You can take off your headphones.")


def sitting_not_open() -> str:
    return _("The test is not open yet. Wait a moment.")


def sitting_over() -> str:
    return _("This test is closed. Raise your hand.")


def too_many_codes() -> str:
    return _("Too many wrong codes. Wait a minute, then try again.")


def other_device() -> str:
    return _("This test goes on on another device")


def no_sitting() -> str:
    return _("Your answers stay on this device. Raise your hand if you do not have your code.")


_SPOKEN = (
    code_instruction,
    code_unreadable,
    unknown_code,
    used_code,
    confirm_instruction,
    not_me,
    sound_instruction,
    sound_question,
    sound_help,
    practice_instruction,
    practice_ready,
    done_instruction,
    done_result,
    sitting_not_open,
    sitting_over,
    too_many_codes,
    other_device,
    no_sitting,
)


def list_spoken_texts() -> tuple[str, ...]:
    """Every spoken sentence in the language of the current locale, each once."""
    return tuple(dict.fromkeys((*(text() for text in _SPOKEN), *list_screen_texts())))
