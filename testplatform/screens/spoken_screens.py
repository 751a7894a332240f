"""Every other sentence, heading and button that a candidate can see, so that it can be heard too.

They are the templates' own sentences; `tests/integration/web/test_spoken_texts.py` compares. What
holds a number that changes cannot be recorded beforehand: only the warnings of the clock are, for
the minutes of the programmes.
"""

from itembank.programmes import list_programmes
from testplatform.catalogues import say as _
from testplatform.screens.part_titles import part_title

DIGITS = tuple("0123456789")
"""The keys of the code, as they stand on them: every language says them its own way."""


def list_screen_texts() -> tuple[str, ...]:
    """Every one of them in the language of the current locale; some are the same word."""
    return (
        *_list_entrance(),
        *_list_test(),
        *_list_notices(),
        *_list_item_texts(),
        *_list_parts(),
        *DIGITS,
    )


def minutes_left(number: int) -> str:
    """What the clock says at a warning."""
    return _("Minutes left: %(number)s") % {"number": number}


def _list_entrance() -> tuple[str, ...]:
    return (
        _("Choose your language"),
        _("Choose another language"),
        _("Touch the screen to listen."),
        _("Type your code"),
        _("Type your code again"),
        _("Your code"),
        _("Go on"),
        _("Is this you?"),
        _("Yes, this is me"),
        _("No, this is not me"),
        _("Try the sound"),
        _("Play a sound"),
        _("Play a voice"),
        _("Softer"),
        _("Louder"),
        _("I hear it"),
        _("I do not hear it"),
        _("Try one question"),
        _("You chose:"),
        _("Go to the test"),
        _("Your answers have been received"),
        _("Leave"),
        _("Wait a moment"),
    )


def _list_test() -> tuple[str, ...]:
    return (
        _("Your test is being made ready"),
        _("Wait a moment. All questions are being put on this device."),
        _("When you press the button, the time starts."),
        _("Start"),
        _("Back"),
        _("Next"),
        _("Listen to everything"),
        _("Listen again"),
        _("Slower"),
        _("Normal"),
        _("Faster"),
        _("Look at it later"),
        _("All questions"),
        _("All questions have an answer."),
        _("Some questions have no answer yet."),
        _("Answered"),
        _("Open"),
        _("To read"),
        _("Later"),
        _("Information"),
        _("Back to the question"),
        _("Hand in the test"),
        _("Hand in the test?"),
        _("After this you can not change your answers."),
        _("No, go back"),
        _("Yes, hand in"),
        _("Your answers stay on this device. The test goes on by itself."),
        _("Hide the time"),
        _("Show the time"),
    )


def _list_notices() -> tuple[str, ...]:
    return (
        _("The time is up."),
        _("Less than 1 minute left"),
        _("Your answers are being sent"),
        _("Keep this device on."),
        _("Saving…"),
        _("Saved"),
        _("Saved on this device"),
        _("No network: your answers are safe on this device"),
        _("Not saved yet. Sending…"),
        _("No network, and this device can not keep your answers. Raise your hand."),
        _("The network is back."),
        _("This device can not keep answers. They are sent at once."),
        _("One answer could not be taken. Raise your hand."),
        _("No network. Wait a moment, or raise your hand."),
        _("The sound does not work now. Try again or raise your hand."),
        _("You can not answer here any more. Raise your hand if this is not right."),
        _("Your answers of this device are kept for the supervisor."),
        _("The last answers of this device are still being sent. Keep it on."),
        _("The test is open in another tab"),
        _("Use only one tab."),
        _("Use it here"),
    )


def _list_item_texts() -> tuple[str, ...]:
    return (
        _("Choose"),
        _("Choose a word, and then a gap."),
        _("This order is right"),
        _("Your answer"),
        _("Your text"),
        _("Your text is too long. You can hand it in, but try to make it shorter."),
        _("There is no room for more text. Nothing was added."),
        _("Pause"),
        _("You cannot start it again."),
        _("Think about what you want to say."),
        _("I am ready to speak"),
        _("Speak now."),
        _("Stop"),
        _("Record again"),
        _("Your recording is on this device. The last one counts."),
        _("We hear nothing. Speak louder, or raise your hand."),
        _("There is no microphone. Raise your hand."),
    )


def _list_parts() -> tuple[str, ...]:
    programmes = list_programmes()
    warnings = {minutes for one in programmes for minutes in one.timing.warn_minutes}
    codes = dict.fromkeys(part.code for one in programmes for part in one.parts)
    # A part without a translated name goes by its code, which is nothing to say.
    titles = (part_title(code) for code in codes if part_title(code) != code)
    return (*(minutes_left(number) for number in sorted(warnings)), *titles)
