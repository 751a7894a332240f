"""A form of CT A1-2: short notices to read and messages to hear, and tasks for assessors.

What is to be heard is read aloud as there are no recordings yet, so its text is on the screen too.
"""

from collections.abc import Iterator
from functools import cache

from itembank.banks import Bank
from itembank.bodies import Body, Choice
from itembank.demo_banks.banks import build_bank
from itembank.item_types.long_writing import LongWritingBody
from itembank.item_types.select_one import SelectOneBody
from itembank.item_types.speaking import SpeakingBody
from itembank.items import PRACTICE_PART, Item, ItemCode, ItemType, Level, ReadAloud, Skill
from scoring.codes import ChoiceId, PartCode, RuleId

_PLACES = ("de bibliotheek", "het zwembad", "de bakker", "het containerpark", "de apotheek")
_QUESTIONS = (
    "Een briefje: {place} is open van {opens} tot {closes} uur. Wanneer gaat {place} dicht?",
    "Een bord: {place} opent om {opens} uur en sluit om {closes} uur. Tot wanneer kunt u binnen?",
    "Een mail: kom naar {place} na {opens} uur en vóór {closes} uur. Wanneer bent u te laat?",
    "Een affiche: feest bij {place}, begin {opens} uur, einde {closes} uur. Wanneer stopt het?",
    "Een bericht: de bus aan {place} rijdt van {opens} tot {closes} uur. Wanneer rijdt de laatste?",
    "Een kaart: {place} heeft pauze van {opens} tot {closes} uur. Wanneer is de pauze voorbij?",
)
_WRITING = (
    "Schrijf een mail aan uw leraar. U bent ziek en komt morgen niet.",
    "Schrijf een kaartje aan uw buur. U geeft zaterdag een feest.",
    "Schrijf een bericht aan de bibliotheek. U bent een boek kwijt.",
)
_SPEAKING = (
    "Stel u voor: naam, gezin, werk.",
    "Vertel hoe u naar de les komt.",
    "Bel de dokter en vraag een afspraak.",
    "Vertel wat u vorig weekend deed.",
)


@cache
def build_ct_bank() -> Bank:
    """Build the bank; the same one every time."""
    return build_bank(
        [
            *_list_questions("reading", Skill.READING, ReadAloud.NONE),
            *_list_questions("listening", Skill.LISTENING, ReadAloud.ALL),
            *(_build_writing(number, prompt) for number, prompt in enumerate(_WRITING, start=1)),
            *(_build_speaking(number, prompt) for number, prompt in enumerate(_SPEAKING, start=1)),
            _build_question(PRACTICE_PART, 1, 0, Skill.READING, ReadAloud.NONE),
        ],
        code="ct-a1-a2-demo",
        programme="ct",
        title="CT A1-2 demotoets",
        moment="ct_a1_a2",
    )


def _list_questions(part: str, skill: Skill, read_aloud: ReadAloud) -> Iterator[Item]:
    for number in range(1, len(_PLACES) * len(_QUESTIONS) + 1):
        yield _build_question(part, number, number - 1, skill, read_aloud)


def _build_question(
    part: str, number: int, place: int, skill: Skill, read_aloud: ReadAloud
) -> Item:
    kind, where = divmod(place, len(_PLACES))
    opens, closes = 8 + where, 16 + (place + kind) % 4
    hours = sorted({opens, closes, closes + 2})
    prompt = _QUESTIONS[kind].format(place=_PLACES[where], opens=opens, closes=closes)
    ids = [ChoiceId(id) for id in "abc"]
    body = SelectOneBody(
        choices=tuple(
            Choice(id=id, text=f"om {hour} uur", image=None)
            for id, hour in zip(ids, hours, strict=True)
        ),
        key=frozenset({ids[hours.index(closes)]}),
        rule=RuleId.SELECT_ONE,
    )
    return _build_item(part, number, prompt, skill, ItemType.SELECT_ONE, body, read_aloud)


def _build_writing(number: int, prompt: str) -> Item:
    body = LongWritingBody(min_words=20, max_words=80, max_marks=10)
    return _build_item("writing", number, prompt, Skill.WRITING, ItemType.LONG_WRITING, body)


def _build_speaking(number: int, prompt: str) -> Item:
    body = SpeakingBody(prepare_seconds=30, record_seconds=60, takes=2, max_marks=10)
    return _build_item("speaking", number, prompt, Skill.SPEAKING, ItemType.SPEAKING, body)


def _build_item(
    part: str,
    number: int,
    prompt: str,
    skill: Skill,
    item_type: ItemType,
    body: Body,
    read_aloud: ReadAloud = ReadAloud.INSTRUCTIONS,
) -> Item:
    return Item(
        code=ItemCode(f"CT-{part.upper()}-{number:02}"),
        item_type=item_type,
        part=PartCode(part),
        theme="daily-life",
        prompt=prompt[0].upper() + prompt[1:],
        skill=skill,
        level=Level.A2,
        read_aloud=read_aloud,
        body=body,
    )
