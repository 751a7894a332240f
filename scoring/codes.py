"""Identifiers that scoring shares with the item bank and the shell."""

from enum import StrEnum
from typing import NewType

ChoiceId = NewType("ChoiceId", str)
GapId = NewType("GapId", str)
PartCode = NewType("PartCode", str)
ProgrammeCode = NewType("ProgrammeCode", str)
MomentCode = NewType("MomentCode", str)
CutScoreSetCode = NewType("CutScoreSetCode", str)
BandCode = NewType("BandCode", str)
BandTableCode = NewType("BandTableCode", str)
RoutingCode = NewType("RoutingCode", str)
ModuleCode = NewType("ModuleCode", str)
ModelCode = NewType("ModelCode", str)
TestCode = NewType("TestCode", str)
StageCode = NewType("StageCode", str)
LevelSetCode = NewType("LevelSetCode", str)
PurposeCode = NewType("PurposeCode", str)
FormCode = NewType("FormCode", str)
FactCode = NewType("FactCode", str)
DeviationCode = NewType("DeviationCode", str)
CorrectionCode = NewType("CorrectionCode", str)
RubricCode = NewType("RubricCode", str)
CriterionCode = NewType("CriterionCode", str)
StaffId = NewType("StaffId", str)


class RuleId(StrEnum):
    """The number of a rule in `docs/scoring-rules.md`; the document and this list stay equal."""

    SELECT_ONE = "1.1"
    SELECT_EXACTLY = "1.2"
    SELECT_ALL_THAT_APPLY = "1.3"
    MAPPED_CHOICES = "1.4"
    ORDER_EXACTLY = "1.5"
    ORDER_NEIGHBOURS = "1.6"
    PAIRS_EXACTLY = "1.7"
    EACH_PAIR = "1.8"
    ALL_GAPS = "1.9"
    EACH_GAP = "1.10"
    ACCEPTED_TEXT = "1.11"
    NUMBER_WITHIN_TOLERANCE = "1.12"
    SUM_OF_QUESTIONS = "1.13"
    AT_LEAST_PERCENTAGE = "2.1"
    MORE_THAN_PERCENTAGE = "2.2"
    AT_LEAST_POINTS = "2.3"
    CUT_SCORES_IN_FORCE = "2.4"
    CUT_SCORE_OF_FORM = "2.5"
    CUT_SCORES_OF_LEVELS = "2.6"
    ALL_PARTS = "3.1"
    ANY_PART = "3.2"
    DISPLAYED_PERCENTAGE = "4.1"
    ROUTING_IN_FORCE = "5.1"
    ROUTE_TAKEN = "5.2"
    TRACK_PLACED = "5.3"
    NO_FURTHER_EVIDENCE = "5.4"
    PLACEMENT_NO_PROOF = "5.5"
    ROUTING_SOUND = "5.6"
    SUBTESTS_SUMMED = "6.1"
    BAND_TABLE_IN_FORCE = "6.2"
    BAND_REACHED = "6.3"
    COVAAR_WEIGHED = "6.4"
    INDICATORS_IN_ORDER = "6.5"
    ADVICE_SHIFTED = "6.6"
    SCRIPT_MODULE_ADDED = "6.7"
    ADVICE_SIGNED = "6.8"
    REFERRAL_APART = "6.9"
    LEVELS_IN_FORCE = "7.1"
    PURPOSE_DECIDES_PARTS = "7.2"
    LEVEL_OF_SKILL = "7.3"
    MORE_THAN_ONE_RATER = "7.4"
    CERTIFICATE = "7.5"
    PARTIAL_RESULT_VALID = "7.6"
    PARTS_TO_RESIT = "7.7"
    CHANCE_ESTIMATED = "7.8"
    KEY_CORRECTED = "8.1"
    FULL_MARKS_FOR_ALL = "8.2"
    ITEM_LEFT_OUT = "8.3"
    CUT_SCORES_REPLACED = "8.4"
    LAST_CORRECTION_COUNTS = "8.5"
    DECIDED_AGAIN = "8.6"
    WAY_CORRECTED = "8.7"
    WAY_KEPT = "8.8"
    EARLIER_SITTING_CORRECTED = "8.9"
    CHANCE_OF_REACHING = "9.1"
    TRUE_SHARE_INTERVAL = "9.2"
    LUCK_AT_CUT_SCORE = "9.3"
    ANGOFF = "9.4"
    BOOKMARK = "9.5"
    CONTRASTING_GROUPS = "9.6"
    BORDERLINE_GROUP = "9.7"
    BEUK = "9.8"
    STANDARD_PROPOSED = "9.9"
    CHANGE_PREVIEWED = "9.10"
    ATTEMPTS_SPREAD = "9.11"
    ATTEMPTS_JUDGED = "9.12"
    EXPECTED_MARKS = "9.13"
    RESIT_WAITS = "10.1"
    RESIT_FORM = "10.2"
    FACT_CARRIED = "10.3"
    APPEAL_IN_TIME = "10.4"
    RATING_COMPLETE = "11.1"
    RATINGS_AGREE = "11.2"
    THIRD_RATING_DECIDES = "11.3"
    NOTHING_TO_RATE = "11.4"
    AGREEMENT_MEASURED = "11.5"
    RATING_CORRECTED = "11.6"

    @property
    def version(self) -> int:
        """Version of what the code does today; it goes up whenever a result could change."""
        return _CHANGED_RULES.get(self, 1)


_CHANGED_RULES: dict[RuleId, int] = {}
