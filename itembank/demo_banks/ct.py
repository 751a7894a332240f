"""A form of CT A1-2: short notices to read and messages to hear, and tasks for assessors.

Who makes recordings of the messages gets a form in which they are heard and not shown. Without them
what is to be heard is read aloud, so its text is on the screen too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from itembank.banks import Bank
from itembank.bodies import Body, Choice
from itembank.demo_banks.banks import build_bank
from itembank.item_types.long_writing import LongWritingBody
from itembank.item_types.select_one import SelectOneBody
from itembank.item_types.speaking import SpeakingBody
from itembank.item_types.stimulus_group import GroupQuestion, StimulusGroupBody
from itembank.items import PRACTICE_PART, Item, ItemCode, ItemType, Level, ReadAloud, Skill
from itembank.stimuli import Stimulus
from scoring.codes import ChoiceId, PartCode, RuleId

_PLACES = ("de bibliotheek", "het zwembad", "de bakker", "het containerpark", "de apotheek")
# What it is, what it says, and what is asked about it.
_QUESTIONS = (
    ("Een briefje", "{place} is open van {opens} tot {closes} uur.", "Wanneer gaat {place} dicht?"),
    (
        "Een bord",
        "{place} opent om {opens} uur en sluit om {closes} uur.",
        "Tot wanneer kunt u binnen?",
    ),
    (
        "Een mail",
        "kom naar {place} na {opens} uur en vóór {closes} uur.",
        "Wanneer bent u te laat?",
    ),
    (
        "Een affiche",
        "feest bij {place}, begin {opens} uur, einde {closes} uur.",
        "Wanneer stopt het?",
    ),
    (
        "Een bericht",
        "de bus aan {place} rijdt van {opens} tot {closes} uur.",
        "Wanneer rijdt de laatste?",
    ),
    (
        "Een kaart",
        "{place} heeft pauze van {opens} tot {closes} uur.",
        "Wanneer is de pauze voorbij?",
    ),
)
_LISTEN = "Luister naar het bericht. Beantwoord dan de vraag."
PLAYS = 2
_NUMBERS = range(1, len(_PLACES) * len(_QUESTIONS) + 1)
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
def build_ct_bank(*, is_recorded: bool = False) -> Bank:
    """Build the bank; the same one every time.

    With `is_recorded` it names a recording of each message, which whoever publishes it must have.
    """
    return build_bank(
        [
            *_list_questions("reading", Skill.READING, ReadAloud.NONE),
            *(
                _list_recorded()
                if is_recorded
                else _list_questions("listening", Skill.LISTENING, ReadAloud.ALL)
            ),
            *(_build_writing(number, prompt) for number, prompt in enumerate(_WRITING, start=1)),
            *(_build_speaking(number, prompt) for number, prompt in enumerate(_SPEAKING, start=1)),
            _build_question(PRACTICE_PART, 1, 0, Skill.READING, ReadAloud.NONE),
        ],
        code="ct-a1-a2-demo",
        programme="ct",
        title="CT A1-2 demotoets",
        moment="ct_a1_a2",
        media=tuple(list_messages()) if is_recorded else (),
    )


def list_messages() -> dict[str, str]:
    """List what is said in each recording that the bank names."""
    return {_recording(number): _speak(number) for number in _NUMBERS}


def _list_recorded() -> Iterator[Item]:
    for number in _NUMBERS:
        notice = _write(number - 1)
        question = GroupQuestion(
            id="q1",
            item_type=ItemType.SELECT_ONE,
            prompt=_start_with_a_capital(notice.question),
            body=notice.body,
        )
        yield _build_item(
            "listening",
            number,
            _LISTEN,
            Skill.LISTENING,
            ItemType.LISTENING,
            StimulusGroupBody(questions=(question,)),
            stimulus=Stimulus(audio=_recording(number), transcript=_speak(number), plays=PLAYS),
        )


def _recording(number: int) -> str:
    return f"ct-listening-{number:02}.mp3"


def _speak(number: int) -> str:
    return _start_with_a_capital(_write(number - 1).message)


def _list_questions(part: str, skill: Skill, read_aloud: ReadAloud) -> Iterator[Item]:
    for number in _NUMBERS:
        yield _build_question(part, number, number - 1, skill, read_aloud)


def _build_question(
    part: str, number: int, place: int, skill: Skill, read_aloud: ReadAloud
) -> Item:
    notice = _write(place)
    prompt = f"{notice.medium}: {notice.message} {notice.question}"
    return _build_item(part, number, prompt, skill, ItemType.SELECT_ONE, notice.body, read_aloud)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    """A message with a question about it."""

    medium: str
    message: str
    question: str
    body: SelectOneBody


def _write(place: int) -> _Notice:
    kind, where = divmod(place, len(_PLACES))
    opens, closes = 8 + where, 16 + (place + kind) % 4
    hours = sorted({opens, closes, closes + 2})
    medium, message, question = (
        text.format(place=_PLACES[where], opens=opens, closes=closes) for text in _QUESTIONS[kind]
    )
    ids = [ChoiceId(id) for id in "abc"]
    body = SelectOneBody(
        choices=tuple(
            Choice(id=id, text=f"om {hour} uur", image=None)
            for id, hour in zip(ids, hours, strict=True)
        ),
        key=frozenset({ids[hours.index(closes)]}),
        rule=RuleId.SELECT_ONE,
    )
    return _Notice(medium=medium, message=message, question=question, body=body)


def _start_with_a_capital(text: str) -> str:
    return text[0].upper() + text[1:]


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
    stimulus: Stimulus | None = None,
) -> Item:
    return Item(
        code=ItemCode(f"CT-{part.upper()}-{number:02}"),
        item_type=item_type,
        part=PartCode(part),
        theme="daily-life",
        prompt=_start_with_a_capital(prompt),
        skill=skill,
        level=Level.A2,
        read_aloud=read_aloud,
        stimulus=stimulus,
        body=body,
    )
