"""The Dutch words for what the platform knows by code. Every such word of a staff page is here."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import assert_never

from itembank.deciding import find_purpose
from itembank.forms import Stakes
from itembank.items import PRACTICE_PART, ItemType, LearningEnvironment, Skill
from itembank.programmes import get_programme
from itembank.readaloud import SpeechCoverage
from itembank.timing import brussels_date
from itembank.translations import TranslationState
from scoring.awards import Judged
from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    Joining,
    MoreThanPercentage,
)
from scoring.decisions import Outcome
from scoring.explanations import date_in_dutch, marks_in_dutch, sentence
from scoring.resits import ResitAnswer, ResitRefusal
from testplatform.clienttracking.failures import UnreachableReason
from testplatform.models.attempts import AttemptState, SubmittedBy
from testplatform.models.bookings import Booking
from testplatform.models.forms import FormRelease
from testplatform.models.journal import EntryKind, HeldReason
from testplatform.models.outbox import DeliveryState
from testplatform.services.booked_facts import list_booked_facts
from testplatform.web.staff.pages import Badge, Tone

ATTEMPT_STATES: Mapping[AttemptState, Badge] = MappingProxyType(
    {
        AttemptState.READY: Badge(word="ingecheckt", tone=Tone.NEUTRAL),
        AttemptState.IN_PROGRESS: Badge(word="bezig", tone=Tone.ACTIVE),
        AttemptState.SUBMITTED: Badge(word="ingediend", tone=Tone.WARNING),
        AttemptState.AWAITING_RATINGS: Badge(word="wacht op beoordelaars", tone=Tone.WARNING),
        AttemptState.SCORED: Badge(word="beslist", tone=Tone.GOOD),
    }
)
NOT_CHECKED_IN = Badge(word="niet ingecheckt", tone=Tone.NEUTRAL)
BOOKED = Badge(word="geboekt", tone=Tone.NEUTRAL)
NOT_OPEN_YET = Badge(word="nog niet open", tone=Tone.NEUTRAL)
OPEN = Badge(word="open", tone=Tone.GOOD)
CLOSED = Badge(word="gesloten", tone=Tone.NEUTRAL)
REFUSED_BOOKINGS = Badge(word="geweigerd", tone=Tone.WARNING)

DELIVERY_STATES: Mapping[DeliveryState, Badge] = MappingProxyType(
    {
        DeliveryState.PENDING: Badge(word="te bezorgen", tone=Tone.ACTIVE),
        DeliveryState.DELIVERED: Badge(word="bezorgd", tone=Tone.GOOD),
        DeliveryState.PARKED: Badge(word="geparkeerd", tone=Tone.WARNING),
    }
)
DESTINATIONS = MappingProxyType({"client-tracking": "cliëntvolgsysteem"})

OUTCOMES: Mapping[Outcome, Badge] = MappingProxyType(
    {
        Outcome.PASSED: Badge(word="geslaagd", tone=Tone.GOOD),
        Outcome.FAILED: Badge(word="niet geslaagd", tone=Tone.BAD),
    }
)

REACHED: Mapping[bool, Badge] = MappingProxyType(
    {
        True: Badge(word="bereikt", tone=Tone.GOOD),
        False: Badge(word="niet bereikt", tone=Tone.BAD),
    }
)

SUBMITTERS: Mapping[SubmittedBy, str] = MappingProxyType(
    {
        SubmittedBy.CANDIDATE: "door de kandidaat",
        SubmittedBy.CLOCK: "door de klok, omdat de tijd om was",
        SubmittedBy.ASSESSOR: "door een beoordelaar, zonder schriftelijke test",
    }
)

HELD_REASONS: Mapping[HeldReason, str] = MappingProxyType(
    {
        HeldReason.LEASE_SUPERSEDED: "kwam van een toestel dat vervangen was",
        HeldReason.ALREADY_SUBMITTED: "kwam na het indienen",
        HeldReason.SEQUENCE_REUSED: "zelfde volgnummer met een andere inhoud",
        HeldReason.UNKNOWN_ITEM: "vraag staat niet in deze testversie",
        HeldReason.UNREADABLE: "inhoud is niet te lezen",
        HeldReason.NO_PLAYS_LEFT: "fragment was al zo vaak gestart als mag",
        HeldReason.TEST_NOT_OPEN: "hoort bij een test die niet open is (of niet meer)",
    }
)

ENTRY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        EntryKind.ANSWER: "antwoord",
        EntryKind.MARK: "markering",
        EntryKind.VISIT: "bezoek",
        EntryKind.LISTEN: "beluistering",
        EntryKind.PLAY: "start van een fragment met een limiet",
    }
)

TRANSLATION_STATES: Mapping[TranslationState, Badge] = MappingProxyType(
    {
        TranslationState.DRAFT: Badge(
            word="concept, wacht op nalezing door moedertaalspreker", tone=Tone.WARNING
        ),
        TranslationState.OUTDATED: Badge(
            word="verouderd: de brontekst is gewijzigd", tone=Tone.BAD
        ),
        TranslationState.TRANSLATED: Badge(
            word="vertaald, wacht op nalezing door moedertaalspreker", tone=Tone.ACTIVE
        ),
        TranslationState.REVIEWED: Badge(word="nagelezen", tone=Tone.GOOD),
    }
)
SOURCE_LANGUAGE_BADGE = Badge(word="brontaal", tone=Tone.GOOD)

JOININGS: Mapping[Joining, str] = MappingProxyType(
    {
        Joining.ALL_PARTS: "elk deel moet zijn cesuur bereiken",
        Joining.ANY_PART: "één deel moet zijn cesuur bereiken",
    }
)

ITEM_TYPES: Mapping[ItemType, str] = MappingProxyType(
    {
        ItemType.SELECT_ONE: "meerkeuze, één juist",
        ItemType.TRUE_FALSE: "juist of niet juist",
        ItemType.TRUE_FALSE_UNKNOWN: "juist, niet juist of niet gezegd",
        ItemType.IMAGE_CHOICE: "kies een beeld",
        ItemType.SELECT_SEVERAL: "meerkeuze, meer juist",
        ItemType.HOTSPOT: "plaats op een beeld",
        ItemType.HOT_TEXT: "woorden in een tekst",
        ItemType.ORDER: "volgorde",
        ItemType.MATCH_PAIRS: "paren",
        ItemType.CATEGORISE: "indelen in groepen",
        ItemType.GAP_TEXT: "gaten invullen",
        ItemType.GAP_CHOICE: "gaten vullen met woorden",
        ItemType.INLINE_CHOICE: "keuze in de zin",
        ItemType.NUMBER: "getal",
        ItemType.SHORT_TEXT: "kort antwoord",
        ItemType.LONG_WRITING: "schrijfopdracht",
        ItemType.INFORMATION: "informatiepagina",
        ItemType.STIMULUS_GROUP: "vragen bij materiaal",
        ItemType.LISTENING: "luistervraag",
        ItemType.SPEAKING: "spreekopdracht",
        ItemType.FIGURE_SERIES: "figurenreeks",
        ItemType.FIGURE_MATRIX: "figurenmatrix",
    }
)
SKILLS: Mapping[Skill, str] = MappingProxyType(
    {
        Skill.READING: "lezen",
        Skill.LISTENING: "luisteren",
        Skill.WRITING: "schrijven",
        Skill.SPEAKING: "spreken",
        Skill.ORAL_INTERACTION: "mondelinge interactie",
        Skill.REASONING: "redeneren",
    }
)
LEARNING_ENVIRONMENTS: Mapping[LearningEnvironment, str] = MappingProxyType(
    {
        LearningEnvironment.CITY_AND_COUNTRY: "stad en land",
        LearningEnvironment.PUBLIC_SERVICES: "openbare diensten",
        LearningEnvironment.LEISURE: "vrije tijd",
        LearningEnvironment.FAMILY: "gezin",
        LearningEnvironment.WORK: "werk",
        LearningEnvironment.CONSUMPTION: "consumptie",
        LearningEnvironment.MOBILITY: "mobiliteit",
        LearningEnvironment.HOUSING: "wonen",
        LearningEnvironment.HEALTH: "gezondheid",
        LearningEnvironment.EDUCATION: "onderwijs",
        LearningEnvironment.RESIDENCE: "verblijf",
    }
)

STAKES: Mapping[Stakes, str] = MappingProxyType(
    {
        Stakes.HIGH: "echte toets: alleen nagekeken stemmen",
        Stakes.PRACTICE: "oefentoets of demonstratie",
    }
)

NO_FORM = Badge(word="geen testversie", tone=Tone.BAD)
READ_ALOUD_NEEDS_A_FORM = Badge(word="niet in deze taal", tone=Tone.WARNING)
NO_VOICE = Badge(word="geen stem", tone=Tone.NEUTRAL)
READ_ALOUD_READY = Badge(word="klaar, niet nagekeken", tone=Tone.WARNING)
READ_ALOUD_APPROVED = Badge(word="goedgekeurd", tone=Tone.GOOD)
WITHOUT_READ_ALOUD = Badge(word="zonder voorlezen", tone=Tone.WARNING)
NOT_RELEASED = Badge(word="niet vrijgegeven", tone=Tone.BAD)

BOOKING_FIELDS = MappingProxyType(
    {
        "id": "nummer van de afspraak",
        "dossier": "dossiernummer",
        "given_name": "voornaam",
        "family_name": "familienaam",
        "programme": "testprogramma",
        "moment": "testmoment",
        "language": "taal",
        "needs": "noden",
        "test_centre": "testcentrum",
        "starts_at": "begin",
        "region": "regio",
        "revision": "revisie",
        "message": "bericht",
    }
)
# What the reader of bookings says (in English, for the other system), by how it begins.
BOOKING_PROBLEMS = MappingProxyType(
    {
        "unknown programme": "dit testprogramma bestaat hier niet",
        "the platform does not decide": "dit testprogramma kan hier nog niet afgenomen worden",
        "unknown need": "deze nood kent het testprogramma niet",
        "unknown language": "deze taal bestaat hier niet",
        "unknown test centre": "dit testcentrum bestaat hier niet",
        "is missing": "ontbreekt",
        "is not a known field": "dit veld staat niet in de afspraken tussen beide systemen",
        "is not a": "is geen bestaand tijdstip",
        "must not be empty": "mag niet leeg zijn",
        "must be a code": "heeft niet de vorm die is afgesproken",
        "must": "heeft niet de vorm die is afgesproken",
        "the message must": "het bericht is niet te lezen",
        "this revision was told": "deze revisie kwam al eerder, met een andere inhoud",
        "the candidate has been checked in": "de kandidaat was al ingecheckt",
        "'": "dit testmoment hoort niet bij het testprogramma",
    }
)

# What the delivery of a result met, by the first word that is stored.
DELIVERY_PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        UnreachableReason.NO_CONNECTION: (
            "Het cliëntvolgsysteem is niet bereikbaar. Het wordt vanzelf opnieuw geprobeerd."
        ),
        UnreachableReason.TIMEOUT: (
            "Het cliëntvolgsysteem antwoordde niet op tijd. Het wordt vanzelf opnieuw geprobeerd."
        ),
        UnreachableReason.BUSY: (
            "Het cliëntvolgsysteem heeft het druk. Het wordt vanzelf opnieuw geprobeerd."
        ),
        UnreachableReason.SERVER_ERROR: (
            "Het cliëntvolgsysteem heeft een storing. Het wordt vanzelf opnieuw geprobeerd."
        ),
        UnreachableReason.NOT_ADMITTED: (
            "Het cliëntvolgsysteem laat ons niet toe. Laat de toegangssleutel nakijken; "
            "het wordt vanzelf opnieuw geprobeerd."
        ),
        UnreachableReason.UNEXPECTED_ANSWER: (
            "Er kwam een antwoord dat niet van het cliëntvolgsysteem lijkt. "
            "Laat de verbinding nakijken; het wordt vanzelf opnieuw geprobeerd."
        ),
        "unknown": (
            "Dit dossier bestaat niet in het cliëntvolgsysteem. "
            "Laat het dossier daar in orde brengen en bied de uitslag dan opnieuw aan."
        ),
        "refused": (
            "Het cliëntvolgsysteem weigert deze uitslag. "
            "Laat de oorzaak nakijken en bied de uitslag dan opnieuw aan."
        ),
    }
)


def describe_attempt_state(state: AttemptState | None) -> Badge:
    """The state of somebody's attempt; None for who was not checked in."""
    return NOT_CHECKED_IN if state is None else ATTEMPT_STATES[state]


