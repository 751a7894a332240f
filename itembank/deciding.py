"""Decide by the tables of a programme that are in force on the day, and by its scheme.

For `testplatform decide` and for sittings alike. Cut scores, bands, levels and routings are
approved in the database, so who decides by them brings them along; purposes are documents.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from itembank.errors import ItemBankError
from itembank.programmes import Programme
from itembank.scheme_tables import SchemeTables
from itembank.schemes import list_purposes
from scoring.awards import PartPoints
from scoring.bands import BandTable, band_table_in_force
from scoring.codes import MomentCode, PartCode
from scoring.corrections import NOTHING_CORRECTED, CorrectedItems, EarlierSittingCorrected
from scoring.levels import LevelSet, Purpose, level_set_in_force, purpose_in_force
from scoring.programmes.covaar import CovaarDecision, Subtest, SubtestResult, decide_covaar
from scoring.programmes.ct import CtDecision, decide_ct
from scoring.programmes.ct_steps import EarlierLevel, SkillResult
from scoring.programmes.prescreening import ChanceEstimate, estimate_chances
from scoring.ratings.steps import RatingsCombined
from scoring.routing import Routing, routing_in_force

PRESCREENING = MomentCode("prescreening")


class ProgrammeTellsNoChances(ItemBankError):
    """The document of the programme has no confidence to tell chances with."""

    def __init__(self, programme: Programme) -> None:
        super().__init__(f"{programme.code} tells no chances")
        self.programme = programme.code


def decide_bands(
    results: Mapping[PartCode, SubtestResult],
    programme: Programme,
    *,
    tables: SchemeTables,
    sat_on: date,
    seconds: Mapping[PartCode, int] | None,
    corrected: CorrectedItems = NOTHING_CORRECTED,
) -> CovaarDecision:
    """Find the band; `seconds` is the time of each subtest, None where all shared that of the test.

    Raises:
        NoBandTableInForce: when no table had started on that day.
        PartsDoNotMatch, SubtestBrokenOff, BandTableDoesNotFit: as `decide_covaar` does.
    """
    table = find_bands(tables, programme, sat_on, corrected)
    subtests = [
        Subtest(code=part.code, seconds=None if seconds is None else seconds[part.code])
        for part in programme.parts
    ]
    return decide_covaar(
        results, subtests=subtests, table=table, sat_on=sat_on, corrected=corrected
    )


def decide_levels(
    results: Mapping[PartCode, SkillResult],
    programme: Programme,
    *,
    tables: SchemeTables,
    moment: MomentCode,
    purpose: str,
    sat_on: date,
    earlier: Sequence[EarlierLevel] = (),
    ratings: Sequence[RatingsCombined] = (),
    corrected: CorrectedItems = NOTHING_CORRECTED,
    through: EarlierSittingCorrected | None = None,
) -> CtDecision:
    """Find the level of each skill and what it means for the purpose.

    Raises:
        NoLevelSetInForce, NoPurposeInForce: when none had started on that day.
        LevelsDoNotFit, ResultDoesNotFit: as `decide_ct` does.
    """
    levels = find_levels(tables, programme, moment, sat_on, corrected)
    asked = find_purpose(programme, purpose, sat_on)
    return decide_ct(
        results,
        levels=levels,
        purpose=asked,
        sat_on=sat_on,
        earlier=earlier,
        ratings=ratings,
        corrected=corrected,
        through=through,
    )


def estimate_levels(
    points: Mapping[PartCode, PartPoints],
    programme: Programme,
    *,
    tables: SchemeTables,
    purpose: str,
    on: date,
    corrected: CorrectedItems = NOTHING_CORRECTED,
) -> ChanceEstimate:
    """Estimate the chances for a purpose, by the levels of the tests of that day.

    Raises:
        ProgrammeTellsNoChances: when its document says nothing of them.
        NoLevelSetInForce, NoPurposeInForce: when none had started on that day.
        ChanceNotEstimable, ChanceNotDefined: as `estimate_chances` does.
    """
    if programme.confidence_percent is None:
        raise ProgrammeTellsNoChances(programme)
    asked = find_purpose(programme, purpose, on)
    moments = [one.code for one in programme.moments if one.code != PRESCREENING]
    return estimate_chances(
        points,
        level_sets=[find_levels(tables, programme, moment, on) for moment in moments],
        purpose=asked,
        confidence=Fraction(programme.confidence_percent, 100),
        corrected=corrected,
    )


def find_bands(
    tables: SchemeTables,
    programme: Programme,
    on: date,
    corrected: CorrectedItems = NOTHING_CORRECTED,
) -> BandTable:
    """Find the bands of a day, or those that a correction put in their place (rule 8.4).

    Raises:
        NoBandTableInForce: when none had started yet.
    """
    replacement = corrected.replacement
    if replacement is not None and isinstance(replacement.table, BandTable):
        return replacement.table
    return band_table_in_force(tables.bands, programme=programme.code, on=on)


def find_levels(
    tables: SchemeTables,
    programme: Programme,
    moment: MomentCode,
    on: date,
    corrected: CorrectedItems = NOTHING_CORRECTED,
) -> LevelSet:
    """Find the levels of a test on a day, or those that a correction put in their place (rule 8.4).

    Raises:
        NoLevelSetInForce: when none had started yet.
    """
    replacement = corrected.replacement
    if replacement is not None and isinstance(replacement.table, LevelSet):
        return replacement.table
    return level_set_in_force(tables.levels, programme=programme.code, moment=moment, on=on)


def find_purpose(programme: Programme, purpose: str, on: date) -> Purpose:
    """Find what a purpose asked on a day.

    Raises:
        NoPurposeInForce: when it is unknown or had not started yet.
    """
    return purpose_in_force(
        list_purposes(programme.code), programme=programme.code, code=purpose, on=on
    )


def find_routing(tables: SchemeTables, programme: Programme, on: date) -> Routing:
    """Find the routing of those who take their first test on a day.

    Raises:
        NoRoutingInForce: when none had started yet.
    """
    return routing_in_force(tables.routings, programme=programme.code, on=on)
