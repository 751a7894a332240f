"""Marked-up content from outside as plain paragraphs, pictures and sounds; what is lost is said."""

from collections.abc import Callable
from dataclasses import dataclass, field

import nh3
from lxml import etree, html

from itembank.interchange.errors import ItemRefused
from itembank.interchange.xml_documents import local_name, text_of, tidy
from itembank.media import MediaKind

EMPHASIS = "emphasis such as bold was left out"
LINK = "links became plain text"
TABLE = "a table became lines of text"
STYLE = "styles and scripts were left out"
RUBY = "reading aids above letters (ruby) were left out"
RAISED = "raised or lowered letters became plain ones"
EMBEDDED = "something embedded was left out"

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *("details", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p"),
        *("pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
        *("qti-rubric-block", "qti-content-body", "qti-item-body", "qti-stimulus-body"),
        "qti-prompt",
    )
)
_EMPHASES = frozenset(["b", "strong", "em", "i", "u", "s", "del", "ins", "mark", "strike", "big"])
_SILENT = {
    "script": STYLE,
    "style": STYLE,
    "link": STYLE,
    "qti-stylesheet": STYLE,
    "rt": RUBY,
    "rp": RUBY,
    "iframe": EMBEDDED,
    "embed": EMBEDDED,
    "canvas": EMBEDDED,
}
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SIMPLE_MATHS = frozenset(
    ("math", "mrow", "mi", "mn", "mo", "mtext", "semantics", "mstyle", "mspace")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line of plain text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image; `text` is its alternative text, perhaps empty."""

    href: str
    text: str = ""
    width: str = ""
    height: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Sound or video."""

    kind: MediaKind
    href: str
    captions: str | None = None
    transcript: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An element that stands by itself between the paragraphs, such as an interaction."""

    element: etree._Element


Piece = Paragraph | Picture | Recording | Block
Hook = Callable[[etree._Element], Block | str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was read, in its order, with what was lost on the way."""

    pieces: tuple[Piece, ...] = ()
    losses: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lines of text."""
        return tuple(piece.text for piece in self.pieces if isinstance(piece, Paragraph))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The images."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Picture))

    @property
    def line(self) -> str:
        """All text on one line."""
        return " ".join(self.paragraphs)


def read_content(element: etree._Element, hook: Hook = lambda _element: None) -> Content:
    """Read what stands in an element.

    `hook` is asked about every element first: a text takes its place, a block stands by itself,
    and with None the element is read as usual.

    Raises:
        ItemRefused: for a formula that plain text cannot say.
    """
    writer = _Writer(hook)
    writer.read_inside(element)
    return writer.finish()


def read_html(text: str) -> Content:
    """Read HTML from outside, cleaned first.

    Raises:
        ItemRefused: for a formula that plain text cannot say.
    """
    clean = nh3.clean(text, url_schemes={"http", "https", "data"})
    content = read_content(html.fragment_fromstring(clean, create_parent="div"))
    lost = () if "<script" not in text.lower() or STYLE in content.losses else (STYLE,)
    return Content(pieces=content.pieces, losses=(*content.losses, *lost))


@dataclass(slots=True)
class _Writer:
    hook: Hook
    pieces: list[Piece] = field(default_factory=list)
    losses: dict[str, None] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def finish(self) -> Content:
        self.break_line()
        return Content(pieces=tuple(self.pieces), losses=tuple(self.losses))

    def read_inside(self, element: etree._Element) -> None:
        self.say(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.read(child)
            self.say(child.tail)

    def read(self, element: etree._Element) -> None:
        hooked = self.hook(element)
        name = local_name(element)
        if isinstance(hooked, str):
            self.words.append(hooked)
        elif hooked is not None:
            self.put(hooked)
        elif name in _SILENT:
            self.losses[_SILENT[name]] = None
        elif name in _BLOCKS:
            self.read_block(element, name)
        else:
            self.read_inline(element, name)

    def read_block(self, element: etree._Element, name: str) -> None:
        if name == "table":
            self.losses[TABLE] = None
        self.break_line()
        self.read_inside(element)
        self.break_line()

    def read_inline(self, element: etree._Element, name: str) -> None:
        match name:
            case "br":
                self.break_line()
            case "img" | "audio" | "video" | "object":
                self.read_media(element, name)
            case "math":
                self.say(_read_maths(element))
            case "sup" | "sub":
                self.read_shifted(element, _RAISED if name == "sup" else _LOWERED)
            case "td" | "th":
                self.words.append(" | " if "".join(self.words).strip() else "")
                self.read_inside(element)
            case _:
                if name in _EMPHASES:
                    self.losses[EMPHASIS] = None
                if name == "a":
                    self.losses[LINK] = None
                self.read_inside(element)

    def read_media(self, element: etree._Element, name: str) -> None:
        piece = read_media(element, name)
        if piece is None:
            self.losses[EMBEDDED] = None
        else:
            self.put(piece)

    def read_shifted(self, element: etree._Element, table: dict[int, int]) -> None:
        text = text_of(element)
        if all(ord(letter) in table for letter in text):
            self.words.append(text.translate(table))
        else:
            self.losses[RAISED] = None
            self.read_inside(element)

    def say(self, text: str | None) -> None:
        self.words.append(text or "")

    def put(self, piece: Piece) -> None:
        self.break_line()
        self.pieces.append(piece)

    def break_line(self) -> None:
        text = tidy("".join(self.words))
        self.words.clear()
        if text:
            self.pieces.append(Paragraph(text=text))


def read_media(element: etree._Element, name: str) -> Piece | None:
    """Read an image, sound or video that an element embeds; None when it embeds none of them."""
    source = next((one for one in element if local_name(one) == "source"), None)
    href = element.get("src") or element.get("data") or ""
    if not href and source is not None:
        href = source.get("src", "")
    media_type = element.get("type", "").partition("/")[0]
    kind = {"audio": "audio", "video": "video", "img": "image"}.get(name, media_type)
    if not href or kind not in ("audio", "video", "image"):
        return None
    if kind == "image":
        return Picture(
            href=href,
            text=tidy(element.get("alt") or text_of(element)),
            width=element.get("width", ""),
            height=element.get("height", ""),
        )
    track = next((one.get("src") for one in element if local_name(one) == "track"), None)
    return Recording(
        kind=MediaKind(kind), href=href, captions=track, transcript=element.get("data-transcript")
    )


def _read_maths(element: etree._Element) -> str:
    names = {local_name(one) for one in element.iter() if isinstance(one.tag, str)}
    if not names <= _SIMPLE_MATHS:
        raise ItemRefused("has a formula (MathML) that plain text cannot say")
    return text_of(element)