def explain_undecided(state: AttemptState) -> str:
    """Why there is no decision yet, and what it waits for."""
    if state is AttemptState.AWAITING_RATINGS:
        return "Er is nog geen beslissing. Ze wacht op de punten van beoordelaars."
    return "Er is nog geen beslissing. Ze komt er vanzelf, kort nadat de test is ingediend."


def describe_read_aloud(coverage: SpeechCoverage) -> Badge:
    """How far the audio of a language is; what was refused is never counted as done."""
    if coverage.is_complete:
        return READ_ALOUD_APPROVED if coverage.is_releasable else READ_ALOUD_READY
    if coverage.waiting:
        return Badge(word=f"wordt gemaakt {coverage.percent} %", tone=Tone.ACTIVE)
    if coverage.refused:
        return Badge(word=f"{coverage.percent} %, {coverage.refused} geweigerd", tone=Tone.WARNING)
    return NO_VOICE if not coverage.made else Badge(word=f"{coverage.percent} %", tone=Tone.WARNING)


def describe_release(release: FormRelease | None) -> Badge:
    """How an exam may be given in a language: not at all, without read-aloud, or with all of it."""
    if release is None:
        return NOT_RELEASED
    return READ_ALOUD_APPROVED if release.has_read_aloud else WITHOUT_READ_ALOUD


