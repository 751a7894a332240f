"""Why the rules refuse a decision, as a Dutch sentence for administrators.

The sentence is kept with the attempt or the case. The log keeps that of the rule itself.
"""

from collections.abc import Mapping
from functools import singledispatch
from types import MappingProxyType

from scoring.awards import MarksOutOfRange, NothingToSum
from scoring.bands import NoBandTableInForce
from scoring.cut_scores import NoCutScoreInForce
from scoring.documents import DocumentNotUnderstood
from scoring.errors import ScoringError
from scoring.explanations import date_in_dutch, marks_in_dutch
from scoring.explanations.nivo import say_way_reason
from scoring.levels import NoLevelSetInForce, NoPurposeInForce
from scoring.marks import MarksNotExact
from scoring.programmes.covaar import BandTableDoesNotFit, SubtestBrokenOff
from scoring.programmes.ct import LevelsDoNotFit, ResultDoesNotFit
from scoring.programmes.nivo import PointsDoNotFit, RoutingDoesNotFit, StageNotOnTheWay
from scoring.programmes.nivo_retraced import WayNotKnown
from scoring.programmes.parts import (
    CutScoresNotYetInForce,
    CutScoresOfAnotherProgramme,
    PartsDoNotMatch,
)
from scoring.programmes.prescreening import ChanceNotEstimable
from scoring.ratings import combining
from scoring.ratings.rubrics import ScoresDoNotFit
from scoring.rescoring import NoAwardByKey
from scoring.routing import NoRoutingInForce
from scoring.thresholds import CutScoreAboveMaximum
from testplatform.services.deciding import PartHasNothingToSum, PurposeMissing, RatingsMissing
from testplatform.services.rescoring_findings import OtherTable
from testplatform.services.rescoring_problems import EarlierNotDecided

LONGEST = 255
OTHER_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "bands": "de tabel van intervallen",
        "levels": "de tabel van de niveaus",
        "purpose": "wat het doel vraagt",
        "routing": "de routing",
    }
)


def say_refusal(problem: ScoringError) -> str:
    """The reason as it is kept, cut where it would not fit."""
    return _say(problem)[:LONGEST]


@singledispatch
def _say(problem: ScoringError) -> str:
    """What nobody has words for yet goes as the rule says it, in English."""
    return f"de regels weigeren dit, met deze Engelse zin: {problem}"


@_say.register
def _(problem: NoCutScoreInForce) -> str:
    return (
        f"er was op {date_in_dutch(problem.on)} geen cesuur van kracht voor {problem.programme}, "
        f"moment {problem.moment}"
    )


@_say.register
def _(problem: NoBandTableInForce) -> str:
    day = date_in_dutch(problem.on)
    return f"er was op {day} geen tabel van intervallen van kracht voor {problem.programme}"


@_say.register
def _(problem: NoLevelSetInForce) -> str:
    return (
        f"er waren op {date_in_dutch(problem.on)} geen niveaus van kracht voor "
        f"{problem.programme}, moment {problem.moment}"
    )


@_say.register
def _(problem: NoRoutingInForce) -> str:
    return f"er was op {date_in_dutch(problem.on)} geen routing van kracht voor {problem.programme}"


@_say.register
def _(problem: NoPurposeInForce) -> str:
    return f"het doel {problem.code[:40]} was op {date_in_dutch(problem.on)} niet van kracht"


@_say.register
def _(_problem: PurposeMissing) -> str:
    return "in de afspraak staat niet voor welk doel de test is"


@_say.register
def _(problem: RatingsMissing) -> str:
    return f"er ontbreken nog beoordelingen: {', '.join(problem.missing)}"


@_say.register
def _(problem: combining.RatingsMissing) -> str:
    return f"er zijn {problem.given} beoordelingen; er zijn er nog {problem.wanted} nodig"


@_say.register
def _(problem: combining.RatingsTooMany) -> str:
    return f"er zijn {problem.given} beoordelingen van hetzelfde antwoord: meer dan er mogen zijn"


