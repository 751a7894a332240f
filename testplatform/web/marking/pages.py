"""What assessors see of a response, and nothing of whose it is."""

from dataclasses import dataclass
from datetime import datetime

from itembank.stimuli import StimulusPresentation
from testplatform.web.staff.pages import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """What waits for somebody, and how far they are."""

    waiting: int
    rated_today: int
    rated: int
    next_label: str
    next_url: str

    @property
    def has_work(self) -> bool:
        return bool(self.next_label)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """What the candidate was asked; media as addresses."""

    language: str
    direction: str
    prompt: str
    stimulus: StimulusPresentation | None
    image_url: str | None
    audio_url: str | None
    video_url: str | None
    captions_url: str | None
    transcript: str | None
    limits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseView:
    """What the candidate wrote or said."""

    lines: tuple[str, ...] = ()
    measure: str = ""
    recording_url: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BandView:
    """One band that can be chosen."""

    points: int
    descriptor: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """One criterion as a group of bands."""

    code: str
    title: str
    bands: tuple[BandView, ...]
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingPage:
    """One response with the model to rate it by."""

    code: str
    model: str
    is_assumed: bool
    task: TaskView
    response: ResponseView
    criteria: tuple[CriterionView, ...]
    comment: str
    comment_limit: int
    problem: str | None
    expires_at: datetime | None
    rate_url: str
    draft_url: str
    hand_back_url: str
    flag_url: str
    flag_kinds: tuple[Option, ...]
    flag_problem: str | None
    queue_url: str