def explain_audio_first(silent: int, texts: int) -> str | None:
    """Why somebody who cannot read cannot sit a test by ear alone; None when they can."""
    if silent == texts:
        return "Op gehoor kan niet: er is geen audio in deze taal."
    if silent:
        return f"Op gehoor kan niet helemaal: {silent} van {texts} teksten zonder audio."
    return None


def describe_needs(programme: str, needs: Collection[str]) -> tuple[str, ...]:
    """The titles of the needs in the order of the programme."""
    return tuple(need.title for need in get_programme(programme).needs if need.code in needs)


def describe_moment(programme: str, moment: str) -> str:
    return get_programme(programme).names.get(moment, moment)


def describe_part(programme: str, part: str) -> str:
    names = {**get_programme(programme).names, PRACTICE_PART: "oefenvragen"}
    return names.get(part, part)


def describe_booked_parts(booking: Booking) -> str:
    """The parts that are sat in a resit, in the order of the programme; empty for the whole."""
    programme = get_programme(booking.programme)
    booked = booking.parts or ()
    return ", ".join(part.title for part in programme.parts if part.code in booked)


def explain_resit(answer: ResitAnswer) -> tuple[str, ...]:
    """What stands in the way of a resit, a sentence each."""
    sentences = []
    if ResitRefusal.TOO_EARLY in answer.refusals and answer.first_day is not None:
        sentences.append(f"Herkansing te vroeg: mag vanaf {date_in_dutch(answer.first_day)}.")
    if ResitRefusal.SAME_FORM in answer.refusals:
        sentences.append("Deze persoon kreeg deze testversie al eens.")
    return tuple(sentences)


