"""The embedded answers of Moodle (Cloze): {1:SHORTANSWER:=Brussel} within a text."""

import re
from collections.abc import Sequence
from fractions import Fraction

from itembank.interchange.drafts import Document, ItemFields
from itembank.interchange.errors import ItemRefused
from itembank.interchange.shares import list_accepted, read_share, say_marks

_PLACE = re.compile(r"\{([0-9]{0,3}):([A-Z_]{1,20}):((?:[^{}\\]|\\.)*)\}", re.ASCII)
_ANSWER = re.compile(r"(?:^|(?<!\\)~)(=|%-?[0-9.]{1,8}%)?((?:[^~\\]|\\.)*)")
_WRITTEN = {
    "SHORTANSWER": False,
    "SA": False,
    "MW": False,
    "SHORTANSWER_C": True,
    "SAC": True,
    "MWC": True,
}
_CHOSEN = frozenset({"MULTICHOICE", "MC", "MULTICHOICE_S", "MCS", "MULTICHOICE_V", "MCV"})


def read_embedded(text: str, one: ItemFields) -> Document:
    """Read a text with answers in it, all to write or all to choose.

    Raises:
        ItemRefused: for a mixture, or a kind of answer that the bank does not know.
    """
    gaps: list[Document] = []
    kinds: set[str] = set()
    weights = 0

    def put(match: re.Match[str]) -> str:
        nonlocal weights
        weights += int(match[1] or 1)
        gap = f"g{len(gaps) + 1}"
        answers = _read_answers(match[3])
        if match[2] in _WRITTEN:
            gaps.append({"id": gap, "accepted": list_accepted(answers), "case": _WRITTEN[match[2]]})
            kinds.add("gap_text")
        elif match[2] in _CHOSEN:
            gaps.append({"id": gap, **_read_choices(answers)})
            kinds.add("inline_choice")
        else:
            raise ItemRefused(f"has embedded answers of the kind {match[2]}")
        return f"{{{gap}}}"

    filled = _PLACE.sub(put, text)
    if len(kinds) != 1:
        raise ItemRefused("mixes choosing and writing in one text, or has no place to answer")
    say_marks(one, Fraction(weights), len(gaps))
    return {"type": kinds.pop(), "text": filled, "gaps": gaps, "rule": "1.10"}


def _read_answers(text: str) -> list[tuple[str, Fraction]]:
    answers = []
    for match in _ANSWER.finditer(text):
        mark, answer = match[1], match[2].partition("#")[0]
        share = Fraction(1) if mark == "=" else read_share((mark or "%0%").strip("%"))
        answers.append((re.sub(r"\\(.)", r"\1", answer).strip(), share))
    return answers


def _read_choices(answers: Sequence[tuple[str, Fraction]]) -> Document:
    right = [number for number, (_text, share) in enumerate(answers, 1) if share == 1]
    if len(right) != 1 or any(share not in (0, 1) for _text, share in answers):
        raise ItemRefused("has choices that are right in part")
    choices = [{"id": f"c{number}", "text": text} for number, (text, _s) in enumerate(answers, 1)]
    return {"choices": choices, "key": f"c{right[0]}"}
