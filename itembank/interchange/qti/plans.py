"""What of a body is material, what is asked, and in how many questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from itembank.interchange.contents import Block, Content, Paragraph, Picture, Piece, Recording
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.bodies import ItemBody
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.interactions.choices import read_whole_number
from itembank.interchange.qti.mapped import Document
from itembank.interchange.xml_documents import find_child, local_name, tidy
from itembank.media import MediaKind
from itembank.texts import list_gaps

TITLE_AS_PROMPT = "the title became the question"
TEXT_BEFORE = "text that stood behind the question stands before it"

MEDIA = "qti-media-interaction"


@dataclass(slots=True)
class QuestionPlan:
    """One question: a block interaction, or paragraphs that have interactions in them."""

    prompt: str
    block: etree._Element | None = None
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs with their gaps."""
        return "\n".join(self.paragraphs)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The interactions within its text."""
        return list_gaps(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlan:
    """The material of an item, and its questions; an information page has none with gaps."""

    stimulus: Document
    questions: tuple[QuestionPlan, ...]


def plan_item(body: ItemBody, title: str, context: ItemContext) -> ItemPlan:
    """Divide a body into material and questions.

    Raises:
        ItemRefused: when it has more material than an item can have.
    """
    planner = _Planner(context=context, is_one_text=_is_one_text(body))
    for piece in body.content.pieces:
        planner.take(piece)
    planner.finish()
    for question in planner.questions:
        if not question.prompt:
            context.note(TITLE_AS_PROMPT)
            question.prompt = tidy(title)
    stimulus = _read_stimulus((*body.content.pieces, *planner.beside), context)
    text: Document = {"text": "\n".join(planner.lines)} if planner.lines else {}
    return ItemPlan(stimulus=text | stimulus, questions=tuple(planner.questions))


@dataclass(slots=True)
class _Planner:
    """Follows the pieces of a body; `waiting` are paragraphs of which the last may be a prompt.

    `beside` are images and recordings that stand in prompts.
    """

    context: ItemContext
    is_one_text: bool
    lines: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    beside: list[Piece] = field(default_factory=list)
    questions: list[QuestionPlan] = field(default_factory=list)
    open: QuestionPlan | None = None

    def take(self, piece: Piece) -> None:
        """Take in the next piece."""
        if isinstance(piece, Paragraph):
            self._take_text(piece.text)
        elif isinstance(piece, Block) and piece.element.get("data-role") == "prompt":
            self.lines.extend(self.waiting)
            self.waiting.clear()
            self.open = QuestionPlan(prompt=self.context.read_line(piece.element))
            self.questions.append(self.open)
        elif isinstance(piece, Block) and local_name(piece.element) != MEDIA:
            self._take_block(piece.element)

    def finish(self) -> None:
        """Place what stands behind the last question; without questions it is information."""
        if self.waiting and self.questions:
            self.context.note(TEXT_BEFORE)
        if self.questions:
            self.lines.extend(self.waiting)
        else:
            self.questions.append(QuestionPlan(prompt="", paragraphs=self.waiting))

    def _take_text(self, text: str) -> None:
        if self.open is not None:
            self.open.paragraphs.append(text)
        elif list_gaps(text):
            question = QuestionPlan(prompt=self._take_prompt(), paragraphs=[text])
            self.questions.append(question)
            self.open = question if self.is_one_text else None
        else:
            self.waiting.append(text)

    def _take_block(self, element: etree._Element) -> None:
        prompt = find_child(element, "qti-prompt")
        content = Content() if prompt is None else self.context.read(prompt)
        self.beside.extend(one for one in content.pieces if not isinstance(one, Paragraph))
        own = content.line
        if self.open is not None and not self.open.paragraphs:
            self.questions.remove(self.open)
            own = own or self.open.prompt
        self.open = None
        self.questions.append(QuestionPlan(prompt=own or self._take_prompt(), block=element))
        self.lines.extend(self.waiting)
        self.waiting.clear()

    def _take_prompt(self) -> str:
        prompt = self.waiting.pop() if self.waiting else ""
        self.lines.extend(self.waiting)
        self.waiting.clear()
        return prompt


def _is_one_text(body: ItemBody) -> bool:
    """Tell whether all interactions stand in one text, and are of one kind."""
    blocks = [
        piece
        for piece in body.content.pieces
        if isinstance(piece, Block) and local_name(piece.element) != MEDIA
    ]
    kinds = {local_name(one) for one in body.inline.values()}
    return not blocks and len(kinds) == 1


def _read_stimulus(pieces: Sequence[Piece], context: ItemContext) -> Document:
    pictures = [piece for piece in pieces if isinstance(piece, Picture)]
    recordings = list(_list_recordings(pieces, context))
    if len(pictures) > 1 or len(recordings) > 1:
        raise ItemRefused("has more than one image or recording beside the question")
    stimulus: Document = {}
    for picture in pictures:
        stimulus |= context.take_picture(picture, "image_text")
    for recording, plays in recordings:
        name = context.shelf.take(recording.href, recording.kind, beside=context.path)
        stimulus[recording.kind.value] = name
        if recording.captions is not None:
            stimulus["captions"] = context.shelf.take(
                recording.captions, MediaKind.CAPTIONS, beside=context.path
            )
        if recording.transcript is not None:
            stimulus["transcript"] = recording.transcript
        if plays:
            stimulus["plays"] = plays
    return stimulus


def _list_recordings(
    pieces: Sequence[Piece], context: ItemContext
) -> Iterator[tuple[Recording, int]]:
    for piece in pieces:
        if isinstance(piece, Recording):
            yield piece, 0
        elif isinstance(piece, Block) and local_name(piece.element) == MEDIA:
            plays = read_whole_number(piece.element.get("max-plays", "0"))
            inner = context.read(piece.element).pieces
            yield from ((one, plays) for one in inner if isinstance(one, Recording))
