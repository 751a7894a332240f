"""How a panel or the results of groups lead to a cut score that somebody can propose."""

from scoring.analysis.standard_setting.angoff import (
    AngoffRound,
    RoundResult,
    change_between,
    judge_round,
)
from scoring.analysis.standard_setting.attempts import (
    VERDICTS,
    JudgedAttempt,
    Verdict,
    judge_attempts,
    pick_spread,
)
from scoring.analysis.standard_setting.beuk import BeukJudgement, compromise
from scoring.analysis.standard_setting.bookmark import odds_against, place_bookmarks
from scoring.analysis.standard_setting.expected_marks import (
    ExpectedMarksRound,
    judge_expected_marks,
)
from scoring.analysis.standard_setting.groups import borderline_group, contrast_groups
from scoring.analysis.standard_setting.proposals import (
    Method,
    ProposedCutScore,
    StandardNotSet,
    square_root,
)

__all__ = [
    "VERDICTS",
    "AngoffRound",
    "BeukJudgement",
    "ExpectedMarksRound",
    "JudgedAttempt",
    "Method",
    "ProposedCutScore",
    "RoundResult",
    "StandardNotSet",
    "Verdict",
    "borderline_group",
    "change_between",
    "compromise",
    "contrast_groups",
    "judge_attempts",
    "judge_expected_marks",
    "judge_round",
    "odds_against",
    "pick_spread",
    "place_bookmarks",
    "square_root",
]
