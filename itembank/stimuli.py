"""What a question is about: a text, an image, a sound or a video beside it, perhaps with a limit
on how often it may be played.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from itembank.bodies import Texts
from itembank.media import MediaKind, MediaUse
from itembank.texts import ItemText, TextId, TextKind, list_text_problems
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

STIMULUS = TextId("stimulus")
STIMULUS_IMAGE = TextId("stimulus-image")
MOST_PLAYS = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Stimulus:
    """The material of one item.

    `transcript` is for staff alone. `plays` is how often sound or video may be started; None is no
    limit.
    """

    text: str | None = None
    image: str | None = None
    image_text: str | None = None
    audio: str | None = None
    video: str | None = None
    captions: str | None = None
    transcript: str | None = None
    plays: int | None = None

    def list_problems(self) -> Iterator[Problem]:
        """List what keeps it from being shown."""
        if not (self.text or self.list_media()):
            yield Problem(field="stimulus", message="must have a text, an image, sound or a video")
        yield from self._list_companion_problems()
        yield from self._list_plays_problems()
        for use in self.list_media():
            if use.problem:
                yield Problem(field=use.field, message=use.problem)
        for problem in list_text_problems(self.list_texts()):
            yield Problem(field=_FIELDS[TextId(problem.field)], message=problem.message)

    def _list_companion_problems(self) -> Iterator[Problem]:
        if (self.image is None) != (self.image_text is None):
            message = "must stand beside an image, and every image needs one"
            yield Problem(field="stimulus.image_text", message=message)
        if self.audio and self.video:
            yield Problem(field="stimulus.audio", message="must not stand beside a video")
        if self.captions and not self.video:
            yield Problem(field="stimulus.captions", message="must stand beside a video")

    def _list_plays_problems(self) -> Iterator[Problem]:
        if self.plays is None:
            return
        if not (self.audio or self.video):
            yield Problem(field="stimulus.plays", message="must stand beside sound or a video")
        if not 1 <= self.plays <= MOST_PLAYS:
            yield Problem(field="stimulus.plays", message=f"must be 1 to {MOST_PLAYS}")

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the texts that are translated and read aloud."""
        texts = []
        if self.text is not None:
            texts.append(ItemText(id=STIMULUS, text=self.text, kind=TextKind.BLOCK))
        if self.image_text is not None:
            texts.append(ItemText(id=STIMULUS_IMAGE, text=self.image_text))
        return tuple(texts)

    def list_media(self) -> tuple[MediaUse, ...]:
        """List the media files that it names."""
        named = (
            (self.image, MediaKind.IMAGE, "image"),
            (self.audio, MediaKind.AUDIO, "audio"),
            (self.video, MediaKind.VIDEO, "video"),
            (self.captions, MediaKind.CAPTIONS, "captions"),
        )
        return tuple(
            MediaUse(name=name, kind=kind, field=f"stimulus.{field}")
            for name, kind, field in named
            if name is not None
        )

    def present(self, texts: Texts) -> "StimulusPresentation":
        """Put it in words; the transcript stays behind."""
        text = texts.get(STIMULUS)
        return StimulusPresentation(
            paragraphs=() if text is None else tuple(text.split("\n")),
            image=self.image,
            image_text=texts.get(STIMULUS_IMAGE),
            audio=self.audio,
            video=self.video,
            captions=self.captions,
            plays=self.plays,
        )

    def to_document(self) -> dict[str, object]:
        """Write the fields that it has."""
        fields = {
            "text": self.text,
            "image": self.image,
            "image_text": self.image_text,
            "audio": self.audio,
            "video": self.video,
            "captions": self.captions,
            "transcript": self.transcript,
            "plays": self.plays,
        }
        return {name: value for name, value in fields.items() if value is not None}


_FIELDS = {STIMULUS: "stimulus.text", STIMULUS_IMAGE: "stimulus.image_text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StimulusPresentation:
    """A stimulus as a candidate sees it in one language."""

    paragraphs: tuple[str, ...]
    image: str | None
    image_text: str | None
    audio: str | None
    video: str | None
    captions: str | None
    plays: int | None


def read_stimulus(reader: DocumentReader) -> Stimulus | None:
    """Read the table `stimulus` of an item's document, if it has one."""
    if not reader.has("stimulus"):
        return None
    inner = DocumentReader(reader.table("stimulus"), at="stimulus")

    def optional(name: str) -> str | None:
        return inner.text(name) if inner.has(name) else None

    stimulus = Stimulus(
        text=optional("text"),
        image=optional("image"),
        image_text=optional("image_text"),
        audio=optional("audio"),
        video=optional("video"),
        captions=optional("captions"),
        transcript=optional("transcript"),
        plays=inner.whole_number("plays", minimum=1) if inner.has("plays") else None,
    )
    try:
        inner.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
    return stimulus
