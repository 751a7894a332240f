"""Every refusal that deciding can give has a Dutch sentence, and no other is forgotten."""

import importlib
import pkgutil
from datetime import date

import pytest

import itembank
import scoring
import testplatform.services
from scoring.analysis.chances import ChanceNotDefined
from scoring.analysis.cut_score_changes import NegativeNumber
from scoring.analysis.standard_setting.proposals import StandardNotSet
from scoring.awards import MarksOutOfRange, NothingToSum
from scoring.bands import BandTableNotValid, BandTablesOverlap, NoBandTableInForce
from scoring.codes import (
    BandTableCode,
    CorrectionCode,
    CutScoreSetCode,
    LevelSetCode,
    MomentCode,
    PartCode,
    ProgrammeCode,
    RoutingCode,
    StageCode,
)
from scoring.corrections import PeriodNotValid
from scoring.cut_scores import (
    CutScoreSetNotValid,
    CutScoreSetsOverlap,
    LevelsOutOfOrder,
    NoCutScoreInForce,
)
from scoring.documents import DocumentNotUnderstood, FieldNotReadable, Problem
from scoring.errors import ScoringError
from scoring.levels import NoLevelSetInForce, NoPurposeInForce
from scoring.levels.purposes import PurposeNotValid, PurposesOverlap
from scoring.levels.scales import LevelSetNotValid, LevelSetsOverlap
from scoring.marks import MarksNotExact
from scoring.orientation.framework import FrameworkNotValid
from scoring.orientation.proposals import BandNotInFramework
from scoring.orientation.signing import AdviceNotSound
from scoring.programmes.covaar import BandTableDoesNotFit, SubtestBrokenOff
from scoring.programmes.ct import LevelsDoNotFit, ResultDoesNotFit
from scoring.programmes.mo import NoCourseToEvaluate
from scoring.programmes.nivo import PointsDoNotFit, RoutingDoesNotFit, StageNotOnTheWay
from scoring.programmes.nivo_retraced import WayNotKnown
from scoring.programmes.parts import (
    CutScoresNotYetInForce,
    CutScoresOfAnotherProgramme,
    PartsDoNotMatch,
)
from scoring.programmes.prescreening import ChanceNotEstimable
from scoring.ratings import combining
from scoring.ratings.rubrics import RubricNotValid, ScoresDoNotFit
from scoring.rescoring import NoAwardByKey
from scoring.routing import NoRoutingInForce, RoutingNotSound
from scoring.routing.graphs import RoutingsOverlap
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.mapped_choices import BoundsNotSound
from scoring.rules.number_within_tolerance import ToleranceNotValid
from scoring.thresholds import CutScoreAboveMaximum, CutScoreNotValid
from testplatform.services.deciding import PartHasNothingToSum, PurposeMissing, RatingsMissing
from testplatform.services.refusal_wording import LONGEST, say_refusal
from testplatform.services.rescoring_checks import TableDiffers
from testplatform.services.rescoring_findings import TABLES, OtherTable
from testplatform.services.rescoring_problems import EarlierNotDecided

DAY, LATER = date(2024, 3, 2), date(2024, 5, 1)
PART, PROGRAMME, MOMENT = PartCode("reading"), ProgrammeCode("ct"), MomentCode("exemption")
REASON = "an English reason"

