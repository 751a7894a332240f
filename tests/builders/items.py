"""Items, translations and forms with sound defaults; a test states only what it is about."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from itembank.bodies import Body, Choice
from itembank.forms import Form, FormCode, FormPart
from itembank.item_types.choices import ChoiceBody, choice_text_id
from itembank.item_types.image_choice import ImageChoiceBody
from itembank.item_types.information import InformationBody
from itembank.item_types.select_one import SelectOneBody
from itembank.item_types.select_several import SelectSeveralBody
from itembank.item_types.speaking import SpeakingBody
from itembank.item_types.stimulus_group import GroupQuestion, StimulusGroupBody
from itembank.item_types.true_false import TrueFalseBody
from itembank.item_types.true_false_unknown import TrueFalseUnknownBody
from itembank.items import (
    PRACTICE_PART,
    Item,
    ItemCode,
    ItemDraft,
    ItemType,
    LearningEnvironment,
    ReadAloud,
)
from itembank.languages import LanguageTag
from itembank.programmes import Programme, ProgrammePart, get_programme
from itembank.stimuli import Stimulus
from itembank.texts import PROMPT
from itembank.translations import Translation, TranslationState
from scoring.codes import ChoiceId, PartCode, ProgrammeCode, RuleId

CHOICE_BODIES: Mapping[ItemType, type[ChoiceBody]] = {
    ItemType.SELECT_ONE: SelectOneBody,
    ItemType.TRUE_FALSE: TrueFalseBody,
    ItemType.TRUE_FALSE_UNKNOWN: TrueFalseUnknownBody,
    ItemType.IMAGE_CHOICE: ImageChoiceBody,
    ItemType.SELECT_SEVERAL: SelectSeveralBody,
}

_TEXTS = {"a": "de bakker", "b": "de gemeente", "c": "de buren", "d": "de school"}


def a_choice(id: str = "a", *, text: str | None = None, image: str | None = None) -> Choice:
    return Choice(id=ChoiceId(id), text=_TEXTS.get(id, id) if text is None else text, image=image)


def some_choices(ids: Iterable[str] = "abc") -> tuple[Choice, ...]:
    return tuple(a_choice(id) for id in ids)


def a_choice_body(
    item_type: ItemType = ItemType.SELECT_ONE,
    *,
    choices: Sequence[Choice] | None = None,
    key: Iterable[str] = "b",
    rule: RuleId | None = None,
) -> ChoiceBody:
    kind = CHOICE_BODIES[item_type]
    return kind(
        choices=some_choices() if choices is None else tuple(choices),
        key=frozenset(ChoiceId(choice) for choice in key),
        rule=rule or kind.rules[0],
    )


def a_draft(
    *,
    code: str = "MO-S-01",
    item_type: ItemType = ItemType.SELECT_ONE,
    part: str = "sokkel",
    theme: str = "where-to-find-information",
    prompt: str = "Waar vraagt u een nieuwe identiteitskaart?",
    stimulus: Stimulus | None = None,
    read_aloud: ReadAloud = ReadAloud.ALL,
    enemies: Iterable[str] = (),
    body: Body | None = None,
    choices: Sequence[Choice] | None = None,
    key: Iterable[str] = "b",
    rule: RuleId | None = None,
) -> ItemDraft:
    """Build an item around `body`, or else around one of choices, key and rule."""
    return ItemDraft(
        code=ItemCode(code),
        item_type=item_type,
        part=PartCode(part),
        learning_environment=LearningEnvironment.PUBLIC_SERVICES,
        theme=theme,
        prompt=prompt,
        stimulus=stimulus,
        read_aloud=read_aloud,
        enemies=tuple(ItemCode(enemy) for enemy in enemies),
        body=body or a_choice_body(item_type, choices=choices, key=key, rule=rule),
    )


def an_item(
    *,
    code: str = "MO-S-01",
    item_type: ItemType = ItemType.SELECT_ONE,
    part: str = "sokkel",
    theme: str = "where-to-find-information",
    prompt: str = "Waar vraagt u een nieuwe identiteitskaart?",
    stimulus: Stimulus | None = None,
    read_aloud: ReadAloud = ReadAloud.ALL,
    enemies: Iterable[str] = (),
    body: Body | None = None,
    choices: Sequence[Choice] | None = None,
    key: Iterable[str] = "b",
    rule: RuleId | None = None,
) -> Item:
    """Build a "select one" with choices a, b and c of which b is right."""
    return a_draft(
        code=code,
        item_type=item_type,
        part=part,
        theme=theme,
        prompt=prompt,
        stimulus=stimulus,
        read_aloud=read_aloud,
        enemies=enemies,
        body=body,
        choices=choices,
        key=key,
        rule=rule,
    ).to_item()


def a_true_false_item(*, key: Iterable[str] = ("true",)) -> Item:
    choices = (a_choice("true", text="waar"), a_choice("false", text="niet waar"))
    return an_item(item_type=ItemType.TRUE_FALSE, choices=choices, key=key)


def a_select_several_item(
    *, ids: str = "abcd", key: str = "ac", rule: RuleId | None = None
) -> Item:
    return an_item(item_type=ItemType.SELECT_SEVERAL, choices=some_choices(ids), key=key, rule=rule)


def an_item_of_each_type() -> list[Item]:
    """One sound item of each type, in the order of the types."""
    return [_EXAMPLES[item_type]() for item_type in ItemType]


def a_true_false_unknown_item() -> Item:
    choices = (a_choice("true"), a_choice("false"), a_choice("unknown"))
    return an_item(item_type=ItemType.TRUE_FALSE_UNKNOWN, choices=choices, key=("unknown",))


def an_image_choice_item() -> Item:
    images = [a_choice(id, image=f"{id}.svg") for id in "abc"]
    return an_item(item_type=ItemType.IMAGE_CHOICE, choices=images)


def an_information_page(*, text: str = "Dit deel gaat over werk.\nNeem uw tijd.") -> Item:
    return an_item(item_type=ItemType.INFORMATION, body=InformationBody(text=text))


def a_question(
    id: str = "q1",
    *,
    item_type: ItemType = ItemType.SELECT_ONE,
    prompt: str = "Wie belt?",
    body: Body | None = None,
) -> GroupQuestion:
    return GroupQuestion(
        id=id, item_type=item_type, prompt=prompt, body=body or a_choice_body(item_type)
    )


def a_group_body(*questions: GroupQuestion) -> StimulusGroupBody:
    """A "select one" and a "select several", unless there are questions."""
    several = a_choice_body(ItemType.SELECT_SEVERAL, key="ac")
    usual = (a_question(), a_question("q2", item_type=ItemType.SELECT_SEVERAL, body=several))
    return StimulusGroupBody(questions=questions or usual)


def a_stimulus_group(*questions: GroupQuestion, stimulus: Stimulus | None = None) -> Item:
    """Questions about a letter, unless there is another stimulus."""
    return an_item(
        item_type=ItemType.STIMULUS_GROUP,
        stimulus=stimulus or Stimulus(text="Een brief van de gemeente."),
        body=a_group_body(*questions),
    )


def a_listening_item(*questions: GroupQuestion, plays: int | None = 2) -> Item:
    stimulus = Stimulus(audio="message.webm", transcript="Dag, met de school.", plays=plays)
    body = a_group_body(*questions)
    return an_item(item_type=ItemType.LISTENING, stimulus=stimulus, body=body)


def a_speaking_body(
    *, prepare_seconds: int = 30, record_seconds: int = 60, takes: int = 2, max_marks: int = 10
) -> SpeakingBody:
    return SpeakingBody(
        prepare_seconds=prepare_seconds,
        record_seconds=record_seconds,
        takes=takes,
        max_marks=max_marks,
    )


def a_speaking_item(*, body: SpeakingBody | None = None) -> Item:
    return an_item(
        item_type=ItemType.SPEAKING,
        prompt="Vertel over uw buurt.",
        body=body or a_speaking_body(),
    )


_EXAMPLES: Mapping[ItemType, Callable[[], Item]] = {
    ItemType.SELECT_ONE: an_item,
    ItemType.TRUE_FALSE: a_true_false_item,
    ItemType.TRUE_FALSE_UNKNOWN: a_true_false_unknown_item,
    ItemType.IMAGE_CHOICE: an_image_choice_item,
    ItemType.SELECT_SEVERAL: a_select_several_item,
    ItemType.INFORMATION: an_information_page,
    ItemType.STIMULUS_GROUP: a_stimulus_group,
    ItemType.LISTENING: a_listening_item,
    ItemType.SPEAKING: a_speaking_item,
}


def a_translation(
    *,
    language: str = "fr",
    state: TranslationState = TranslationState.DRAFT,
    prompt: str = "Où demandez-vous une nouvelle carte d’identité ?",
    choices: Mapping[str, str] | None = None,
) -> Translation:
    texts = {"a": "le boulanger", "b": "la commune", "c": "les voisins"}
    return Translation(
        language=LanguageTag(language),
        state=state,
        texts={
            PROMPT: prompt,
            **{choice_text_id(id): text for id, text in (choices or texts).items()},
        },
    )


def a_programme() -> Programme:
    """The real MO programme with a blueprint of two sokkelvragen and one practical question."""
    mo = get_programme("mo")
    return Programme(
        code=mo.code,
        title=mo.title,
        version=mo.version,
        parts=(
            ProgrammePart(code=PartCode("sokkel"), title="sokkelvragen", items=2),
            ProgrammePart(code=PartCode("praktisch"), title="praktische vragen", items=1),
        ),
        timing=mo.timing,
        moments=mo.moments,
        needs=mo.needs,
    )


def some_items() -> dict[ItemCode, Item]:
    """The items that `a_form` asks."""
    items = (
        an_item(code="MO-S-01"),
        an_item(code="MO-S-02"),
        an_item(code="MO-P-01", part="praktisch"),
        an_item(code="MO-X-01", part=PRACTICE_PART),
    )
    return {item.code: item for item in items}


def a_form(
    *,
    programme: str = "mo",
    sokkel: Sequence[str] = ("MO-S-01", "MO-S-02"),
    praktisch: Sequence[str] = ("MO-P-01",),
    practice: Sequence[str] = ("MO-X-01",),
    parts: Sequence[FormPart] | None = None,
) -> Form:
    usual = (a_form_part("sokkel", sokkel), a_form_part("praktisch", praktisch))
    return Form(
        code=FormCode("mo-test"),
        version=1,
        programme=ProgrammeCode(programme),
        title="MO",
        parts=usual if parts is None else tuple(parts),
        practice=tuple(ItemCode(code) for code in practice),
    )


def a_form_part(code: str, items: Iterable[str]) -> FormPart:
    return FormPart(code=PartCode(code), items=tuple(ItemCode(item) for item in items))