@_say.register
def _(_problem: ScoresDoNotFit) -> str:
    return "een beoordeling past niet bij de criteria en punten van haar beoordelingsmodel"


@_say.register
def _(_problem: NothingToSum) -> str:
    return "er zijn geen vragen die meetellen"


@_say.register
def _(problem: PartHasNothingToSum) -> str:
    return f"deel {problem.part} heeft geen enkele vraag die meetelt"


@_say.register
def _(problem: PartsDoNotMatch) -> str:
    said = [f"delen zonder punten: {', '.join(problem.missing)}"] if problem.missing else []
    if problem.unknown:
        said.append(f"delen die de test niet kent: {', '.join(problem.unknown)}")
    return "; ".join(said)


@_say.register
def _(problem: CutScoresOfAnotherProgramme) -> str:
    return f"cesuur {problem.code} is van een ander programma ({problem.programme})"


@_say.register
def _(problem: CutScoresNotYetInForce) -> str:
    return (
        f"cesuur {problem.code} geldt pas vanaf {date_in_dutch(problem.effective_from)}, "
        f"na de afname op {date_in_dutch(problem.sat_on)}"
    )


@_say.register
def _(problem: CutScoreAboveMaximum) -> str:
    return (
        f"de cesuur vraagt {marks_in_dutch(problem.points)} punten van een deel "
        f"met {marks_in_dutch(problem.out_of)} punten"
    )


@_say.register
def _(_problem: MarksOutOfRange) -> str:
    return "er zijn meer punten gegeven dan het maximum, of het maximum is nul"


@_say.register
def _(_problem: MarksNotExact) -> str:
    return "er zijn punten die geen getal van nul of meer zijn"


@_say.register
def _(problem: SubtestBrokenOff) -> str:
    return f"deel {problem.subtest} is afgebroken en moet opnieuw afgenomen worden"


@_say.register
def _(problem: BandTableDoesNotFit) -> str:
    return (
        f"tabel van intervallen {problem.code} past niet: zij is van een ander programma, geldt "
        "pas later, is gemaakt voor andere punten of vraagt er te veel"
    )


@_say.register
def _(problem: LevelsDoNotFit) -> str:
    return (
        f"niveaus {problem.code} passen niet: een ander programma, een latere begindatum, of zij "
        "hebben een deel of een niveau niet dat het doel vraagt"
    )


@_say.register
def _(problem: ResultDoesNotFit) -> str:
    return (
        f"het resultaat van deel {problem.part} past niet bij de niveaus: andere punten, te weinig "
        "beoordelaars, of een deel dat anders beoordeeld wordt"
    )


@_say.register
def _(problem: ChanceNotEstimable) -> str:
    return f"voor deel {problem.part} is geen kans te schatten bij dit doel en deze punten"


@_say.register
def _(problem: RoutingDoesNotFit) -> str:
    return f"routing {problem.code} is van een ander programma of geldt pas na de eerste test"


@_say.register
def _(problem: PointsDoNotFit) -> str:
    return f"de punten van stap {problem.stage} zijn niet die van haar beoordelingsmodellen"


@_say.register
def _(problem: StageNotOnTheWay) -> str:
    return f"er zijn punten van stap {problem.stage}, die niet op de weg van deze kandidaat ligt"


@_say.register
def _(problem: WayNotKnown) -> str:
    return say_way_reason(problem.reason, problem.test.title)


@_say.register
def _(_problem: NoAwardByKey) -> str:
    return "voor het antwoord op de verbeterde vraag zijn geen punten volgens de sleutel bewaard"


@_say.register
def _(problem: EarlierNotDecided) -> str:
    return f"een eerdere correctie ({problem.code}) kon niet beslist worden"


@_say.register
def _(problem: OtherTable) -> str:
    table = OTHER_TABLES[problem.table]
    return f"{table} van die dag is niet meer zoals bij de beslissing"


@_say.register
def _(_problem: DocumentNotUnderstood) -> str:
    return "een bewaarde tabel of beslissing is niet te lezen"
