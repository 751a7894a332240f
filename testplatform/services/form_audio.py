"""The audio of items that become a form: asked for before it is published, frozen with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.items import Item
from itembank.translations import SOURCE_LANGUAGE, Translation
from testplatform.repositories.forms import PlannedSegment, plan_segments
from testplatform.services.read_aloud.coverage import measure_texts
from testplatform.services.read_aloud.manifests import CurrentAudio, choose_audio_of
from testplatform.services.read_aloud.requesting import request_speech


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenItem:
    """An item under its name in the form, with its whole translations by language."""

    ref: str
    item: Item
    translations: Mapping[str, Translation]


Spoken = Mapping[str, Sequence[PlannedSegment]]


def list_spoken(items: Sequence[SpokenItem]) -> dict[str, list[PlannedSegment]]:
    """What is read aloud: of the source, and of each language that has every item whole."""
    whole = [set(one.translations) for one in items]
    languages = sorted(set.intersection(*whole)) if whole else []
    source = {
        SOURCE_LANGUAGE: [
            segment for one in items for segment in plan_segments(one.ref, one.item, None)
        ]
    }
    return source | {
        tag: [
            segment
            for one in items
            for segment in plan_segments(one.ref, one.item, one.translations[tag])
        ]
        for tag in languages
    }


def request_audio(session: Session, spoken: Spoken, *, stakes: Stakes, now: datetime) -> int:
    """Ask for the voices of texts that have none yet; returns how many are new."""
    return sum(
        request_speech(
            session,
            [one.text for one in planned],
            tag,
            is_public=False,
            stakes=stakes,
            now=now,
        )
        for tag, planned in spoken.items()
    )


def list_settled_audio(
    session: Session, spoken: Spoken, refs: Sequence[str], stakes: Stakes
) -> dict[str, CurrentAudio]:
    """Language → audio of every text, of the languages for which nothing more is coming."""
    return {
        tag: choose_audio_of(session, planned, tag, refs, stakes)
        for tag, planned in spoken.items()
        if measure_texts(session, planned, tag, stakes).is_settled
    }
