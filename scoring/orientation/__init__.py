"""The advice on learning Dutch (NT2): the software proposes, a consultant decides and signs."""

from scoring.orientation.framework import (
    AdviceTrack,
    AdviceType,
    FrameworkNotValid,
    OrientationFramework,
    framework_from_document,
)
from scoring.orientation.indicators import (
    Education,
    Indicator,
    IndicatorValues,
    LanguageKnowledge,
    Literacy,
    OtherInformation,
)
from scoring.orientation.proposals import (
    AdviceProposal,
    BandNotInFramework,
    CovaarReason,
    proposal_to_document,
    propose_advice,
    weigh_covaar,
)
from scoring.orientation.signing import (
    AdviceChoice,
    AdviceFault,
    AdviceNotSound,
    DeviationCount,
    Referral,
    SignedAdvice,
    count_deviations,
    sign_advice,
)

__all__ = [
    "AdviceChoice",
    "AdviceFault",
    "AdviceNotSound",
    "AdviceProposal",
    "AdviceTrack",
    "AdviceType",
    "BandNotInFramework",
    "CovaarReason",
    "DeviationCount",
    "Education",
    "FrameworkNotValid",
    "Indicator",
    "IndicatorValues",
    "LanguageKnowledge",
    "Literacy",
    "OrientationFramework",
    "OtherInformation",
    "Referral",
    "SignedAdvice",
    "count_deviations",
    "framework_from_document",
    "proposal_to_document",
    "propose_advice",
    "sign_advice",
    "weigh_covaar",
]
