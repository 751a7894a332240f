"""The COVAAR band of somebody who sat it here, so that nobody has to type it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from itembank.timing import brussels_date
from scoring.codes import BandCode
from scoring.programmes.covaar import COVAAR
from testplatform.repositories.earlier_decisions import find_newest_document


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBand:
    """The band of the newest sitting, and its day in Brussels."""

    code: BandCode
    title: str
    sat_on: date


def find_known_band(session: Session, dossier: str) -> KnownBand | None:
    """The band of a dossier, if COVAAR was sat and decided here."""
    found = find_newest_document(session, dossier, COVAAR)
    if found is None:
        return None
    starts_at, document = found
    band = document["band"]
    return KnownBand(
        code=BandCode(band["code"]), title=band["title"], sat_on=brussels_date(starts_at)
    )
