"""Shares of marks as Moodle writes them ("33.33333" percent) as exact values of choices."""

from collections.abc import Sequence
from fractions import Fraction

from itembank.interchange.drafts import Document, ItemFields
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.values import read_number
from scoring.marks import marks_to_json, marks_to_text

_LARGEST_PART = 20
_CLOSE = Fraction(1, 20_000)


TRUE_FALSE = [{"id": "true", "text": "Juist"}, {"id": "false", "text": "Niet juist"}]


def read_share(text: str) -> Fraction:
    """Read a percentage as a share of one: "33.33333" is a third.

    Raises:
        ItemRefused: when it is no number.
    """
    share = read_number(text or "0") / 100
    near = share.limit_denominator(_LARGEST_PART)
    return near if abs(near - share) <= _CLOSE else share


def say_marks(one: ItemFields, before: Fraction, now: int) -> None:
    """Say when a question counts for another number of marks than it did."""
    if before != now:
        counted = "1 mark" if now == 1 else f"{now} marks"
        one.notes.append(f"counts for {counted} instead of {marks_to_text(before)}")


def choose_single(
    texts: Sequence[str], shares: Sequence[Fraction], grade: Fraction, one: ItemFields
) -> Document:
    """Make choices of which one can be made.

    Raises:
        ItemRefused: for a choice that takes marks away, or none that is right as a whole.
    """
    if any(share < 0 for share in shares):
        raise ItemRefused("has a choice that takes marks away")
    if 1 not in shares:
        raise ItemRefused("has no answer that is right as a whole")
    is_plain = set(shares) <= {0, 1} and shares.count(Fraction(1)) == 1
    if len(texts) == 2 and is_plain:
        say_marks(one, grade, 1)
        one.notes.append("two choices became those of a statement that is true or false")
        ids: tuple[str, ...] = ("true", "false")
        item_type = "true_false"
    else:
        ids, item_type = _ids(texts), "select_one"
    choices: Document = {"type": item_type, "choices": _choices(ids, texts)}
    if is_plain and (grade == 1 or item_type == "true_false"):
        return {**choices, "key": [ids[shares.index(Fraction(1))]], "rule": "1.1"}
    return {**choices, "values": _values(ids, shares, grade), "rule": "1.4"}


def choose_several(texts: Sequence[str], shares: Sequence[Fraction], grade: Fraction) -> Document:
    """Make choices of which several can be made: their shares are summed, from none to all."""
    ids = _ids(texts)
    return {
        "type": "select_several",
        "choices": _choices(ids, texts),
        "values": _values(ids, shares, grade),
        "upper": marks_to_json(grade),
        "rule": "1.4",
    }


def list_accepted(answers: Sequence[tuple[str, Fraction]]) -> list[str]:
    """List the texts that are right as a whole.

    Raises:
        ItemRefused: for texts that are right in part, and for patterns.
    """
    counted = [(text, share) for text, share in answers if share]
    if any(share != 1 for _text, share in counted):
        raise ItemRefused("has texts that are right in part")
    if any("*" in text for text, _share in counted):
        raise ItemRefused("accepts texts by a pattern")
    return list(dict.fromkeys(text.strip() for text, _share in counted))


def plain_number(text: str) -> str:
    """Write a number in the exact way of the bank: without a sign or zeros that say nothing."""
    plain = text.strip().removeprefix("+") or "0"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def match_pairs(pairs: Sequence[tuple[str, str]], grade: Fraction, one: ItemFields) -> Document:
    """Make pairs of texts; a right text without a left one is only there to choose."""
    rights = list(dict.fromkeys(right for _left, right in pairs))
    ids = {right: f"r{number}" for number, right in enumerate(rights, start=1)}
    asked = [(left, right) for left, right in pairs if left]
    say_marks(one, grade, len(asked))
    return {
        "type": "match_pairs",
        "left": [{"id": f"l{number}", "text": left} for number, (left, _r) in enumerate(asked, 1)],
        "right": [{"id": ids[right], "text": right} for right in rights],
        "key": {f"l{number}": ids[right] for number, (_l, right) in enumerate(asked, 1)},
        "reuse": len({right for _left, right in asked}) < len(asked),
        "rule": "1.8",
    }


def _ids(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"c{number}" for number, _text in enumerate(texts, start=1))


def _choices(ids: Sequence[str], texts: Sequence[str]) -> list[Document]:
    return [{"id": id, "text": text} for id, text in zip(ids, texts, strict=True)]


def _values(ids: Sequence[str], shares: Sequence[Fraction], grade: Fraction) -> dict[str, str]:
    pairs = zip(ids, shares, strict=True)
    return {id: str(share * grade) for id, share in pairs if share}
