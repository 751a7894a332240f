"""Rule 1.11: a short text that is one of the accepted ones."""

from dataclasses import dataclass

from scoring.awards import Award
from scoring.codes import RuleId
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.gaps import TextResponse, count_answers
from scoring.text_comparison import TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedText:
    """One mark for a text that the key accepts, otherwise none (rule 1.11)."""

    key: TextKey

    def __post_init__(self) -> None:
        if not self.key.accepted:
            raise RuleHasNoKey(RuleId.ACCEPTED_TEXT, 0)

    def award(self, response: TextResponse) -> Award:
        """Award the response by rule 1.11."""
        reason = count_answers([(response.text, self.key.accepts(response.text))])
        return Award(
            marks=reason.hits,
            out_of=1,
            reason=reason,
            rule=RuleId.ACCEPTED_TEXT,
            rule_version=RuleId.ACCEPTED_TEXT.version,
        )
