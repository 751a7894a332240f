"""A refusal says in one sentence what is wrong, and carries the data of it for who says it."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scoring.analysis.chances import ChanceNotDefined
from scoring.analysis.cut_score_changes import NegativeNumber
from scoring.analysis.standard_setting.proposals import StandardNotSet
from scoring.awards import MarksOutOfRange, NothingToSum
from scoring.bands import BandTableNotValid, BandTablesOverlap, NoBandTableInForce
from scoring.cefr import Level
from scoring.codes import RuleId
from scoring.corrections import PeriodNotValid
from scoring.cut_scores import (
    CutScoreSetNotValid,
    CutScoreSetsOverlap,
    LevelsOutOfOrder,
    NoCutScoreInForce,
)
from scoring.documents import DocumentNotUnderstood, FieldNotReadable, Problem
from scoring.errors import ScoringError
from scoring.levels.purposes import NoPurposeInForce, PurposeNotValid, PurposesOverlap
from scoring.levels.scales import LevelSetNotValid, LevelSetsOverlap, NoLevelSetInForce
from scoring.marks import MarksNotExact
from scoring.orientation.framework import FrameworkNotValid
from scoring.orientation.proposals import BandNotInFramework
from scoring.orientation.signing import AdviceFault, AdviceNotSound
from scoring.programmes.covaar import BandTableDoesNotFit, SubtestBrokenOff
from scoring.programmes.ct import LevelsDoNotFit, ResultDoesNotFit
from scoring.programmes.mo import NoCourseToEvaluate
from scoring.programmes.nivo import PointsDoNotFit, RoutingDoesNotFit, StageNotOnTheWay
from scoring.programmes.parts import (
    CutScoresNotYetInForce,
    CutScoresOfAnotherProgramme,
    PartsDoNotMatch,
)
from scoring.programmes.prescreening import ChanceNotEstimable
from scoring.ratings.combining import RatingsMissing, RatingsTooMany
from scoring.ratings.rubrics import RubricNotValid, ScoresDoNotFit
from scoring.routing.graphs import NoRoutingInForce, RoutingNotSound, RoutingsOverlap
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.mapped_choices import BoundsNotSound
from scoring.rules.number_within_tolerance import ToleranceNotValid
from scoring.thresholds import CutScoreAboveMaximum, CutScoreNotValid

_DAY, _LATER = date(2024, 5, 6), date(2024, 5, 7)
_TWO = {"first": "a", "second": "b", "day": _DAY}
_REASON = {"reason": "it is so"}
_CODE = {"code": "a"} | _REASON

_REFUSALS: list[tuple[type[ScoringError], dict[str, Any], str]] = [
    (ChanceNotDefined, _REASON, "it is so"),
    (NegativeNumber, {"number": -1}, "-1 people cannot have the same result"),
    (StandardNotSet, _REASON, "it is so"),
    (MarksOutOfRange, {"marks": 3, "out_of": 2}, "3 is more than the maximum 2"),
    (MarksOutOfRange, {"marks": 0, "out_of": 0}, "the maximum is 0"),
    (NothingToSum, {}, "there are no awards to sum"),
    (BandTableNotValid, _CODE, "band table a: it is so"),
    (BandTablesOverlap, _TWO, "band tables a and b both start on 2024-05-06"),
    (
        NoBandTableInForce,
        {"programme": "covaar", "on": _DAY},
        "no band table was in force for covaar on 2024-05-06",
    ),
    (
        PeriodNotValid,
        {"first_day": _LATER, "last_day": _DAY},
        "a period cannot run from 2024-05-07 to 2024-05-06",
    ),
    (CutScoreSetNotValid, _CODE, "cut-score set a needs it is so"),
    (CutScoreSetsOverlap, _TWO, "cut-score sets a and b both start on 2024-05-06"),
    (
        LevelsOutOfOrder,
        {"part": "lezen", "lower": Level.A1, "higher": Level.A2},
        "level A2 of lezen must ask more points than A1",
    ),
    (
        NoCutScoreInForce,
        {"programme": "mo", "moment": "exemption", "on": _DAY},
        "no cut scores were in force for mo exemption on 2024-05-06",
    ),
    (
        DocumentNotUnderstood,
        {
            "problems": (
                Problem(field="a", message="is missing"),
                Problem(field="", message="is no table"),
            )
        },
        "a: is missing; is no table",
    ),
    (FieldNotReadable, _REASON, "it is so"),
    (
        NoPurposeInForce,
        {"code": "x" * 41, "on": _DAY},
        f"purpose '{'x' * 40}' was not in force on 2024-05-06",
    ),
    (PurposeNotValid, {"code": "a"}, "purpose a needs a level for each of its different parts"),
    (PurposesOverlap, {"code": "a", "day": _DAY}, "purpose a starts twice on 2024-05-06"),
    (LevelSetNotValid, _CODE, "level set a: it is so"),
    (LevelSetsOverlap, _TWO, "level sets a and b both start on 2024-05-06"),
    (
        NoLevelSetInForce,
        {"programme": "ct", "moment": "a1-a2", "on": _DAY},
        "no levels were in force for ct a1-a2 on 2024-05-06",
    ),
    (
        MarksNotExact,
        {"value": "x" * 41},
        (
            "marks must be a whole number or a fraction such as '17/2', from 0 to 999999999, "
            f"not '{'x' * 40}'"
        ),
    ),
    (FrameworkNotValid, _REASON, "the orientation framework it is so"),
    (
        BandNotInFramework,
        {"band": "high"},
        "the orientation framework says nothing for COVAAR band high",
    ),
    (AdviceNotSound, {"fault": AdviceFault.HOURS_UNKNOWN} | _REASON, "it is so"),
    (BandTableDoesNotFit, _CODE, "band table a it is so"),
    (
        SubtestBrokenOff,
        {"subtest": "reeksen"},
        "subtest reeksen was broken off and must be taken again",
    ),
    (LevelsDoNotFit, _CODE, "level set a it is so"),
    (ResultDoesNotFit, {"part": "lezen"} | _REASON, "lezen: it is so"),
    (
        NoCourseToEvaluate,
        {"moment": "exemption"},
        "there is no course to evaluate at the moment exemption",
    ),
    (PointsDoNotFit, {"stage": "a"} | _REASON, "stage a: it is so"),
    (RoutingDoesNotFit, _CODE, "routing a it is so"),
    (StageNotOnTheWay, {"stage": "a"}, "stage a is not on the way of this candidate"),
    (
        CutScoresNotYetInForce,
        {"code": "a", "effective_from": _LATER, "sat_on": _DAY},
        "cut-score set a starts on 2024-05-07, after 2024-05-06",
    ),
    (
        CutScoresOfAnotherProgramme,
        {"code": "a", "programme": "ct"},
        "cut-score set a is of programme ct",
    ),
    (
        PartsDoNotMatch,
        {"missing": ("lezen",), "unknown": ("sokkel",)},
        "parts without points: ('lezen',); parts that are unknown: ('sokkel',)",
    ),
    (ChanceNotEstimable, {"part": "lezen"} | _REASON, "lezen: it is so"),
    (RatingsMissing, {"given": 1, "wanted": 2}, "1 ratings given, 2 more wanted"),
    (RatingsTooMany, {"given": 4}, "4 ratings given, 3 at most"),
    (RubricNotValid, _CODE, "assessment model a: it is so"),
    (
        ScoresDoNotFit,
        {"missing": ("a",), "unknown": ("b",), "without_band": ("c",)},
        "criteria without points: ('a',); unknown: ('b',); no such band: ('c',)",
    ),
    (
        NoRoutingInForce,
        {"programme": "nivo", "on": _DAY},
        "no routing was in force for nivo on 2024-05-06",
    ),
    (RoutingNotSound, _CODE, "routing a: it is so"),
    (RoutingsOverlap, _TWO, "routings a and b both start on 2024-05-06"),
    (
        RuleHasNoKey,
        {"rule": RuleId.SELECT_ONE, "correct": 2},
        "rule 1.1 cannot work with a key of 2",
    ),
    (
        BoundsNotSound,
        {"lower": 1, "upper": 5, "best": Fraction(9, 2)},
        "marks from 1 to 5 do not lie within 0 and 9/2",
    ),
    (
        ToleranceNotValid,
        {"tolerance": Fraction(-1, 2)},
        "a tolerance must not be negative: -1/2",
    ),
    (
        CutScoreAboveMaximum,
        {"points": 12, "out_of": 11},
        "the cut score asks 12 points of a part of 11",
    ),
    (CutScoreNotValid, _REASON, "it is so"),
]


class TestEveryRefusal:
    @pytest.mark.parametrize(
        ("refusal", "data", "sentence"), _REFUSALS, ids=[row[0].__name__ for row in _REFUSALS]
    )
    def test_says_what_is_wrong_and_carries_it(
        self, refusal: type[ScoringError], data: dict[str, Any], sentence: str
    ) -> None:
        raised = refusal(**data)

        assert str(raised) == sentence
        assert vars(raised) == data
