"""Levels of the CEFR (ERK) for each skill, and the purposes that ask them."""

from scoring.cefr import Level
from scoring.levels.documents import (
    level_set_from_document,
    level_set_to_document,
    purpose_from_document,
)
from scoring.levels.purposes import (
    NoPurposeInForce,
    Purpose,
    PurposeNotValid,
    PurposesOverlap,
    Requirement,
    purpose_in_force,
)
from scoring.levels.scales import (
    LevelLimit,
    LevelSet,
    LevelSetNotValid,
    LevelSetsOverlap,
    NoLevelSetInForce,
    PointsScale,
    RatingScale,
    level_set_in_force,
)

__all__ = [
    "Level",
    "LevelLimit",
    "LevelSet",
    "LevelSetNotValid",
    "LevelSetsOverlap",
    "NoLevelSetInForce",
    "NoPurposeInForce",
    "PointsScale",
    "Purpose",
    "PurposeNotValid",
    "PurposesOverlap",
    "RatingScale",
    "Requirement",
    "level_set_from_document",
    "level_set_in_force",
    "level_set_to_document",
    "purpose_from_document",
    "purpose_in_force",
]
