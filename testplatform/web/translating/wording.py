"""The Dutch words of the translators' pages."""

from collections.abc import Mapping
from types import MappingProxyType

from itembank.interchange.exchanges import FileFault, Refusal, Verdict
from itembank.lifecycle import ItemState
from itembank.translating import TextState
from testplatform.web.staff.pages import Badge, Tone

TEXT_STATES: Mapping[TextState, Badge] = MappingProxyType(
    {
        TextState.MISSING: Badge(word="ontbreekt", tone=Tone.NEUTRAL),
        TextState.OUTDATED: Badge(word="verouderd", tone=Tone.BAD),
        TextState.DRAFT: Badge(word="concept", tone=Tone.WARNING),
        TextState.TRANSLATED: Badge(word="vertaald", tone=Tone.ACTIVE),
        TextState.REVIEWED: Badge(word="nagelezen", tone=Tone.GOOD),
    }
)
SIGNS: Mapping[TextState, str] = MappingProxyType(
    {
        TextState.MISSING: "–",
        TextState.OUTDATED: "!",
        TextState.DRAFT: "C",
        TextState.TRANSLATED: "V",
        TextState.REVIEWED: "✓",
    }
)
VERSION_STATES: Mapping[ItemState, Badge] = MappingProxyType(
    {
        ItemState.DRAFT: Badge(word="in opmaak", tone=Tone.NEUTRAL),
        ItemState.IN_REVIEW: Badge(word="in nalezing", tone=Tone.WARNING),
        ItemState.APPROVED: Badge(word="goedgekeurd", tone=Tone.ACTIVE),
        ItemState.PUBLISHED: Badge(word="gepubliceerd", tone=Tone.GOOD),
        ItemState.RETIRED: Badge(word="uit gebruik", tone=Tone.NEUTRAL),
    }
)
VERDICTS: Mapping[Verdict, Badge] = MappingProxyType(
    {
        Verdict.KEPT: Badge(word="blijft", tone=Tone.NEUTRAL),
        Verdict.CHANGED: Badge(word="wijzigt", tone=Tone.ACTIVE),
        Verdict.REFUSED: Badge(word="geweigerd", tone=Tone.BAD),
    }
)
REFUSALS: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.UNKNOWN_ITEM: "dit item is er niet, of het is uit gebruik",
        Refusal.UNKNOWN_TEXT: "dit item heeft zo'n tekst niet",
        Refusal.TWICE: "deze tekst stond eerder in het bestand",
        Refusal.EMPTY: "de vertaling is leeg",
        Refusal.SOURCE_CHANGED: "de brontekst is gewijzigd sinds het bestand werd gemaakt",
        Refusal.NOT_SOUND: "de vertaling kan zo niet",
    }
)
FILE_FAULTS: Mapping[FileFault, str] = MappingProxyType(
    {
        FileFault.TOO_LARGE: (
            "Dit bestand is te groot of bevat te veel in één keer (hoogstens 1 MB). "
            "Exporteer per testdeel en lees de bestanden na elkaar in."
        ),
        FileFault.UNREADABLE: (
            "Dit bestand is niet te lezen. Gebruik XLIFF 2.1, een werkmap (xlsx) of csv in UTF-8."
        ),
        FileFault.ENTITIES: (
            "Dit bestand bevat entiteiten of een DTD. Om veiligheidsredenen wordt het niet gelezen."
        ),
        FileFault.OTHER_LANGUAGE: "Dit bestand is niet voor deze taal.",
        FileFault.COLUMNS: "In dit bestand ontbreken kolommen. Gebruik het bestand dat u ophaalde.",
    }
)
# What a text problem says (in English, in the item bank), by how it begins.
TEXT_PROBLEMS = MappingProxyType(
    {
        "must not be empty": "mag niet leeg zijn",
        "must not begin or end with white space": "mag niet met een spatie beginnen of eindigen",
        "must not hold control characters": "moet één alinea zijn, zonder bijzondere tekens",
        "must not be longer than": "is te lang",
        "must hold braces only": "mag accolades alleen rond de naam van een invulplek hebben",
        "must hold each of": "moet elke invulplek juist één keer bevatten",
        "must be reviewed by somebody": "moet iemand anders nalezen dan wie de tekst schreef",
        "has another source now": "is verouderd: de brontekst is gewijzigd",
        "is missing": "ontbreekt nog",
        "is not a text of the item": "hoort niet bij dit item",
    }
)
TEXT_LABELS = MappingProxyType(
    {
        "prompt": "Vraag",
        "stimulus": "Tekst bij de vraag",
        "stimulus-image": "Beschrijving van de afbeelding",
        "text": "Tekst",
        "unit": "Eenheid",
    }
)
CHOICE_PREFIX = "choice-"

ONLY_OWN_LANGUAGES = (
    "U kunt dit bekijken en er opmerkingen bij maken, maar niet vertalen: "
    "deze taal staat niet bij uw talen. Vraag de beheerder om ze toe te voegen."
)
NOT_TRANSLATED_ANY_MORE = "Deze versie is uit gebruik en wordt niet meer vertaald."
SOURCE_NOT_READY = "De brontekst van dit item is nog niet in orde: er valt nog niets te vertalen."
NOT_THEIRS = "U mag in deze taal niet vertalen of nalezen. Er is niets bewaard."
CONFLICT = (
    "Iemand anders heeft dit item intussen gewijzigd. Er is nog niets bewaard: vergelijk hieronder "
    "uw tekst met wat er nu staat en bewaar opnieuw."
)


def describe_text(text_id: str) -> str:
    """Name a text of an item: "Vraag", "Keuze a", "q1: Keuze b"."""
    group, dot, own = text_id.rpartition(".")
    name = own.removeprefix(CHOICE_PREFIX)
    label = f"Keuze {name}" if own.startswith(CHOICE_PREFIX) else TEXT_LABELS.get(own, own)
    return f"{group}: {label}" if dot else label


def explain_text_problem(problem: str) -> str:
    """What is wrong with a text; what has no Dutch words stays as it was told."""
    return next(
        (dutch for start, dutch in TEXT_PROBLEMS.items() if problem.startswith(start)), problem
    )


def count_in_words(numbers: Mapping[TextState, int]) -> str:
    """Write the states that occur with their numbers, the most finished first."""
    named = [f"{number} {TEXT_STATES[state].word}" for state, number in numbers.items() if number]
    return ", ".join(reversed(named)) or "niets te vertalen"
