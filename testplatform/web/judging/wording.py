"""What panellists read beside their items, in Dutch."""

from collections.abc import Mapping
from types import MappingProxyType

from scoring.analysis.standard_setting import Method
from testplatform.models.panels import JudgementScale, Panel

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
OF_THE_PART: Mapping[Method, str] = MappingProxyType(
    {
        Method.BOOKMARK: (
            "De vragen staan van makkelijk naar moeilijk. Denk aan mensen die maar net slagen. "
            "Wat is de laatste vraag die twee op de drie van hen juist hebben?"
        ),
        Method.BEUK: (
            "Hoeveel procent van de punten moet iemand minstens hebben om te slagen? En hoeveel "
            "procent van de kandidaten zou volgens u moeten slagen?"
        ),
    }
)
PROMISED = "Dank u. U kunt nu beoordelen."
SAVED = "Uw oordeel is bewaard."
NOT_OPEN = (
    "Uw oordeel is niet bewaard: deze ronde is gedaan. Uw eerdere oordelen in die ronde tellen mee."
)
NOT_SHOWN = "De vragen van dit panel zijn nu niet te zien."
NO_PLACE = "Schrijf het nummer van een vraag."
NO_PERCENT = "Schrijf een heel getal van 0 tot en met 100."
NO_YES_OR_NO = "Kies ja of nee."
NO_PROMISE = "Beloof eerst dat u de vragen geheim houdt."
NO_DIFFICULTY = "niet getoond of te weinig afnames"
ROUND_OVER = "De ronde is gedaan. U kunt nu niet beoordelen."
OF_THE_WHOLE = "U oordeelt niet per vraag, maar op de pagina van het panel."
YES, NO = "ja", "nee"


def describe_question(panel: Panel) -> str:
    """What a panellist is asked."""
    is_by_item = panel.method is Method.ANGOFF
    return QUESTIONS[panel.scale] if is_by_item else OF_THE_PART[panel.method]


def say_judgement(scale: JudgementScale, percent: int) -> str:
    """A judgement as the panellist gave it: "60 %", "ja"."""
    if scale is JudgementScale.YES_NO:
        return YES if percent else NO
    return f"{percent} %"
