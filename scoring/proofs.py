"""What a decision may become on paper."""

from enum import StrEnum


class Proof(StrEnum):
    """What somebody else may conclude from it: nothing, the level reached, or that it suffices."""

    NONE = "none"
    STATEMENT = "statement"
    CERTIFICATE = "certificate"
