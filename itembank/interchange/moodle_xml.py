"""Questions of Moodle XML as items of the bank."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from lxml import etree

from itembank.interchange.contents import Content, read_html
from itembank.interchange.drafts import Document, ItemFields, judge_all
from itembank.interchange.embedded_answers import read_embedded
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.values import read_number
from itembank.interchange.reports import FileKind, ImportDefaults, ImportReport
from itembank.interchange.shares import (
    TRUE_FALSE,
    choose_several,
    choose_single,
    list_accepted,
    match_pairs,
    plain_number,
    read_share,
    say_marks,
)
from itembank.interchange.xml_documents import (
    children,
    descendants,
    find_child,
    local_name,
    text_of,
)

_GAP = re.compile(r"\[\[([0-9]{1,3})\]\]", re.ASCII)
_FEEDBACK = "feedback was left out"
_MOST_WORDS = 500


def is_moodle(root: etree._Element) -> bool:
    """Tell whether a document holds questions of Moodle."""
    return local_name(root) == "quiz"


def read_moodle(root: etree._Element, *, file: str, defaults: ImportDefaults) -> ImportReport:
    """Read every question of a document."""
    found = [
        _read_question(question, number)
        for number, question in enumerate(children(root, "question"), start=1)
        if question.get("type") != "category"
    ]
    items = judge_all(found, defaults)
    return ImportReport(file=file, kind=FileKind.MOODLE_XML, items=items)


def _read_question(question: etree._Element, number: int) -> ItemFields:
    kind = question.get("type", "")
    name = find_child(question, "name")
    title = "" if name is None else text_of(name)
    identifier = _inner(question, "idnumber") or title or f"question {number}"
    one = ItemFields(identifier=identifier, kind=kind)
    reader = _READERS.get(kind)
    if reader is None:
        one.refusal = f"is of the type {kind}, which the bank does not know"
        return one
    try:
        content = _read_text(question, one)
        lines = list(content.paragraphs)
        one.fields = reader(question, lines, one)
        _add_prompt(one, lines, title)
    except ItemRefused as error:
        one.refusal = error.reason
    return one


def _read_text(question: etree._Element, one: ItemFields) -> Content:
    if any("feedback" in local_name(part) and text_of(part) for part in question.iter()):
        one.notes.append(_FEEDBACK)
    return _read_html_of(question, "questiontext", one)


def _read_html_of(holder: etree._Element, name: str, one: ItemFields) -> Content:
    element = holder if not name else find_child(holder, name)
    if element is None:
        return Content()
    content = read_html(_inner(element, "text"))
    one.notes.extend(content.losses)
    if len(content.paragraphs) != len(content.pieces):
        raise ItemRefused("has an image or a recording in its text")
    return content


def _add_prompt(one: ItemFields, lines: list[str], title: str) -> None:
    if not lines:
        one.notes.append("the title became the question")
    one.fields["prompt"] = lines.pop() if lines else title
    if lines:
        one.fields["stimulus"] = {"text": "\n".join(lines)}


def _read_choices(question: etree._Element, _lines: list[str], one: ItemFields) -> Document:
    answers = children(question, "answer")
    texts = [_read_html_of(answer, "", one).line for answer in answers]
    shares = [read_share(answer.get("fraction", "0")) for answer in answers]
    grade = _grade(question)
    if _inner(question, "single") in ("true", "1"):
        return choose_single(texts, shares, grade, one)
    return choose_several(texts, shares, grade)


def _read_true_false(question: etree._Element, _lines: list[str], one: ItemFields) -> Document:
    answers = {_inner(answer, "text"): answer for answer in children(question, "answer")}
    right = [
        text for text, answer in answers.items() if read_share(answer.get("fraction", "")) == 1
    ]
    if right not in (["true"], ["false"]):
        raise ItemRefused("has no answer that is right as a whole")
    say_marks(one, _grade(question), 1)
    return {"type": "true_false", "choices": TRUE_FALSE, "key": right, "rule": "1.1"}


def _read_short_answer(question: etree._Element, _lines: list[str], one: ItemFields) -> Document:
    answers = [
        (_inner(answer, "text"), read_share(answer.get("fraction", "0")))
        for answer in children(question, "answer")
    ]
    say_marks(one, _grade(question), 1)
    return {
        "type": "short_text",
        "accepted": list_accepted(answers),
        "case": _inner(question, "usecase") == "1",
    }


def _read_number(question: etree._Element, _lines: list[str], one: ItemFields) -> Document:
    answers = [
        answer for answer in children(question, "answer") if read_share(answer.get("fraction", "0"))
    ]
    if len(answers) != 1 or read_share(answers[0].get("fraction", "0")) != 1:
        raise ItemRefused("has several numbers, or one that is right in part")
    units = [_inner(unit, "unit_name") for unit in descendants(question, "unit")]
    if len(units) > 1:
        raise ItemRefused("converts between units")
    say_marks(one, _grade(question), 1)
    value, tolerance = _inner(answers[0], "text"), _inner(answers[0], "tolerance")
    return {
        "type": "number",
        "value": plain_number(value),
        "tolerance": plain_number(tolerance),
        **({"unit": units[0]} if units else {}),
    }


def _read_matching(question: etree._Element, _lines: list[str], one: ItemFields) -> Document:
    pairs = [
        (_read_html_of(sub, "", one).line, _inner(sub, "answer"))
        for sub in children(question, "subquestion")
    ]
    return match_pairs(pairs, _grade(question), one)


def _read_essay(question: etree._Element, _lines: list[str], one: ItemFields) -> Document:
    least, most = _inner(question, "minwordlimit"), _inner(question, "maxwordlimit")
    if not most.isdecimal():
        one.notes.append(f"a text without a limit got one of {_MOST_WORDS} words")
    grade = _grade(question)
    return {
        "type": "long_writing",
        "min_words": int(least) if least.isdecimal() else 0,
        "max_words": int(most) if most.isdecimal() else _MOST_WORDS,
        "max_marks": int(grade) if grade.denominator == 1 else str(grade),
    }


def _read_description(question: etree._Element, lines: list[str], one: ItemFields) -> Document:
    text = "\n".join(lines)
    lines.clear()
    return {"type": "information", "text": text}


def _read_gap_select(question: etree._Element, lines: list[str], one: ItemFields) -> Document:
    options = [
        (_inner(option, "text"), _inner(option, "group"))
        for option in children(question, "selectoption")
    ]
    gaps: list[Document] = []

    def put(match: re.Match[str]) -> str:
        number = int(match[1])
        if not 1 <= number <= len(options):
            raise ItemRefused("has a gap without a right choice")
        gap, group = f"g{len(gaps) + 1}", options[number - 1][1]
        choices = [
            {"id": f"c{place}", "text": text}
            for place, (text, own) in enumerate(options, 1)
            if own == group
        ]
        gaps.append({"id": gap, "choices": choices, "key": f"c{number}"})
        return f"{{{gap}}}"

    text = _fill(lines, put)
    say_marks(one, _grade(question), len(gaps))
    return {"type": "inline_choice", "text": text, "gaps": gaps, "rule": "1.10"}


def _read_drag_words(question: etree._Element, lines: list[str], one: ItemFields) -> Document:
    boxes = children(question, "dragbox")
    if len({_inner(box, "group") for box in boxes}) > 1:
        raise ItemRefused("has words of several groups")
    endless = [find_child(box, "infinite") is not None for box in boxes]
    if len(set(endless)) > 1:
        raise ItemRefused("limits how often a choice may be used to a number that is not one")
    key: dict[str, str] = {}

    def put(match: re.Match[str]) -> str:
        gap = f"g{len(key) + 1}"
        key[gap] = f"c{match[1]}"
        return f"{{{gap}}}"

    text = _fill(lines, put)
    say_marks(one, _grade(question), len(key))
    words = [
        {"id": f"c{number}", "text": _inner(box, "text")} for number, box in enumerate(boxes, 1)
    ]
    reuse = bool(endless and endless[0])
    return {
        "type": "gap_choice",
        "text": text,
        "choices": words,
        "key": key,
        "reuse": reuse,
        "rule": "1.10",
    }


def _read_cloze(question: etree._Element, lines: list[str], one: ItemFields) -> Document:
    text = "\n".join(lines)
    lines.clear()
    return read_embedded(text, one)


def _fill(lines: list[str], put: Callable[[re.Match[str]], str]) -> str:
    text = "\n".join(lines)
    lines.clear()
    return _GAP.sub(put, text)


def _grade(question: etree._Element) -> Fraction:
    return read_number(_inner(question, "defaultgrade") or "1")


def _inner(element: etree._Element, name: str) -> str:
    inner = find_child(element, name)
    if inner is None:
        return ""
    text = find_child(inner, "text")
    return ("".join(map(str, (text if text is not None else inner).itertext()))).strip()


_Read = Callable[[etree._Element, list[str], ItemFields], Document]
_READERS: Mapping[str, _Read] = {
    "multichoice": _read_choices,
    "truefalse": _read_true_false,
    "shortanswer": _read_short_answer,
    "numerical": _read_number,
    "matching": _read_matching,
    "essay": _read_essay,
    "description": _read_description,
    "gapselect": _read_gap_select,
    "ddwtos": _read_drag_words,
    "cloze": _read_cloze,
}
