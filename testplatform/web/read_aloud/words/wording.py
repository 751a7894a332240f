"""The Dutch words of the pages about pronunciation."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from itembank.interchange.exchanges import FileFault
from testplatform.services.read_aloud.words import WordFault, WordProblem

NOT_THEIRS = "Deze taal staat niet bij uw talen. Er is niets gewijzigd."
ENGINE_MISSING = (
    "De machine die deze taal uitspreekt, werkt nu niet. Er is niets gewijzigd: probeer het "
    "straks opnieuw."
)
NOTHING_TO_CHANGE = "Er was niets te wijzigen."
WORD_NOT_IN_TEXT = (
    "Met deze uitspraak blijft de tekst klinken zoals hij klinkt: het woord staat er niet zo in. "
    "Er is niets bewaard."
)
MOST_FAULTS = 10

WORD_PROBLEMS: Mapping[WordProblem, str] = MappingProxyType(
    {
        WordProblem.EMPTY: "vul het woord en de uitspraak in",
        WordProblem.TOO_LONG: "dit is te lang",
        WordProblem.STRANGE_SIGNS: "hier staat een teken in dat niet uitgesproken kan worden",
        WordProblem.SILENT: "hier is niets uit te spreken",
        WordProblem.TWICE: "dit woord staat er twee keer",
    }
)
FILE_FAULTS: Mapping[FileFault, str] = MappingProxyType(
    {
        FileFault.TOO_LARGE: "Dit bestand is te groot. Deel het op in kleinere bestanden.",
        FileFault.COLUMNS: "In dit bestand ontbreken de kolommen ‘woord’ en ‘uitspraak’.",
    }
)
UNREADABLE = "Dit bestand is niet te lezen. Gebruik csv in UTF-8."


def describe_faults(faults: Sequence[WordFault], *, in_file: bool) -> tuple[str, ...]:
    """What is wrong with words, a sentence for each; of a long list the first."""
    sentences = [
        f"Rij {one.line} (‘{one.word}’): {WORD_PROBLEMS[one.problem]}."
        if in_file
        else f"{WORD_PROBLEMS[one.problem].capitalize()}."
        for one in faults[:MOST_FAULTS]
    ]
    left = len(faults) - len(sentences)
    more = (f"En nog {left} rijen.",) if left else ()
    return (*sentences, *more, "Er is niets bewaard.")


def describe_file_fault(fault: FileFault) -> str:
    return FILE_FAULTS.get(fault, UNREADABLE)


def describe_result(texts: int) -> str:
    """What a change of pronunciation brought about."""
    if texts == 0:
        return "Bewaard. Geen enkele tekst klinkt er nu anders door."
    made = "1 tekst wordt" if texts == 1 else f"{texts} teksten worden"
    return f"Bewaard. {made} opnieuw gemaakt en daarna opnieuw nagekeken."
