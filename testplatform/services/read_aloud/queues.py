"""What of a form in a language is to be listened to, and what a reviewer still has to do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from itembank.readaloud import APPROVALS_NEEDED, AudioOrigin
from testplatform.models.audio import AudioAsset, AudioReview, AudioState
from testplatform.models.forms import Form
from testplatform.repositories.forms import PlannedSegment, get_form_plan
from testplatform.services.read_aloud.reviewing import find_review_refusal
from testplatform.services.translating import Translator


class Show(StrEnum):
    """Which recordings of a queue somebody looks at."""

    TODO = "todo"
    UNREVIEWED = "unreviewed"
    REJECTED = "rejected"
    MINE = "mine"
    SCREENS = "screens"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """One recording of a text, and where the text stands in the form: a screen text nowhere.

    `is_wanted` is false where another recording of the text is approved, or a person speaks it.
    """

    asset: AudioAsset
    places: tuple[PlannedSegment, ...]
    needed: int
    is_wanted: bool

    @property
    def is_of_screens(self) -> bool:
        """Whether it is a sentence of the candidate's screens, and no text of the form."""
        return not self.places

    def find_review_by(self, staff_id: int) -> AudioReview | None:
        """What somebody said of it."""
        return next((one for one in self.asset.reviews if one.reviewer_id == staff_id), None)

    def waits_for(self, reviewer: Translator) -> bool:
        """Whether it needs the ears of this person."""
        return (
            self.is_wanted
            and self.asset.state is AudioState.MADE
            and self.asset.approvals < self.needed
            and self.find_review_by(reviewer.staff_id) is None
            and find_review_refusal(self.asset, reviewer) is None
        )

    def is_shown(self, show: Show, reviewer: Translator) -> bool:
        """Whether it is among what somebody looks at: texts of the form, or the screens' alone."""
        if self.is_of_screens is not (show is Show.SCREENS):
            return False
        match show:
            case Show.TODO:
                return self.waits_for(reviewer)
            case Show.UNREVIEWED:
                return self.is_wanted and not self.asset.reviews
            case Show.REJECTED:
                return self.asset.state is AudioState.REJECTED
            case Show.MINE:
                return self.find_review_by(reviewer.staff_id) is not None
            case Show.SCREENS | Show.ALL:
                return True
            case _:  # pragma: no cover
                assert_never(show)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQueue:
    """The recordings of a form in the order of reading, and how many texts are where.

    Those of the candidate's screens follow; they are counted with no form.
    `waiting` texts are being made; `unheard` ones have nothing to listen to, those included.
    """

    entries: tuple[QueueEntry, ...]
    texts: int
    approved: int
    waiting: int
    unheard: int

    def place_of(self, key: str) -> int | None:
        """Where a recording stands in the queue, counted from 0."""
        keys = [one.asset.key for one in self.entries]
        return keys.index(key) if key in keys else None

    def find_next(
        self, place: int, show: Show, reviewer: Translator, *, step: int = 1
    ) -> QueueEntry | None:
        """The next recording to look at, round the corner too; None when there is no other."""
        number = len(self.entries)
        others = (self.entries[(place + step * far) % number] for far in range(1, number))
        return next((one for one in others if one.is_shown(show, reviewer)), None)


def read_queue(session: Session, form_id: int, language: str) -> ReviewQueue:
    """The queue of a form in a language; a text that stands in it twice is heard once."""
    planned = get_form_plan(session, form_id).segments_in(language)
    needed = APPROVALS_NEEDED[session.get_one(Form, form_id).stakes]
    places: dict[str, list[PlannedSegment]] = {}
    for one in planned:
        places.setdefault(one.text_hash, []).append(one)
    screens = [one for one in _list_screen_hashes(session, language) if one not in places]
    assets = _list_assets(session, language, [*places, *screens])
    entries = [
        QueueEntry(
            asset=asset,
            places=tuple(places.get(text_hash, ())),
            needed=needed,
            is_wanted=_is_wanted(asset, assets[text_hash], needed),
        )
        for text_hash in (*places, *screens)
        for asset in assets.get(text_hash, ())
        if asset.sha256 is not None and asset.state is not AudioState.WANTED
    ]
    heard = {one.asset.text_hash for one in entries}
    return ReviewQueue(
        entries=tuple(entries),
        texts=len(places),
        approved=sum(
            any(_is_approved(one, needed) for one in assets.get(text_hash, ()))
            for text_hash in places
        ),
        waiting=sum(
            any(one.state is AudioState.WANTED for one in assets.get(text_hash, ()))
            for text_hash in places
        ),
        unheard=len(places.keys() - heard),
    )


def _list_screen_hashes(session: Session, language: str) -> Sequence[str]:
    """The sentences of the screens that can be heard, in an order that stays."""
    return session.scalars(
        sa.select(AudioAsset.text_hash)
        .where(
            AudioAsset.is_public,
            AudioAsset.language == language,
            AudioAsset.state.in_((AudioState.MADE, AudioState.REJECTED)),
        )
        .distinct()
        .order_by(AudioAsset.text_hash)
    ).all()


def _list_assets(
    session: Session, language: str, hashes: Sequence[str]
) -> Mapping[str, list[AudioAsset]]:
    """Text hash → what is current for it, people before machines, the newest first."""
    rows = session.scalars(
        sa.select(AudioAsset)
        .where(
            AudioAsset.language == language,
            AudioAsset.text_hash.in_(hashes),
            AudioAsset.state.in_((AudioState.WANTED, AudioState.MADE, AudioState.REJECTED)),
        )
        .options(selectinload(AudioAsset.reviews), joinedload(AudioAsset.speaker))
        .order_by(AudioAsset.requested_at.desc(), AudioAsset.key)
        .execution_options(populate_existing=True)
    )
    found: dict[str, list[AudioAsset]] = {}
    for row in rows:
        if row.speaker is None or row.speaker.consent_withdrawn_at is None:
            found.setdefault(row.text_hash, []).append(row)
    for assets in found.values():
        assets.sort(key=lambda one: one.origin is not AudioOrigin.HUMAN)
    return found


def _is_approved(asset: AudioAsset, needed: int) -> bool:
    return asset.state is AudioState.MADE and asset.approvals >= needed


def _is_wanted(asset: AudioAsset, others: Sequence[AudioAsset], needed: int) -> bool:
    if any(_is_approved(one, needed) for one in others if one is not asset):
        return False
    by_people = any(
        one.origin is AudioOrigin.HUMAN and one.state is AudioState.MADE for one in others
    )
    return asset.origin is AudioOrigin.HUMAN or not by_people
