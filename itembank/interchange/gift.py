"""Questions in GIFT, the plain text format of Moodle, as items of the bank."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from itembank.interchange.contents import read_html
from itembank.interchange.drafts import Document, ItemFields, judge_all
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.values import read_number, write_number
from itembank.interchange.reports import FileKind, ImportDefaults, ImportReport
from itembank.interchange.shares import (
    TRUE_FALSE,
    choose_several,
    choose_single,
    list_accepted,
    match_pairs,
    plain_number,
    read_share,
)

MOST_QUESTIONS = 5_000

_TITLE = re.compile(r"::((?:[^:\\]|\\.|:(?!:))*)::\s*")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_BRACES = re.compile(r"(?<!\\)\{((?:[^}\\]|\\.)*)\}", re.DOTALL)
_ANSWER = re.compile(r"(?<!\\)([=~])((?:[^=~\\]|\\.)*)", re.DOTALL)
_WEIGHT = re.compile(r"^\s*%(-?[0-9.]{1,12})%")
_FEEDBACK = re.compile(r"(?<!\\)#.*", re.DOTALL)
_FLAGS = {"T": "true", "TRUE": "true", "F": "false", "FALSE": "false"}
_GAP_SIGN = "…"
_WHOLE = Fraction(1)


def looks_like_gift(text: str) -> bool:
    """Tell whether a text has a question with braces, as GIFT does and a table does not."""
    return bool(_BRACES.search(text)) and not text.lower().startswith(("identifier,", "code,"))


def read_gift(text: str, *, file: str, defaults: ImportDefaults) -> ImportReport:
    """Read every question of a text."""
    found = [_read_question(one, number) for number, one in enumerate(_split(text), start=1)]
    return ImportReport(file=file, kind=FileKind.GIFT, items=judge_all(found, defaults))


def _split(text: str) -> Iterator[str]:
    lines = (
        "" if line.startswith("$CATEGORY") else line
        for line in text.replace("\r\n", "\n").split("\n")
        if not line.lstrip().startswith("//")
    )
    blocks = re.split(r"\n[ \t]*\n", "\n".join(lines))
    return (block.strip() for block in blocks[: 2 * MOST_QUESTIONS] if block.strip())


def _read_question(text: str, number: int) -> ItemFields:
    titled = _TITLE.match(text)
    title = _plain(titled[1]) if titled else ""
    rest = text[titled.end() :] if titled else text
    one = ItemFields(identifier=title or f"question {number}", kind="gift")
    try:
        one.fields = _read_body(rest, title, one)
    except ItemRefused as error:
        one.refusal = error.reason
    return one


def _read_body(text: str, title: str, one: ItemFields) -> Document:
    markup = _FORMAT.match(text)
    is_html = markup is not None and markup[1] == "html"
    plain = text[markup.end() :] if markup else text
    places = list(_BRACES.finditer(plain))
    if len(places) > 1:
        raise ItemRefused("has several places to answer")
    if not places:
        return {"type": "information", "prompt": title, "text": _line(plain, one, is_html=is_html)}
    before, after = plain[: places[0].start()], plain[places[0].end() :]
    prompt = f"{before}{_GAP_SIGN}{after}" if after.strip() else before
    fields = _read_answers(places[0][1].strip(), one)
    return {"prompt": _line(prompt, one, is_html=is_html) or title, **fields}


def _read_answers(text: str, one: ItemFields) -> Document:
    bare = _strip_feedback(text, one).strip()
    if bare.upper() in _FLAGS:
        key = [_FLAGS[bare.upper()]]
        return {"type": "true_false", "choices": TRUE_FALSE, "key": key, "rule": "1.1"}
    if text.startswith("#"):
        return _read_number(text[1:], one)
    if not text:
        one.notes.append("a text without a limit got one of 500 words")
        limits: Document = {"min_words": 0, "max_words": 500, "max_marks": 1}
        return {"type": "long_writing", **limits}
    return _read_list([(mark, body) for mark, body in _ANSWER.findall(text)], one)


def _read_list(answers: Sequence[tuple[str, str]], one: ItemFields) -> Document:
    if not answers:
        raise ItemRefused("has answers that cannot be read")
    shares = [_share(mark, body) for mark, body in answers]
    texts = [_plain(_strip_feedback(_WEIGHT.sub("", body), one)) for _mark, body in answers]
    marks = {mark for mark, _body in answers}
    if marks == {"="} and all("->" in text for text in texts):
        pairs = [text.partition("->") for text in texts]
        return match_pairs([(left.strip(), right.strip()) for left, _, right in pairs], _WHOLE, one)
    if marks == {"="}:
        accepted = list_accepted(list(zip(texts, shares, strict=True)))
        return {"type": "short_text", "accepted": accepted, "case": False}
    if "=" in marks:
        return choose_single(texts, shares, _WHOLE, one)
    return choose_several(texts, shares, _WHOLE)


def _share(mark: str, body: str) -> Fraction:
    weight = _WEIGHT.match(body)
    if weight:
        return read_share(weight[1])
    return Fraction(mark == "=")


def _read_number(text: str, one: ItemFields) -> Document:
    plain = _strip_feedback(text, one).strip()
    if plain.startswith("="):
        raise ItemRefused("has several numbers, or one that is right in part")
    least, dots, most = plain.partition("..")
    if dots:
        low, high = read_number(least), read_number(most)
        return _number(write_number((low + high) / 2), write_number((high - low) / 2))
    value, _, tolerance = plain.partition(":")
    return _number(value, tolerance)


def _number(value: str, tolerance: str) -> Document:
    return {
        "type": "number",
        "value": plain_number(value),
        "tolerance": plain_number(tolerance),
    }


def _strip_feedback(text: str, one: ItemFields) -> str:
    if text.startswith("#"):
        return text
    plain = _FEEDBACK.sub("", text)
    if plain != text:
        one.notes.append("feedback was left out")
    return plain


def _line(text: str, one: ItemFields, *, is_html: bool) -> str:
    if not is_html:
        return _plain(text)
    content = read_html(_unescape(text))
    one.notes.extend(content.losses)
    if len(content.paragraphs) != len(content.pieces):
        raise ItemRefused("has an image or a recording in its text")
    return content.line


def _plain(text: str) -> str:
    return " ".join(_unescape(text).split())


def _unescape(text: str) -> str:
    return re.sub(r"\\([~=#{}:\\])", r"\1", text)
