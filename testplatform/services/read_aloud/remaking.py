"""Make again exactly what is said otherwise since a word or a text is pronounced otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.readaloud import AudioOrigin
from itembank.voices import find_licence
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.services.read_aloud.pronouncing import Pronunciation, pronounce
from testplatform.services.read_aloud.requesting import find_language_voice, request_speech


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedAsset:
    """Audio that a change of pronunciation makes stale: what is said before and after it."""

    key: str
    text: str
    before: str
    after: str
    is_public: bool
    licence: str
    approvals: int

    @property
    def stakes(self) -> Stakes:
        """The forms that it may be heard in: the voice that comes in its place must do as much."""
        licence = find_licence(self.licence)
        is_for_all = licence is not None and licence.allows(Stakes.HIGH)
        return Stakes.HIGH if is_for_all else Stakes.PRACTICE


def list_touched(
    session: Session, language: str, before: Pronunciation, after: Pronunciation
) -> tuple[TouchedAsset, ...]:
    """What machines made for a language that says something else after a change, by its text.

    Recordings of people are never touched: a person reads the text on the screen.
    """
    if before == after:
        return ()
    rows = session.execute(
        sa.select(
            AudioAsset.key,
            AudioAsset.text,
            AudioAsset.is_public,
            AudioAsset.licence,
            AudioAsset.approvals,
        )
        .where(
            AudioAsset.language == language,
            AudioAsset.origin == AudioOrigin.SYNTHETIC,
            AudioAsset.state != AudioState.STALE,
        )
        .order_by(AudioAsset.text, AudioAsset.key)
    )
    return tuple(
        TouchedAsset(
            key=row.key,
            text=row.text,
            before=was,
            after=will,
            is_public=row.is_public,
            licence=row.licence,
            approvals=row.approvals,
        )
        for row in rows
        if (was := _say(row.text, language, before)) != (will := _say(row.text, language, after))
    )


def remake(
    session: Session, language: str, touched: Sequence[TouchedAsset], *, now: datetime
) -> None:
    """Ask for the texts again, and let go of what says them in the old way.

    Where no voice can say them anew, as when its engine is off, the old way is kept: better than
    silence.

    Raises:
        SpeechUnavailable: when the engine is not there to name its version.
    """
    spoken = {one: find_language_voice(session, language, one) is not None for one in Stakes}
    for stakes in Stakes:
        for is_public in (True, False):
            texts = {
                one.text for one in touched if (one.stakes, one.is_public) == (stakes, is_public)
            }
            if texts:
                request_speech(
                    session, texts, language, is_public=is_public, stakes=stakes, now=now
                )
    replaced = [one.key for one in touched if spoken[one.stakes]]
    if replaced:
        session.execute(
            sa.update(AudioAsset).where(AudioAsset.key.in_(replaced)).values(state=AudioState.STALE)
        )


def _say(text: str, language: str, pronunciation: Pronunciation) -> str:
    return " ".join(one.said for one in pronounce(text, language, pronunciation))
