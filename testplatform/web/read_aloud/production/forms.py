"""The form of a release: shape and presence, in Dutch."""

from enum import StrEnum
from typing import ClassVar

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from testplatform.web.read_aloud.production.wording import NO_CHOICE

LONGEST_REASON = 250


class Choice(StrEnum):
    """How a language is released."""

    WITH = "with"
    WITHOUT = "without"


class ReleaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """With read-aloud, or without and why."""

    class Meta:
        locales: ClassVar[list[str]] = ["nl"]

    choice = RadioField(
        "Hoe",
        [InputRequired(NO_CHOICE)],
        choices=[SelectChoice(value=one.value, label=one.value) for one in Choice],
        validate_choice=True,
    )
    comment = StringField(
        "Waarom zonder voorlezen",
        [Length(max=LONGEST_REASON, message=f"Hoogstens {LONGEST_REASON} tekens.")],
    )

    @property
    def has_read_aloud(self) -> bool:
        return bool(self.choice.data == Choice.WITH)

    @property
    def reason(self) -> str:
        """Why without read-aloud, on one line; PostgreSQL takes no NUL in a text."""
        return " ".join(str(self.comment.data or "").replace("\0", " ").split())
