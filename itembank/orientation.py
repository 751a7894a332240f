"""The orientation framework that ships with the platform, checked against the bands of COVAAR."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import pairwise

from itembank.errors import ItemBankError
from itembank.schemes import list_band_tables
from itembank.tables import read_toml
from scoring.bands import BandTable
from scoring.orientation import Indicator, OrientationFramework, framework_from_document
from scoring.programmes.covaar import COVAAR


class FrameworkDoesNotFit(ItemBankError):
    """A band of COVAAR leads nowhere, or a higher one to a slower track than a lower one."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(f"the orientation framework {reason}")
        self.reason = reason


@cache
def get_framework() -> OrientationFramework:
    """Give the framework that ships with the platform."""
    framework = framework_from_document(read_toml(resources.files("itembank") / "orientation.toml"))
    check_framework(framework, list_band_tables(COVAAR))
    return framework


def check_framework(framework: OrientationFramework, tables: Iterable[BandTable]) -> None:
    """Refuse a framework that does not fit the bands it decides on.

    Raises:
        FrameworkDoesNotFit: with the first band that leads nowhere or is contradicted.
    """
    for table in tables:
        places = [_place_of(framework, band.code) for band in table.bands]
        for lower, higher in pairwise(places):
            if lower > higher:
                raise FrameworkDoesNotFit(
                    reason=f"gives a higher band of {table.code} a slower track than a lower one"
                )


def _place_of(framework: OrientationFramework, band: str) -> int:
    row = framework.find_deciding(Indicator.COVAAR, band)
    if row is None:
        raise FrameworkDoesNotFit(reason=f"says nothing for band {band}")
    return framework.scale.index(row.advice)