def describe_purpose(booking: Booking) -> str | None:
    """What the level is for, as its title was on the day of the sitting; None where none is."""
    if booking.purpose is None:
        return None
    sat_on = brussels_date(booking.sitting.starts_at)
    return find_purpose(get_programme(booking.programme), booking.purpose, sat_on).title


def describe_facts(booking: Booking) -> tuple[str, ...]:
    """What others told, a sentence each, as a decision says it (rule 10.3)."""
    names = get_programme(booking.programme).names
    return tuple(sentence(told, names) for told in list_booked_facts(booking))


def describe_cut_score(cut_score: CutScore) -> str:
    """A cut score in words: "minstens 80 %", "meer dan 50 %", "minstens 30 punten"."""
    match cut_score:
        case AtLeastPercentage(percentage=percentage):
            return f"minstens {marks_in_dutch(percentage)} %"
        case MoreThanPercentage(percentage=percentage):
            return f"meer dan {marks_in_dutch(percentage)} %"
        case AtLeastPoints(points=points):
            return f"minstens {marks_in_dutch(points)} punten"
        case _:
            assert_never(cut_score)


def describe_judged(judged: Judged) -> str:
    """The ratings behind marks, without names: "4 en 5 op 6"."""
    if not judged.points:
        return "niets ingeleverd"
    return f"beoordeeld met {' en '.join(map(str, judged.points))} op {judged.most}"


def explain_delivery_problem(problem: str) -> str:
    """What a stored problem of a delivery means and what to do about it."""
    first_word = problem.partition(" ")[0]
    return DELIVERY_PROBLEMS.get(first_word, "Er ging iets mis dat hier geen uitleg heeft.")


def explain_booking_problem(problem: str) -> str:
    """What is wrong with a field of a booking; what has no Dutch words stays as it was told."""
    return next(
        (dutch for start, dutch in BOOKING_PROBLEMS.items() if problem.startswith(start)), problem
    )
