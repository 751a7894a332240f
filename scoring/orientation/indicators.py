"""What is known of somebody who wants to learn Dutch, in the order in which it is weighed."""

from dataclasses import dataclass
from enum import StrEnum

from scoring.codes import BandCode


class Indicator(StrEnum):
    """The indicators of the denkkader, in its order."""

    LITERACY = "literacy"
    EDUCATION = "education"
    COVAAR = "covaar"
    LANGUAGES = "languages"
    OTHER = "other"


class Literacy(StrEnum):
    """Whether and in which script somebody reads and writes."""

    ILLITERATE = "illiterate"
    OTHER_SCRIPT = "other_script"
    WEAKLY_LITERATE = "weakly_literate"
    LITERATE = "literate"


class Education(StrEnum):
    """The highest diploma, lowest first."""

    NO_PRIMARY = "no_primary"
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    BACHELOR = "bachelor"
    MASTER = "master"

    @property
    def asks_covaar(self) -> bool:
        """Whether COVAAR is always taken with this diploma (rule 6.4)."""
        return self not in (Education.NO_PRIMARY, Education.BACHELOR, Education.MASTER)


class LanguageKnowledge(StrEnum):
    """Which languages somebody knows beside the first one."""

    FIRST_LANGUAGE_ONLY = "first_language_only"
    OTHER_LANGUAGES = "other_languages"
    SOME_DUTCH = "some_dutch"


class OtherInformation(StrEnum):
    """Motivation and personal situation, as the consultant sums them up."""

    UNFAVOURABLE = "unfavourable"
    NEUTRAL = "neutral"
    FAVOURABLE = "favourable"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValues:
    """The indicators of one person; None is not known, and no band is no COVAAR taken.

    `in_doubt` is the consultant's: something in the file makes the diploma or literacy uncertain.
    """

    literacy: Literacy
    education: Education | None
    band: BandCode | None
    languages: LanguageKnowledge | None
    other: OtherInformation | None
    in_doubt: bool

    def value_of(self, indicator: Indicator) -> str | None:
        """Give the code of one indicator; None when it is not known."""
        return {
            Indicator.LITERACY: self.literacy,
            Indicator.EDUCATION: self.education,
            Indicator.COVAAR: self.band,
            Indicator.LANGUAGES: self.languages,
            Indicator.OTHER: self.other,
        }[indicator]
