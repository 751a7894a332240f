"""The forms of these pages: shape and presence, in Dutch."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, TypeVar

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from itembank.blueprints import Rule
from itembank.forms import Stakes
from itembank.items import ItemType, LearningEnvironment, Level, Skill
from testplatform.services.form_drafts import NewDraft
from testplatform.web.staff.wording import ITEM_TYPES, LEARNING_ENVIRONMENTS, SKILLS, STAKES

MOST_OF_A_RULE = 200
MOST_EXPOSURE = 1_000_000
_REQUIRED = InputRequired("Vul dit veld in.")

Member = TypeVar("Member", bound=StrEnum)


def _any_of(names: Mapping[Member, str]) -> list[SelectChoice]:
    """The members of a closed set by name, after the choice of none."""
    return [
        SelectChoice(value="", label="maakt niet uit"),
        *(SelectChoice(value=member.value, label=name) for member, name in names.items()),
    ]


class DutchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form whose own messages are Dutch."""

    class Meta:
        locales: ClassVar[list[str]] = ["nl"]


class NewDraftForm(DutchForm):
    """What a form begins with."""

    code = StringField(
        "Code",
        [
            _REQUIRED,
            Length(max=40, message="Hoogstens 40 tekens."),
            Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", message="Kleine letters, cijfers en streepjes."),
        ],
        description="Zoals mo-2027-a. Versies van dezelfde test hebben dezelfde code.",
    )
    title = StringField("Titel", [_REQUIRED, Length(max=200, message="Hoogstens 200 tekens.")])
    programme = SelectField("Testprogramma")
    stakes = SelectField(
        "Waarvoor",
        choices=[SelectChoice(value=one.value, label=name) for one, name in STAKES.items()],
        default=Stakes.HIGH.value,
    )

    def to_command(self) -> NewDraft:
        """What the service asks."""
        return NewDraft(
            code=str(self.code.data),
            programme=str(self.programme.data),
            title=str(self.title.data).strip(),
            stakes=Stakes(self.stakes.data),
        )


class EditForm(DutchForm):
    """A change of a draft: `edits` says which state of it was on the screen."""

    edits = HiddenField(validators=[_REQUIRED, Regexp(r"^[0-9]{1,9}\Z")])

    @property
    def seen_edits(self) -> int:
        """The number of changes that the person had seen."""
        return int(str(self.edits.data))


class PublishForm(EditForm):
    """The test that the form is for, where the programme has tests apart."""

    moment = SelectField("Voor welke test", validate_choice=False)

    @property
    def chosen_moment(self) -> str | None:
        """The code of the test; the service knows which ones there are."""
        return str(self.moment.data) if self.moment.data else None


class ShufflingForm(EditForm):
    """In which order items and options come."""

    shuffles_items = BooleanField("Vragen in een andere volgorde per kandidaat")
    shuffles_options = BooleanField("Antwoorden in een andere volgorde per kandidaat")


class ItemForm(EditForm):
    """An item to add by its code."""

    code = StringField("Code van de vraag", [_REQUIRED, Length(max=64)])


class RuleForm(EditForm):
    """A rule of the blueprint for one part."""

    count = IntegerField(
        "Minstens",
        [
            InputRequired("Vul een aantal in."),
            NumberRange(min=1, max=MOST_OF_A_RULE, message="Van 1 tot 200."),
        ],
        default=1,
    )
    theme = StringField("Thema", [Optional(), Length(max=64)])
    learning_environment = SelectField("Leeromgeving", choices=_any_of(LEARNING_ENVIRONMENTS))
    skill = SelectField("Vaardigheid", choices=_any_of(SKILLS))
    level = SelectField("Niveau", choices=_any_of({level: level.value for level in Level}))
    item_type = SelectField("Vraagtype", choices=_any_of(ITEM_TYPES))
    most_exposure = IntegerField(
        "Hoogstens gezien door",
        [Optional(), NumberRange(min=0, max=MOST_EXPOSURE, message="Een aantal kandidaten.")],
    )

    def to_rule(self) -> Rule:
        """The rule as the blueprint keeps it."""
        return Rule(
            count=int(self.count.data),
            theme=self.theme.data.strip() or None if self.theme.data else None,
            learning_environment=_member(LearningEnvironment, self.learning_environment.data),
            skill=_member(Skill, self.skill.data),
            level=_member(Level, self.level.data),
            item_type=_member(ItemType, self.item_type.data),
            most_exposure=self.most_exposure.data,
        )


def _member(members: type[Member], value: str) -> Member | None:
    return members(value) if value else None
