"""Where the sentences of a text begin and end, so that each can be shown while it is read."""

import re
from dataclasses import dataclass

# What ends a sentence in the scripts of the course languages; the Greek question mark is not among
# them, because it is the semicolon of the rest.
_END = r"[.!?…؟۔।॥።፧៖។。！？]"
_CLOSING = r"[\"'”’»)\]]*"
# After a full stop a small letter or a digit goes on: "bv. een", "art. 5".
_BREAK = re.compile(rf"(?:{_END}+{_CLOSING}\s+(?![a-z0-9])|[。！？]+|\n+)")
_ABBREVIATION = re.compile(r"(?:^|\W)(?:[^\W\d_]\.)+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a text, from `start` up to `end`, counted in characters (code points)."""

    start: int
    end: int


def list_sentences(text: str) -> tuple[Span, ...]:
    """Cut a text into sentences; white space around them belongs to none.

    A single letter with a full stop ("J. Peeters") ends nothing.
    """
    spans = []
    start = 0
    for found in _BREAK.finditer(text):
        if _ABBREVIATION.search(text[start : found.end()].rstrip()):
            continue
        spans.append((start, found.end()))
        start = found.end()
    spans.append((start, len(text)))
    return tuple(trimmed for one in spans if (trimmed := _trim(text, *one)).start < trimmed.end)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start=start + len(piece) - len(piece.lstrip()), end=start + len(piece.rstrip()))
