"""The form that turns an engine on or off."""

from typing import ClassVar

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import AnyOf

TURN_ON, TURN_OFF = "on", "off"


class SwitchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What an engine is to be, and for one that sends texts out: that this is known."""

    class Meta:
        locales: ClassVar[list[str]] = ["nl"]

    turn = HiddenField(validators=[AnyOf((TURN_ON, TURN_OFF))])
    accepts_departure = BooleanField("Ik weet dat deze teksten ons huis verlaten, en dat mag")

    @property
    def is_on(self) -> bool:
        """What the engine is to be."""
        return bool(self.turn.data == TURN_ON)
