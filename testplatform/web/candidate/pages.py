"""What the candidate's pages print: frozen values, made by the views, without rules of their own.

An address that is None means that there is no audio in this language: the page then shows a
struck-through speaker and never plays something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from itembank.bodies import Presentation
from itembank.item_types.stimulus_group import GroupPresentation
from itembank.items import ItemType
from itembank.stimuli import StimulusPresentation

Direction = Literal["ltr", "rtl"]
ByEar = Literal["never", "asked", "always"]
"""Whether a screen speaks by itself: "asked" where the language was chosen by ear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipView:
    """A video of somebody who signs a text."""

    url: str
    media_type: str
    poster_url: str
    captions_url: str
    text: str

    @property
    def addresses(self) -> tuple[str, ...]:
        """All that a device needs to show it without a network."""
        return self.url, self.poster_url, self.captions_url


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One question as the candidate sees it; nothing in it conveys the key.

    `ref` is the opaque name of the item within this attempt; the form controls carry it as name.
    `media` maps the name of a media file to its address, `audio` the name of a text to that of its
    recording, and `clips` to its video where the test is signed. `question` is the id of a
    question within a group, whose texts go by names of their own there.
    """

    ref: str
    language: str
    direction: Direction
    item_type: ItemType
    prompt: str
    body: Presentation
    stimulus: StimulusPresentation | None
    media: Mapping[str, str]
    audio: Mapping[str, str | None]
    clips: Mapping[str, ClipView] | None = None
    question: str = ""

    @property
    def questions(self) -> tuple["ItemView", ...]:
        """The questions of a group, each as its own component prints it; of other types none."""
        if not isinstance(self.body, GroupPresentation):
            return ()
        return tuple(
            replace(
                self,
                ref=f"{self.ref}-{one.id}",
                item_type=one.item_type,
                prompt=one.prompt,
                body=one.body,
                stimulus=None,
                question=one.id,
            )
            for one in self.body.questions
        )

    def media_url(self, name: str) -> str:
        """The address of a media file of the item."""
        return self.media[name]

    def audio_url(self, text: str) -> str | None:
        """The address of the recording of a text ("prompt", "choice-a"); None when there is none.

        A text that must not be read aloud has none either.
        """
        return self.audio.get(self._text_id(text))

    def may_read(self, text: str) -> bool:
        """Whether the text may be read aloud at all."""
        return self._text_id(text) in self.audio

    @property
    def is_signed(self) -> bool:
        """Whether its texts are watched, and not heard."""
        return self.clips is not None

    def clip(self, text: str) -> ClipView | None:
        """The video of a text, in a test that is signed."""
        return (self.clips or {}).get(self._text_id(text))

    def _text_id(self, text: str) -> str:
        return f"{self.question}.{text}" if self.question else text


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenSentence:
    """A sentence of the screens with its recording; `marks` is JSON, None where nobody knows."""

    text: str
    audio_url: str
    marks: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePage:
    """What every page of the candidate has: its language, and what it can say by itself."""

    language: str
    direction: Direction
    by_ear: ByEar = "never"
    speech: tuple[SpokenSentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """A language under its own name; flags are not languages."""

    tag: str
    own_name: str
    direction: Direction
    url: str
    audio_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage(CandidatePage):
    languages: tuple[LanguageChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage(CandidatePage):
    """`code` is what was typed or came with the QR code; `error` says what is wrong with it."""

    languages_url: str
    code: str = ""
    error: str | None = None
    error_audio_url: str | None = None
    instruction_audio_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage(CandidatePage):
    """`dossier_tail` is the last few characters: enough to compare, too little to spread."""

    full_name: str
    dossier_tail: str
    language_name: str
    programme_title: str
    instruction_audio_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPage(CandidatePage):
    """`sample_url` is a sentence in the voice of this language; None when there is no voice."""

    tone_url: str
    sample_url: str | None = None
    question_audio_url: str | None = None
    is_help_shown: bool = False
    instruction_audio_url: str | None = None
    help_audio_url: str | None = None

    @property
    def has_voice(self) -> bool:
        return self.sample_url is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage(CandidatePage):
    """`marks` is JSON by ref: what the packages say of the other questions."""

    practice_items: tuple[ItemView, ...]
    marks: Mapping[str, str]
    is_reviewed: bool = True
    instruction_audio_url: str | None = None
    ready_audio_url: str | None = None

    @property
    def is_signed(self) -> bool:
        return any(one.is_signed for one in self.practice_items)

    @property
    def is_voice_unchecked(self) -> bool:
        return not self.is_reviewed and not self.is_signed

    @property
    def is_video_unchecked(self) -> bool:
        return not self.is_reviewed and self.is_signed


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPage(CandidatePage):
    """The shell of the player: no state, only sentences and where to go afterwards."""

    __test__ = False

    start_url: str
    done_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DonePage(CandidatePage):
    leave_url: str
    instruction_audio_url: str | None = None
    result_audio_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage(CandidatePage):
    """Something that the candidate cannot solve alone; `message` says what to do."""

    title: str
    message: str
    next_url: str | None = None
    instruction_audio_url: str | None = None
