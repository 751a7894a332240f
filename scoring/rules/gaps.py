"""What the rules for gaps and texts share: a response that fills, and the account of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from scoring.awards import Tally
from scoring.codes import ChoiceId, GapId
from scoring.text_comparison import is_blank


class AnswerKey(Protocol):
    """Says whether what stands in one place is right; `scoring.text_comparison.TextKey` is one."""

    def accepts(self, answer: str) -> bool:
        """Tell whether the answer is right."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceAnswer:
    """A gap that one choice is right in."""

    choice: ChoiceId

    def accepts(self, answer: str) -> bool:
        """Tell whether the answer is the choice."""
        return answer == self.choice


@dataclass(frozen=True, slots=True, kw_only=True)
class GapResponse:
    """What stands in the gaps; a gap that is absent or blank was left empty."""

    answers: Mapping[GapId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResponse:
    """One short text; blank when nothing was written."""

    text: str


def count_answers(judged: Iterable[tuple[str, bool]]) -> Tally:
    """Count answers, each with whether it is right; a blank one is missed."""
    hits = slips = missed = 0
    for answer, is_right in judged:
        if is_blank(answer):
            missed += 1
        elif is_right:
            hits += 1
        else:
            slips += 1
    return Tally(hits=hits, slips=slips, missed=missed)


def count_gaps(key: Mapping[GapId, AnswerKey], response: GapResponse) -> Tally:
    """Count the gaps of the key by what stands in them."""
    answers = {gap: response.answers.get(gap, "") for gap in key}
    return count_answers((answers[gap], key[gap].accepts(answers[gap])) for gap in key)