# Nobody is decided by these: what staff write down is refused with them, or a figure is.
NOT_OF_DECIDING = {
    *(BandTableNotValid, BandTablesOverlap, PeriodNotValid, CutScoreSetNotValid, CutScoreNotValid),
    *(CutScoreSetsOverlap, LevelsOutOfOrder, PurposeNotValid, PurposesOverlap, LevelSetNotValid),
    *(LevelSetsOverlap, FrameworkNotValid, BandNotInFramework, AdviceNotSound, RubricNotValid),
    *(RoutingNotSound, RoutingsOverlap, RuleHasNoKey, BoundsNotSound, ToleranceNotValid),
    *(ChanceNotDefined, NegativeNumber, StandardNotSet, FieldNotReadable, NoCourseToEvaluate),
}
SAID: list[tuple[ScoringError, str]] = [
    (
        NoCutScoreInForce(PROGRAMME, MOMENT, DAY),
        "er was op 02/03/2024 geen cesuur van kracht voor ct, moment exemption",
    ),
    (
        NoBandTableInForce(PROGRAMME, DAY),
        "er was op 02/03/2024 geen tabel van intervallen van kracht voor ct",
    ),
    (
        NoLevelSetInForce(PROGRAMME, MOMENT, DAY),
        "er waren op 02/03/2024 geen niveaus van kracht voor ct, moment exemption",
    ),
    (NoRoutingInForce(PROGRAMME, DAY), "er was op 02/03/2024 geen routing van kracht voor ct"),
    (NoPurposeInForce("a" * 50, DAY), f"het doel {'a' * 40} was op 02/03/2024 niet van kracht"),
    (PurposeMissing(), "in de afspraak staat niet voor welk doel de test is"),
    (RatingsMissing(["i1", "i2"]), "er ontbreken nog beoordelingen: i1, i2"),
    (
        combining.RatingsMissing(given=1, wanted=2),
        "er zijn 1 beoordelingen; er zijn er nog 2 nodig",
    ),
    (
        combining.RatingsTooMany(4),
        "er zijn 4 beoordelingen van hetzelfde antwoord: meer dan er mogen zijn",
    ),
    (
        ScoresDoNotFit(missing=(), unknown=(), without_band=()),
        "een beoordeling past niet bij de criteria en punten van haar beoordelingsmodel",
    ),
    (NothingToSum(), "er zijn geen vragen die meetellen"),
    (PartHasNothingToSum("reading"), "deel reading heeft geen enkele vraag die meetelt"),
    (PartsDoNotMatch((PART,), ()), "delen zonder punten: reading"),
    (
        PartsDoNotMatch((PART,), (PartCode("speaking"),)),
        "delen zonder punten: reading; delen die de test niet kent: speaking",
    ),
    (
        CutScoresOfAnotherProgramme(CutScoreSetCode("c"), PROGRAMME),
        "cesuur c is van een ander programma (ct)",
    ),
    (
        CutScoresNotYetInForce(CutScoreSetCode("c"), LATER, DAY),
        "cesuur c geldt pas vanaf 01/05/2024, na de afname op 02/03/2024",
    ),
    (CutScoreAboveMaximum(9, 8), "de cesuur vraagt 9 punten van een deel met 8 punten"),
    (
        MarksOutOfRange(2, 1),
        "er zijn meer punten gegeven dan het maximum, of het maximum is nul",
    ),
    (MarksNotExact(-1), "er zijn punten die geen getal van nul of meer zijn"),
    (SubtestBrokenOff(PART), "deel reading is afgebroken en moet opnieuw afgenomen worden"),
    (
        BandTableDoesNotFit(BandTableCode("b"), reason=REASON),
        (
            "tabel van intervallen b past niet: zij is van een ander programma, geldt pas later, "
            "is gemaakt voor andere punten of vraagt er te veel"
        ),
    ),
    (
        LevelsDoNotFit(LevelSetCode("l"), reason=REASON),
        (
            "niveaus l passen niet: een ander programma, een latere begindatum, of zij hebben een "
            "deel of een niveau niet dat het doel vraagt"
        ),
    ),
    (
        ResultDoesNotFit(PART, reason=REASON),
        (
            "het resultaat van deel reading past niet bij de niveaus: andere punten, te weinig "
            "beoordelaars, of een deel dat anders beoordeeld wordt"
        ),
    ),
    (
        ChanceNotEstimable(PART, reason=REASON),
        "voor deel reading is geen kans te schatten bij dit doel en deze punten",
    ),
    (
        RoutingDoesNotFit(RoutingCode("r"), reason=REASON),
        "routing r is van een ander programma of geldt pas na de eerste test",
    ),
    (
        PointsDoNotFit(StageCode("s"), reason=REASON),
        "de punten van stap s zijn niet die van haar beoordelingsmodellen",
    ),
    (
        StageNotOnTheWay(StageCode("s")),
        "er zijn punten van stap s, die niet op de weg van deze kandidaat ligt",
    ),
    (
        NoAwardByKey(),
        "voor het antwoord op de verbeterde vraag zijn geen punten volgens de sleutel bewaard",
    ),
    (
        EarlierNotDecided(CorrectionCode("RS-1")),
        "een eerdere correctie (RS-1) kon niet beslist worden",
    ),
    (
        OtherTable("levels"),
        "de tabel van de niveaus van die dag is niet meer zoals bij de beslissing",
    ),
    (
        DocumentNotUnderstood((Problem(field="a", message=REASON),)),
        "een bewaarde tabel of beslissing is niet te lezen",
    ),
]
# Told with the title of a test of a routing: in the tests of placement corrections.
SAID_ELSEWHERE = {WayNotKnown, TableDiffers}


class TestSayRefusal:
    @pytest.mark.parametrize(("problem", "sentence"), SAID, ids=[type(a).__name__ for a, _ in SAID])
    def test_is_a_dutch_sentence(self, problem: ScoringError, sentence: str) -> None:
        assert say_refusal(problem) == sentence

    @pytest.mark.parametrize("table", TABLES)
    def test_has_a_word_for_every_table(self, table: str) -> None:
        assert not say_refusal(OtherTable(table)).startswith(f"{table} ")

    def test_forgets_no_refusal(self) -> None:
        known = {type(problem) for problem, _ in SAID} | SAID_ELSEWHERE | NOT_OF_DECIDING

        assert _all_refusals() - known == set()

    def test_says_that_it_is_english_where_there_are_no_words(self) -> None:
        said = say_refusal(NoCourseToEvaluate(MOMENT))

        assert said == (
            "de regels weigeren dit, met deze Engelse zin: "
            "there is no course to evaluate at the moment exemption"
        )

    def test_is_no_longer_than_is_kept(self) -> None:
        assert len(say_refusal(RatingsMissing(["i61"] * 200))) == LONGEST


def _all_refusals() -> set[type[ScoringError]]:
    for package in (scoring, itembank, testplatform.services):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    found, to_see = set(), [ScoringError]
    while to_see:
        below = to_see.pop().__subclasses__()
        found.update(below)
        to_see += below
    return {one for one in found if not one.__module__.startswith("tests.")}
