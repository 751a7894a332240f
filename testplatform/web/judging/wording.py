"""What panellists read beside their items, in Dutch."""

from collections.abc import Mapping
from types import MappingProxyType

from testplatform.models.panels import JudgementScale

QUESTIONS: Mapping[JudgementScale, str] = MappingProxyType(
    {
        JudgementScale.CHANCE: (
            "Denk aan 100 mensen die maar net slagen. Hoeveel van hen hebben deze vraag juist?"
        ),
        JudgementScale.YES_NO: (
            "Denk aan iemand die maar net slaagt. Heeft die persoon deze vraag juist?"
        ),
    }
)
PROMISED = "Dank u. U kunt nu beoordelen."
SAVED = "Uw oordeel is bewaard."
NOT_OPEN = (
    "Uw oordeel is niet bewaard: deze ronde is gedaan. Uw eerdere oordelen in die ronde tellen mee."
)
NOT_SHOWN = "De vragen van dit panel zijn nu niet te zien."
NO_PERCENT = "Schrijf een heel getal van 0 tot en met 100."
NO_YES_OR_NO = "Kies ja of nee."
NO_PROMISE = "Beloof eerst dat u de vragen geheim houdt."
NO_DIFFICULTY = "niet getoond of te weinig afnames"
YES, NO = "ja", "nee"


def describe_progress(rated: int, items: int) -> str:
    return f"{rated} van {items} vragen beoordeeld"


def say_judgement(scale: JudgementScale, percent: int) -> str:
    """A judgement as the panellist gave it: "60 %", "ja"."""
    if scale is JudgementScale.YES_NO:
        return YES if percent else NO
    return f"{percent} %"
