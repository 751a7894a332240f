"""What the rules of pairs share: a response that joins, and the account of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.awards import Tally
from scoring.codes import ChoiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsResponse:
    """What a candidate joined to each element; an element that is not there was left empty."""

    pairs: Mapping[ChoiceId, ChoiceId]


def count_pairs(pairs: Mapping[ChoiceId, ChoiceId], correct: Mapping[ChoiceId, ChoiceId]) -> Tally:
    """Count the right pairs, the wrong ones and what was left empty."""
    hits = len(pairs.items() & correct.items())
    return Tally(hits=hits, slips=len(pairs) - hits, missed=len(correct.keys() - pairs.keys()))
