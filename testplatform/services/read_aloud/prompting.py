"""The prompt sheet of a form and the screens in a language: what a person is still to record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from itembank.readaloud import APPROVALS_NEEDED, AudioOrigin
from testplatform.models.audio import AudioAsset, AudioState, ReviewVerdict
from testplatform.models.forms import Form
from testplatform.repositories.forms import PlannedSegment, get_form_plan
from testplatform.services.read_aloud.requesting import plan_texts
from testplatform.services.read_aloud.screens import SCREENS, list_screen_segments

HASH_IN_NAME = 12
CURRENT = (AudioState.MADE, AudioState.REJECTED)


class PromptState(StrEnum):
    """What there is of a human voice for a text, in the order in which it is worked on."""

    REJECTED = "rejected"
    MISSING = "missing"
    RECORDED = "recorded"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One text of the sheet; `number` counts the texts of the form in the order of reading.

    Those of the candidate's screens go on counting after them.

    `asset` is the recording that its state speaks of, `reasons` what reviewers said against it.
    """

    number: int
    place: PlannedSegment
    said: str
    state: PromptState
    asset: AudioAsset | None
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.place.text

    @property
    def text_hash(self) -> str:
        return self.place.text_hash

    @property
    def is_of_screens(self) -> bool:
        """Whether it is a sentence of the candidate's screens, and no text of the form."""
        return self.place.ref == SCREENS


class Shown(StrEnum):
    """Which texts of a sheet somebody looks at."""

    UNAPPROVED = "unapproved"
    SCREENS = "screens"
    ALL = "all"

    def includes(self, prompt: Prompt) -> bool:
        """Whether a text is among them."""
        match self:
            case Shown.UNAPPROVED:
                return prompt.state is not PromptState.APPROVED
            case Shown.SCREENS:
                return prompt.is_of_screens
            case Shown.ALL:
                return True
            case _:  # pragma: no cover
                assert_never(self)


def list_prompts(session: Session, form_id: int, language: str) -> list[Prompt]:
    """Every text of a form and of the screens once.

    What was rejected comes first, then what nobody recorded yet.
    """
    places: dict[str, PlannedSegment] = {}
    for one in _list_places(session, form_id, language):
        places.setdefault(one.text_hash, one)
    needed = APPROVALS_NEEDED[session.get_one(Form, form_id).stakes]
    recordings = _list_recordings(session, language, list(places))
    phrases = plan_texts(session, [one.text for one in places.values()], language)
    prompts = [
        _build_prompt(
            number,
            place,
            " ".join(one.said for one in phrases[place.text]),
            recordings.get(text_hash, ()),
            needed,
        )
        for number, (text_hash, place) in enumerate(places.items(), start=1)
    ]
    order = list(PromptState)
    return sorted(prompts, key=lambda one: (order.index(one.state), one.number))


def find_text(session: Session, form_id: int, language: str, text_hash: str) -> str | None:
    """The text of a form or of the screens with that hash."""
    segments = _list_places(session, form_id, language)
    return next((one.text for one in segments if one.text_hash == text_hash), None)


def name_file(prompt: Prompt, language: str) -> str:
    """What the sheet calls the recording of a text; its number leads whoever reads it out."""
    return f"{prompt.number:03}-{language}-{prompt.text_hash[:HASH_IN_NAME]}"


def _list_places(session: Session, form_id: int, language: str) -> tuple[PlannedSegment, ...]:
    segments = get_form_plan(session, form_id).segments_in(language)
    return (*segments, *list_screen_segments(language))


def _build_prompt(
    number: int,
    place: PlannedSegment,
    said: str,
    recordings: Sequence[AudioAsset],
    needed: int,
) -> Prompt:
    state, asset = _judge(recordings, needed)
    rejections = [] if asset is None else asset.reviews
    return Prompt(
        number=number,
        place=place,
        said=said,
        state=state,
        asset=asset,
        reasons=tuple(
            one.reason for one in rejections if one.verdict is ReviewVerdict.REJECT and one.reason
        ),
    )


def _judge(recordings: Sequence[AudioAsset], needed: int) -> tuple[PromptState, AudioAsset | None]:
    """The best there is: approved, else waiting for a reviewer, else rejected."""
    made = [one for one in recordings if one.state is AudioState.MADE]
    approved = next((one for one in made if one.approvals >= needed), None)
    if approved is not None:
        return PromptState.APPROVED, approved
    if made:
        return PromptState.RECORDED, made[0]
    if recordings:
        return PromptState.REJECTED, recordings[0]
    return PromptState.MISSING, None


def _list_recordings(
    session: Session, language: str, hashes: Sequence[str]
) -> Mapping[str, list[AudioAsset]]:
    """Text hash → what people recorded for it, the newest first; not of who withdrew consent."""
    rows = session.scalars(
        sa.select(AudioAsset)
        .where(
            AudioAsset.language == language,
            AudioAsset.text_hash.in_(hashes),
            AudioAsset.origin == AudioOrigin.HUMAN,
            AudioAsset.state.in_(CURRENT),
        )
        .options(selectinload(AudioAsset.reviews), joinedload(AudioAsset.speaker))
        .order_by(AudioAsset.requested_at.desc(), AudioAsset.key)
    )
    found: dict[str, list[AudioAsset]] = {}
    for row in rows:
        if row.speaker is None or row.speaker.consent_withdrawn_at is None:
            found.setdefault(row.text_hash, []).append(row)
    return found
