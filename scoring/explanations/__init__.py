"""The steps of decisions in Dutch: one module for each kind of decision."""

from scoring.explanations.numbers import (
    date_in_dutch,
    displayed_percentage,
    marks_in_dutch,
    round_half_up,
)
from scoring.explanations.parts import sentence, sentences

__all__ = [
    "date_in_dutch",
    "displayed_percentage",
    "marks_in_dutch",
    "round_half_up",
    "sentence",
    "sentences",
]
