"""Why the decision on an attempt stays by a correction."""

from collections.abc import Collection, Sequence

from scoring.codes import CorrectionCode
from scoring.corrections import Correction, keep_last
from scoring.errors import ScoringError


class EarlierNotDecided(ScoringError):
    """An earlier correction that still counts could not be decided for this attempt (rule 8.5)."""

    def __init__(self, code: CorrectionCode) -> None:
        super().__init__(f"an earlier correction could not be decided: {code}")
        self.code = code


def check_earlier(corrections: Sequence[Correction], unsolved: Collection[str]) -> None:
    """Refuse to build on a correction that an attempt never got; `unsolved` names their cases.

    The last of `corrections` is the one to decide by. Raises EarlierNotDecided.
    """
    for one in keep_last(corrections)[:-1] if unsolved else ():
        if one.code in unsolved:
            raise EarlierNotDecided(one.code)
