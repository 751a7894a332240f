"""Items, translations and forms with sound defaults; a test states only what it is about."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from itembank.bodies import Body, Choice
from itembank.forms import Form, FormCode, FormPart, Stakes
from itembank.generators.difficulty import Difficulty
from itembank.generators.matrices import generate_matrix
from itembank.generators.series import generate_series
from itembank.item_types.categorise import CategoriseBody
from itembank.item_types.choices import ChoiceBody, choice_text_id
from itembank.item_types.figure_matrix import FigureMatrixBody
from itembank.item_types.figure_series import FigureSeriesBody
from itembank.item_types.gap_choice import GapChoiceBody
from itembank.item_types.gap_text import GapTextBody, TextGap
from itembank.item_types.hot_text import HotTextBody
from itembank.item_types.hotspot import HotspotBody, Shape, ShapeKind
from itembank.item_types.image_choice import ImageChoiceBody
from itembank.item_types.information import InformationBody
from itembank.item_types.inline_choice import ChoiceGap, InlineChoiceBody
from itembank.item_types.long_writing import LongWritingBody
from itembank.item_types.match_pairs import MatchPairsBody
from itembank.item_types.number import NumberBody
from itembank.item_types.order import OrderBody
from itembank.item_types.select_one import SelectOneBody
from itembank.item_types.select_several import SelectSeveralBody
from itembank.item_types.short_text import ShortTextBody
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
from scoring.codes import ChoiceId, GapId, PartCode, ProgrammeCode, RuleId
from scoring.marks import Marks
from scoring.text_comparison import TextKey
from tests.builders.scoring import some_pairs

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


def an_image_choice_item(images: Sequence[str] = ("a.svg", "b.svg", "c.svg")) -> Item:
    choices = [a_choice(id, image=image) for id, image in zip("abc", images, strict=True)]
    return an_item(item_type=ItemType.IMAGE_CHOICE, choices=choices)


def a_shape(kind: str = "rect", *coords: int) -> Shape:
    return Shape(kind=ShapeKind(kind), coords=coords or (0, 0, 100, 100))


def a_hotspot_body(
    *,
    areas: Mapping[str, Shape] | None = None,
    image: str = "bus.svg",
    image_text: str = "een bus",
    size: tuple[int, int] = (400, 300),
    key: Iterable[str] = "b",
    rule: RuleId = RuleId.SELECT_ONE,
) -> HotspotBody:
    """Build an image of 400 by 300 with a rectangle a, a circle b and a triangle c."""
    usual = {
        "a": a_shape("rect", 10, 10, 130, 110),
        "b": a_shape("circle", 250, 80, 60),
        "c": a_shape("poly", 40, 280, 160, 280, 100, 160),
    }
    shapes = usual if areas is None else areas
    width, height = size
    return HotspotBody(
        image=image,
        image_text=image_text,
        width=width,
        height=height,
        choices=some_choices(shapes),
        shapes=tuple(shapes.values()),
        key=frozenset(ChoiceId(choice) for choice in key),
        rule=rule,
    )


def a_hotspot_item(*, key: Iterable[str] = "b", rule: RuleId = RuleId.SELECT_ONE) -> Item:
    return an_item(
        item_type=ItemType.HOTSPOT,
        prompt="Wat wijst u aan?",
        body=a_hotspot_body(key=key, rule=rule),
    )


def a_hot_text_body(
    *,
    text: str = "Ik {h1} naar de winkel.\nGisteren {h2} ik {h3}.",
    spans: Mapping[str, str] | None = None,
    key: Iterable[str] = ("h2",),
    rule: RuleId = RuleId.SELECT_ONE,
) -> HotTextBody:
    """Build two paragraphs with the spans h1, h2 and h3."""
    usual = {"h1": "ga", "h2": "ga", "h3": "thuis"}
    words = usual if spans is None else spans
    return HotTextBody(
        text=text,
        choices=tuple(a_choice(id, text=span) for id, span in words.items()),
        key=frozenset(ChoiceId(choice) for choice in key),
        rule=rule,
    )


def a_hot_text_item(*, key: Iterable[str] = ("h2",), rule: RuleId = RuleId.SELECT_ONE) -> Item:
    return an_item(
        item_type=ItemType.HOT_TEXT,
        prompt="Welk woord is fout?",
        body=a_hot_text_body(key=key, rule=rule),
    )


def an_order_body(
    *,
    choices: Sequence[Choice] | None = None,
    key: Iterable[str] = "bca",
    rule: RuleId = RuleId.ORDER_EXACTLY,
) -> OrderBody:
    return OrderBody(
        choices=some_choices() if choices is None else tuple(choices),
        key=tuple(ChoiceId(choice) for choice in key),
        rule=rule,
    )


def an_order_item(*, key: Iterable[str] = "bca", rule: RuleId = RuleId.ORDER_EXACTLY) -> Item:
    """Three steps of seeing a doctor, shown as a, b, c."""
    steps = {"a": "Ga naar de dokter", "b": "Bel de dokter", "c": "Maak een afspraak"}
    choices = [a_choice(id, text=text) for id, text in steps.items()]
    return an_item(
        item_type=ItemType.ORDER,
        prompt="U bent ziek. Wat doet u eerst? Zet in de juiste volgorde.",
        body=an_order_body(choices=choices, key=key, rule=rule),
    )


def a_match_pairs_body(
    *,
    left: Sequence[Choice] | None = None,
    right: Sequence[Choice] | None = None,
    key: str = "ax by",
    reuse: bool = False,
    rule: RuleId = RuleId.PAIRS_EXACTLY,
) -> MatchPairsBody:
    """Build two elements a and b with the partners x, y and z; "ax by" joins x to a, y to b."""
    return MatchPairsBody(
        left=some_choices("ab") if left is None else tuple(left),
        right=some_choices("xyz") if right is None else tuple(right),
        key=some_pairs(key),
        reuse=reuse,
        rule=rule,
    )


def a_match_pairs_item(*, key: str = "ax by", reuse: bool = False) -> Item:
    """Bread and fish, and three people who sell something."""
    left = (a_choice("a", text="brood"), a_choice("b", text="vis"))
    sellers = {"x": "de bakker", "y": "de visboer", "z": "de slager"}
    right = [a_choice(id, text=text) for id, text in sellers.items()]
    return an_item(
        item_type=ItemType.MATCH_PAIRS,
        prompt="Wie verkoopt wat?",
        body=a_match_pairs_body(left=left, right=right, key=key, reuse=reuse),
    )


def a_categorise_body(
    *,
    choices: Sequence[Choice] | None = None,
    categories: Sequence[Choice] | None = None,
    key: str = "ax bx cy",
    rule: RuleId = RuleId.PAIRS_EXACTLY,
) -> CategoriseBody:
    """Build choices a, b and c with the categories x and y."""
    return CategoriseBody(
        choices=some_choices("abc") if choices is None else tuple(choices),
        categories=some_choices("xy") if categories is None else tuple(categories),
        key=some_pairs(key),
        rule=rule,
    )


def a_categorise_item(*, key: str = "ax bx cy") -> Item:
    """A newspaper, a box and a bottle, and the two bins they may go in."""
    waste = {"a": "de krant", "b": "de doos", "c": "de fles"}
    return an_item(
        item_type=ItemType.CATEGORISE,
        prompt="Waar hoort het?",
        body=a_categorise_body(
            choices=[a_choice(id, text=text) for id, text in waste.items()],
            categories=(a_choice("x", text="papier"), a_choice("y", text="glas")),
            key=key,
        ),
    )


def a_text_gap(id: str = "g1", *accepted: str, distance: int = 0) -> TextGap:
    return TextGap(id=GapId(id), key=TextKey(accepted=accepted or ("ga",), distance=distance))


def a_gap_text_body(
    *,
    text: str = "Ik {g1} naar {g2}.\nDaar koop ik brood.",
    gaps: Sequence[TextGap] | None = None,
    rule: RuleId = RuleId.ALL_GAPS,
) -> GapTextBody:
    usual = (a_text_gap("g1", "ga", "loop"), a_text_gap("g2", "de bakker", distance=1))
    return GapTextBody(text=text, gaps=usual if gaps is None else tuple(gaps), rule=rule)


def a_gap_choice_body(
    *,
    text: str = "Brood koop je bij {g1}. Een kaart vraag je bij {g2}.",
    choices: Sequence[Choice] | None = None,
    key: Mapping[str, str] | None = None,
    reuse: bool = False,
    rule: RuleId = RuleId.EACH_GAP,
) -> GapChoiceBody:
    right = {"g1": "a", "g2": "b"} if key is None else key
    return GapChoiceBody(
        text=text,
        choices=some_choices() if choices is None else tuple(choices),
        key={GapId(gap): ChoiceId(choice) for gap, choice in right.items()},
        reuse=reuse,
        rule=rule,
    )


def a_choice_gap(
    id: str = "g1", *, choices: Sequence[Choice] | None = None, key: str = "a"
) -> ChoiceGap:
    verbs = (a_choice("a", text="ga"), a_choice("b", text="gaat"))
    return ChoiceGap(
        id=GapId(id), choices=verbs if choices is None else tuple(choices), key=ChoiceId(key)
    )


def an_inline_choice_body(
    *,
    text: str = "Ik {g1} naar school. Hij {g2} mee.",
    gaps: Sequence[ChoiceGap] | None = None,
    rule: RuleId = RuleId.ALL_GAPS,
) -> InlineChoiceBody:
    usual = (a_choice_gap("g1"), a_choice_gap("g2", key="b"))
    return InlineChoiceBody(text=text, gaps=usual if gaps is None else tuple(gaps), rule=rule)


def a_number_body(
    *, value: str = "3.5", tolerance: str = "0", unit: str | None = "kg"
) -> NumberBody:
    return NumberBody(value=value, tolerance=tolerance, unit=unit)


def a_short_text_body(*accepted: str, distance: int = 1) -> ShortTextBody:
    return ShortTextBody(key=TextKey(accepted=accepted or ("Brussel",), distance=distance))


def a_long_writing_body(
    *,
    min_words: int = 5,
    max_words: int = 10,
    max_marks: Marks = 20,
    palette: Sequence[str] = ("é", "ë", "€"),
) -> LongWritingBody:
    return LongWritingBody(
        min_words=min_words, max_words=max_words, max_marks=max_marks, palette=tuple(palette)
    )


def a_gap_text_item(**wishes: Any) -> Item:
    return an_item(item_type=ItemType.GAP_TEXT, body=a_gap_text_body(**wishes))


def a_gap_choice_item(**wishes: Any) -> Item:
    return an_item(item_type=ItemType.GAP_CHOICE, body=a_gap_choice_body(**wishes))


def an_inline_choice_item(**wishes: Any) -> Item:
    return an_item(item_type=ItemType.INLINE_CHOICE, body=an_inline_choice_body(**wishes))


def a_number_item(**wishes: Any) -> Item:
    return an_item(item_type=ItemType.NUMBER, body=a_number_body(**wishes))


def a_short_text_item(*accepted: str) -> Item:
    return an_item(item_type=ItemType.SHORT_TEXT, body=a_short_text_body(*accepted))


def a_long_writing_item(**wishes: Any) -> Item:
    return an_item(item_type=ItemType.LONG_WRITING, body=a_long_writing_body(**wishes))


def a_figure_series_item(seed: int = 1, *, difficulty: Difficulty = Difficulty.MEDIUM) -> Item:
    return an_item(
        code=f"CO-R-{seed}",
        item_type=ItemType.FIGURE_SERIES,
        theme="figure-series",
        prompt="Welke figuur ontbreekt?",
        body=FigureSeriesBody(figures=generate_series(seed, difficulty=difficulty)),
    )


def a_figure_matrix_item(seed: int = 1, *, difficulty: Difficulty = Difficulty.MEDIUM) -> Item:
    return an_item(
        code=f"CO-M-{seed}",
        item_type=ItemType.FIGURE_MATRIX,
        theme="figure-matrices",
        prompt="Welke figuur ontbreekt?",
        body=FigureMatrixBody(figures=generate_matrix(seed, difficulty=difficulty)),
    )


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
    ItemType.HOTSPOT: a_hotspot_item,
    ItemType.HOT_TEXT: a_hot_text_item,
    ItemType.ORDER: an_order_item,
    ItemType.MATCH_PAIRS: a_match_pairs_item,
    ItemType.CATEGORISE: a_categorise_item,
    ItemType.GAP_TEXT: a_gap_text_item,
    ItemType.GAP_CHOICE: a_gap_choice_item,
    ItemType.INLINE_CHOICE: an_inline_choice_item,
    ItemType.NUMBER: a_number_item,
    ItemType.SHORT_TEXT: a_short_text_item,
    ItemType.LONG_WRITING: a_long_writing_item,
    ItemType.FIGURE_SERIES: a_figure_series_item,
    ItemType.FIGURE_MATRIX: a_figure_matrix_item,
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
        read_aloud=mo.read_aloud,
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
    stakes: Stakes = Stakes.PRACTICE,
) -> Form:
    """A form to practise with: what can be given at once, without a release."""
    usual = (a_form_part("sokkel", sokkel), a_form_part("praktisch", praktisch))
    return Form(
        code=FormCode("mo-test"),
        version=1,
        programme=ProgrammeCode(programme),
        title="MO",
        parts=usual if parts is None else tuple(parts),
        practice=tuple(ItemCode(code) for code in practice),
        stakes=stakes,
    )


def a_form_part(code: str, items: Iterable[str]) -> FormPart:
    return FormPart(code=PartCode(code), items=tuple(ItemCode(item) for item in items))
