"""The fields that every item has, around those of its type."""

from itembank.items import PRACTICE_PART
from itembank.media import MediaKind
from itembank.programmes import get_programme
from testplatform.web.authoring.editors.fields import (
    Editor,
    Field,
    FieldKind,
    Group,
    list_options,
)
from testplatform.web.authoring.wording import LEVELS, READ_ALOUD
from testplatform.web.staff.wording import LEARNING_ENVIRONMENTS, SKILLS, describe_part

PROMPT = Field(path="prompt", label="Vraag", is_required=True)

MATERIAL = Group(
    title="Materiaal bij de vraag",
    is_folded=True,
    parts=(
        Field(
            path="stimulus.text",
            label="Tekst",
            kind=FieldKind.BLOCK,
            hint="Elke regel is een alinea.",
        ),
        Field(
            path="stimulus.image",
            label="Afbeelding",
            kind=FieldKind.SELECT,
            media=MediaKind.IMAGE,
        ),
        Field(
            path="stimulus.image_text",
            label="Tekst voor wie de afbeelding niet ziet",
            hint="Verplicht bij een afbeelding.",
        ),
        Field(path="stimulus.audio", label="Geluid", kind=FieldKind.SELECT, media=MediaKind.AUDIO),
        Field(path="stimulus.video", label="Video", kind=FieldKind.SELECT, media=MediaKind.VIDEO),
        Field(
            path="stimulus.captions",
            label="Ondertitels",
            kind=FieldKind.SELECT,
            media=MediaKind.CAPTIONS,
        ),
        Field(
            path="stimulus.transcript",
            label="Uitgeschreven tekst",
            kind=FieldKind.BLOCK,
            hint="Alleen voor medewerkers.",
        ),
        Field(
            path="stimulus.plays",
            label="Hoe vaak afspelen",
            kind=FieldKind.NUMBER,
            hint="Leeg is zonder grens.",
        ),
    ),
)


def list_groups(editor: Editor, programme: str) -> tuple[Group, ...]:
    """The whole form of an item: its question, its material, its features."""
    return (
        Group(title="Vraag en antwoord", parts=(PROMPT, *editor.parts)),
        MATERIAL,
        Group(title="Kenmerken", parts=_list_features(programme)),
    )


def _list_features(programme: str) -> tuple[Field, ...]:
    parts = [(part.code, part.title) for part in get_programme(programme).parts]
    practice = (PRACTICE_PART, describe_part(programme, PRACTICE_PART))
    return (
        Field(
            path="part",
            label="Deel",
            kind=FieldKind.SELECT,
            options=list_options([*parts, practice]),
            is_required=True,
        ),
        Field(
            path="theme",
            label="Thema",
            hint="Kleine letters en streepjes, zoals afval-sorteren.",
            is_required=True,
        ),
        Field(
            path="learning_environment",
            label="Leeromgeving",
            kind=FieldKind.SELECT,
            options=list_options(list(LEARNING_ENVIRONMENTS.items())),
        ),
        Field(
            path="skill",
            label="Vaardigheid",
            kind=FieldKind.SELECT,
            options=list_options(list(SKILLS.items())),
        ),
        Field(
            path="level",
            label="Niveau",
            kind=FieldKind.SELECT,
            options=list_options(list(LEVELS.items())),
        ),
        Field(
            path="read_aloud",
            label="Voorlezen",
            kind=FieldKind.SELECT,
            options=list_options(list(READ_ALOUD.items())),
            is_required=True,
        ),
        Field(
            path="enemies",
            label="Niet samen in één testversie met",
            kind=FieldKind.LINES,
            hint="Codes van items, één per regel.",
        ),
    )
