"""The Dutch words of the item bank: states, steps, refusals, fields and what is wrong with them."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from itembank.items import Level, ReadAloud
from itembank.lifecycle import ItemEvent, ItemState
from itembank.media import MediaKind
from scoring.codes import RuleId
from testplatform.intake import FileRefused, Refusal
from testplatform.repositories.item_lists import Coverage, FormUse, ItemOrder
from testplatform.services.item_rights import StepRefusal
from testplatform.web.staff.pages import Badge, Tone

ITEM_STATES: Mapping[ItemState, Badge] = MappingProxyType(
    {
        ItemState.DRAFT: Badge(word="concept", tone=Tone.NEUTRAL),
        ItemState.IN_REVIEW: Badge(word="ter nalezing", tone=Tone.WARNING),
        ItemState.APPROVED: Badge(word="goedgekeurd", tone=Tone.ACTIVE),
        ItemState.PUBLISHED: Badge(word="gepubliceerd", tone=Tone.GOOD),
        ItemState.RETIRED: Badge(word="uit gebruik", tone=Tone.BAD),
    }
)
STEPS: Mapping[ItemEvent, str] = MappingProxyType(
    {
        ItemEvent.SUBMIT: "Indienen voor nalezing",
        ItemEvent.SEND_BACK: "Terugsturen",
        ItemEvent.APPROVE: "Goedkeuren",
        ItemEvent.REOPEN: "Opnieuw openen",
        ItemEvent.PUBLISH: "Publiceren",
        ItemEvent.RETIRE: "Uit gebruik nemen",
    }
)
STEPS_DONE: Mapping[ItemEvent, str] = MappingProxyType(
    {
        ItemEvent.SUBMIT: "ingediend voor nalezing",
        ItemEvent.SEND_BACK: "teruggestuurd",
        ItemEvent.APPROVE: "goedgekeurd",
        ItemEvent.REOPEN: "opnieuw geopend",
        ItemEvent.PUBLISH: "gepubliceerd door een testversie",
        ItemEvent.RETIRE: "uit gebruik genomen",
    }
)
STEP_REFUSALS: Mapping[StepRefusal, str] = MappingProxyType(
    {
        StepRefusal.NO_SUCH_STEP: "dat kan niet vanuit deze toestand",
        StepRefusal.NOT_THEIR_ROLE: "uw rol mag deze stap niet zetten",
        StepRefusal.OWN_WORK: "u schreef zelf aan deze versie: iemand anders keurt ze goed",
        StepRefusal.COMMENT_MISSING: "zeg erbij waarom",
        StepRefusal.NOT_SOUND: "het item klopt nog niet: open het en kijk de velden na",
        StepRefusal.CHANGED_MEANWHILE: "iemand anders wijzigde dit item intussen",
        StepRefusal.NOT_NEWEST: "er is een nieuwere versie",
    }
)
COVERAGES: Mapping[Coverage, str] = MappingProxyType(
    {Coverage.COMPLETE: "volledig vertaald", Coverage.LACKING: "nog niet volledig vertaald"}
)
FORM_USES: Mapping[FormUse, str] = MappingProxyType(
    {
        FormUse.NEVER: "nooit",
        FormUse.RECENTLY: "het laatste jaar",
        FormUse.LONG_AGO: "langer dan een jaar geleden",
    }
)
ORDERS: Mapping[ItemOrder, str] = MappingProxyType(
    {
        ItemOrder.CODE: "Code",
        ItemOrder.TYPE: "Type",
        ItemOrder.PART: "Deel",
        ItemOrder.THEME: "Thema",
        ItemOrder.STATE: "Toestand",
        ItemOrder.UPDATED: "Gewijzigd",
    }
)
LEVELS: Mapping[Level, str] = MappingProxyType({level: level.value for level in Level})
READ_ALOUD: Mapping[ReadAloud, str] = MappingProxyType(
    {
        ReadAloud.ALL: "alles",
        ReadAloud.INSTRUCTIONS: "alleen de vraag",
        ReadAloud.NONE: "niets: lezen is wat getest wordt",
    }
)
MEDIA_KINDS: Mapping[MediaKind, str] = MappingProxyType(
    {
        MediaKind.IMAGE: "afbeelding",
        MediaKind.AUDIO: "geluid",
        MediaKind.VIDEO: "video",
        MediaKind.CAPTIONS: "ondertitels",
    }
)
RULES: Mapping[RuleId, str] = MappingProxyType(
    {
        RuleId.SELECT_ONE: "1.1: één punt voor de juiste keuze",
        RuleId.SELECT_EXACTLY: "1.2: één punt als precies de juiste keuzes gekozen zijn",
        RuleId.SELECT_ALL_THAT_APPLY: "1.3: een punt per juiste keuze, min een per foute",
        RuleId.ORDER_EXACTLY: "1.5: één punt voor precies de juiste volgorde",
        RuleId.ORDER_NEIGHBOURS: "1.6: een punt per twee die juist op elkaar volgen",
        RuleId.PAIRS_EXACTLY: "1.7: één punt als alle paren juist zijn",
        RuleId.EACH_PAIR: "1.8: een punt per juist paar",
        RuleId.ALL_GAPS: "1.9: één punt als alle gaten juist zijn",
        RuleId.EACH_GAP: "1.10: een punt per juist gat",
    }
)

# What the fields of a document are called; what is not here goes by its own name.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "accepted": "juiste antwoorden",
        "areas": "gebied",
        "audio": "geluid",
        "captions": "ondertitels",
        "categories": "groep",
        "choices": "antwoord",
        "code": "code",
        "coords": "coördinaten",
        "difficulty": "moeilijkheid",
        "distance": "toegelaten tikfouten",
        "enemies": "niet samen met",
        "figures": "figuren",
        "gaps": "gat",
        "height": "hoogte",
        "id": "kenteken",
        "image": "afbeelding",
        "image_text": "tekst bij de afbeelding",
        "key": "sleutel",
        "learning_environment": "leeromgeving",
        "left": "element",
        "level": "niveau",
        "max_marks": "hoogste punt",
        "max_words": "grootste aantal woorden",
        "min_words": "kleinste aantal woorden",
        "palette": "tekens",
        "part": "deel",
        "plays": "aantal keren afspelen",
        "prepare_seconds": "seconden om voor te bereiden",
        "prompt": "vraag",
        "questions": "vraag",
        "read_aloud": "voorlezen",
        "record_seconds": "seconden om op te nemen",
        "right": "partner",
        "rule": "scoreregel",
        "seed": "nummer",
        "shape": "vorm",
        "skill": "vaardigheid",
        "spans": "woord",
        "stimulus": "materiaal",
        "takes": "aantal pogingen",
        "text": "tekst",
        "theme": "thema",
        "tolerance": "toegelaten afwijking",
        "transcript": "uitgeschreven tekst",
        "type": "type",
        "unit": "eenheid",
        "value": "juist getal",
        "video": "video",
        "width": "breedte",
    }
)

REFUSALS: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.EMPTY: "Dit bestand is leeg.",
        Refusal.TOO_LARGE: "Dit bestand is te groot. Een afbeelding mag hoogstens 5 MB zijn.",
        Refusal.TOO_LONG: "Dit duurt te lang. Geluid en video mogen hoogstens 30 minuten duren.",
        Refusal.UNKNOWN: (
            "Dit is geen bestand dat we kennen. Gebruik png, jpg, webp of svg; mp3, wav, ogg, m4a "
            "of webm; mp4 of webm; of vtt. De inhoud telt, niet de naam."
        ),
        Refusal.DAMAGED: "Dit bestand is beschadigd of onvolledig.",
        Refusal.MORE_THAN_ONE: "In dit bestand zit nog een ander bestand verborgen.",
        Refusal.TOO_MANY_PIXELS: "Deze afbeelding heeft te veel beeldpunten. Maak ze kleiner.",
        Refusal.MOVING: "Een bewegende afbeelding kan hier niet. Gebruik een video.",
        Refusal.NOT_CHECKED: "Dit bestand kon niet op tijd nagekeken worden. Probeer een korter.",
        Refusal.NOT_ALLOWED: "In dit bestand zit iets dat hier niet mag",
    }
)

# The words in the names of texts.
TEXT_NAMES: Mapping[str, str] = MappingProxyType(
    {"choice": "antwoord", "image": "afbeelding", "prompt": "vraag", "stimulus": "materiaal"}
)

# What the readers of items say in English (they serve files and programs too), in Dutch. The first
# that fits is used.
PROBLEMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), dutch)
    for pattern, dutch in (
        (r"is not JSON in line (\d+)", r"Dit is geen geldige JSON: kijk regel \1 na."),
        (r"is not JSON", "Dit is geen geldige JSON."),
        (
            r"does not fit in the form",
            "Niet alles van dit document past in het formulier: het blijft hier staan.",
        ),
        (r"is taken", "Er is al een item met deze code."),
        (r"is missing", "Vul dit in."),
        (r"must not be empty", "Vul dit in."),
        (r"is not a known field", "Dit veld hoort niet bij dit type item."),
        (r"must not begin or end with white space", "Begin of eindig niet met een spatie."),
        (r"must not hold control characters", "Er staan tekens in die niemand kan zien."),
        (r"must not be longer than (\d+) characters", r"Gebruik hoogstens \1 tekens."),
        (r"must be like MO-S-01", "Gebruik hoofdletters, cijfers en streepjes, zoals MO-S-01."),
        (r"must be codes like MO-S-01", "Gebruik codes zoals MO-S-01."),
        (
            r"must be like equality-of.*",
            "Gebruik kleine letters en streepjes, zoals afval-sorteren.",
        ),
        (r"must be like a or true", "Gebruik kleine letters en cijfers, zoals a."),
        (r"must not hold the item itself", "Het item zelf kan hier niet staan."),
        (r"must be a file name like (.*)", r"Gebruik een bestandsnaam zoals \1."),
        (r"is not in the media library", "Dit bestand staat niet in de mediabibliotheek."),
        (r"is not a part", "Kies een deel van dit testprogramma."),
        (r"must stay the same", "De code van een item verandert niet."),
        (r"is not a choice", "Dit is geen van de woorden."),
        (r"(\S+) is not a choice", r"\1 is geen van de antwoorden."),
        (r"must be one choice", "Duid één antwoord aan."),
        (r"must be two or more choices, but not all", "Duid er twee of meer aan, maar niet alle."),
        (r"must be three or more", "Voorzie er drie of meer."),
        (r"must be (\d+) to (\d+)", r"Voorzie er \1 tot \2."),
        (r"must be (\d+) at most", r"Voorzie er hoogstens \1."),
        (r"must all have an image or none", "Geef elk antwoord een afbeelding, of geen enkel."),
        (r"must all have an image", "Geef elk antwoord een afbeelding."),
        (r"have an id twice", "Twee antwoorden hebben hetzelfde kenteken."),
        (r"names something twice", "Hier staat iets tweemaal."),
        (
            r"must stand beside an image, and every image needs one",
            "Een afbeelding heeft altijd een tekst voor wie ze niet ziet, en omgekeerd.",
        ),
        (r"must not stand beside a video", "Kies geluid of video, niet allebei."),
        (r"must stand beside a video", "Dit kan alleen bij een video."),
        (r"must stand beside sound or a video", "Dit kan alleen bij geluid of video."),
        (
            r"must have a text, an image, sound or a video",
            "Geef een tekst, een afbeelding, geluid of een video.",
        ),
        # Areas, spans, orders, pairs and gaps.
        (r"must be one (?:area|span)", "Duid er één aan."),
        (r"must not be all (?:areas|spans)", "Niet alles kan juist zijn."),
        (r"must lie within the image", "Dit ligt buiten de afbeelding."),
        (
            r"must be at least (1/\d+) of the width of the image both ways",
            r"Maak dit groter: minstens \1 van de breedte van de afbeelding in beide richtingen.",
        ),
        (r"must be (\d+) at most, as the height", r"Hoogstens \1, zoals de hoogte."),
        (r"must name every choice once", "Noem elk antwoord één keer."),
        (
            r"must name every element of .* and nothing else",
            "Kies bij elk element wat erbij hoort.",
        ),
        (r"must not name a partner twice", "Noem niemand tweemaal als partner."),
        (
            r"must not stand in the right order already",
            "De antwoorden staan al in de juiste volgorde: zet ze door elkaar.",
        ),
        (
            r"must not use a choice twice without reuse",
            "Gebruik een woord maar één keer, of laat toe dat het vaker gebruikt wordt.",
        ),
        (
            r"must stand beside rule (.*), and only there",
            r"Dit hoort bij regel \1, en alleen daar.",
        ),
        (r"must have one above 0", "Minstens één antwoord moet meer dan nul punten waard zijn."),
        (r"must have no image|must not have images", "Hier kan geen afbeelding."),
        # Numbers, writing and groups.
        (r"must be an exact number such as (.*)", r"Hier hoort een getal, zoals \1."),
        (
            r"marks must be a whole number or a fraction.*",
            "Hier hoort een geheel getal of een breuk, zoals 17/2.",
        ),
        (r"must be more than 0", "Dit moet meer dan 0 zijn."),
        (r"must not be more than max_words", "Dit is meer dan het grootste aantal woorden."),
        (r"must not begin as a number does", "Begin niet met een cijfer of een teken."),
        (
            r"must be single characters that can be seen",
            "Gebruik losse tekens die iedereen kan zien.",
        ),
        (r"must be like q1", "Gebruik een naam zoals q1."),
        (r"must be one that a key scores", "Kies een type dat door een sleutel gescoord wordt."),
        (r"must not be a group itself", "Een groep kan geen groep bevatten."),
        (r"must be two or more", "Voorzie er twee of meer."),
        (r"must be a text.*", "Hier hoort tekst."),
        (r"must be a whole number.*", "Hier hoort een geheel getal."),
        (r"must be at least (\d+)", r"Dit moet minstens \1 zijn."),
        (r"must be true or false.*", "Hier hoort ja of nee (true of false)."),
        (r"must be a day.*", "Hier hoort een dag, zoals 2026-03-01."),
        (r"must be a list.*", "Hier hoort een lijst."),
        (r"must be a table.*", "Hier hoort een tabel met velden."),
        (
            r"must hold braces only around the name of a gap",
            "Gebruik accolades alleen rond de naam van een gat, zoals {g1}.",
        ),
        (
            r"must hold each of (.*) once and no other gap",
            r"Zet \1 er elk één keer in, en geen ander gat.",
        ),
        (r"must be (.*), in that order", r"Dit moet \1 zijn, in die volgorde."),
        (r"must be one of (.*)", r"Kies een van \1."),
        (r"must be (.*) or (.*)", r"Kies \1 of \2."),
        (r"must be (\S+)", r"Dit moet \1 zijn."),
    )
)
NO_DUTCH = "Dit klopt niet ({problem})."


def explain_problem(problem: str) -> str:
    """What is wrong with a field, in Dutch; what has no words yet stays visible as it was told."""
    for pattern, dutch in PROBLEMS:
        found = pattern.fullmatch(problem)
        if found is not None:
            return found.expand(dutch)
    return NO_DUTCH.format(problem=problem)


def name_field(path: str) -> str:
    """The place of a field in words: "choices[1].text" is "antwoord 2, tekst"."""
    steps = re.findall(r"([^.\[\]]+)(?:\[(\w+)\])?", path)
    return ", ".join(_name_step(name, place) for name, place in steps)


def _name_step(name: str, place: str) -> str:
    word = FIELDS.get(name, name.replace("_", " "))
    if not place:
        return word
    return f"{word} {int(place) + 1 if place.isdecimal() else place}"


def name_text(text_id: str) -> str:
    """A text of an item in words: "choice-b" is "antwoord b"."""
    question, _, name = text_id.rpartition(".")
    kind, _, which = name.partition("-")
    named = " ".join(filter(None, (TEXT_NAMES.get(kind, kind), TEXT_NAMES.get(which, which))))
    return f"{question}, {named}" if question else named


def explain_refusal(refusal: FileRefused) -> str:
    """Why a file was not kept."""
    sentence = REFUSALS[refusal.refusal]
    if sentence.endswith("."):
        return f"{sentence} Er is niets bewaard."
    return f"{sentence}{f': {refusal.detail}' if refusal.detail else ''}. Er is niets bewaard."
