"""What panellists read beside their items, in Dutch."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from scoring.analysis.standard_setting import VERDICTS, Method
from testplatform.models.panels import JudgementScale, Panel, PanelItem, PanelState
from testplatform.web.panels.wording import say_level

QUESTIONS: Mapping[JudgementScale, str] = MappingProxyType(
    {
        JudgementScale.CHANCE: (
            "Denk aan 100 mensen die maar net slagen. Hoeveel van hen hebben deze vraag juist?"
        ),
        JudgementScale.YES_NO: (
            "Denk aan iemand die maar net slaagt. Heeft die persoon deze vraag juist?"
        ),
        JudgementScale.MARKS: (
            "Denk aan mensen die maar net slagen. Hoeveel punten van deze vraag halen zij "
            "gemiddeld?"
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
        Method.CONTRASTING_GROUPS: ("Lees wat iemand antwoordde. Is dat genoeg om te slagen?"),
        Method.BORDERLINE_GROUP: (
            "Lees wat iemand antwoordde. Is dat duidelijk te weinig, maar net op de grens, of "
            "duidelijk genoeg om te slagen?"
        ),
    }
)
WHAT_YOU_SEE: Mapping[bool, str] = MappingProxyType(
    {
        False: "U ziet elke vraag zoals een kandidaat ze ziet, met het juiste antwoord.",
        True: (
            "U ziet van elke afname wat iemand antwoordde, en verder niets: geen punten, geen "
            "juiste antwoorden, geen naam, geen plaats en geen dag. Het nummer van een afname zegt "
            "niets. Welke afnames u bekijkt, wordt bewaard."
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
NO_MARKS = "Schrijf een aantal punten, met hoogstens één cijfer na de komma."
NO_YES_OR_NO = "Kies ja of nee."
NO_PROMISE = "Beloof eerst dat u de vragen geheim houdt."
NO_DIFFICULTY = "niet getoond of te weinig afnames"
ROUND_OVER = "De ronde is gedaan. U kunt nu niet beoordelen."
OF_THE_WHOLE = "U oordeelt niet per vraag, maar op de pagina van het panel."
NO_VERDICT = "Kies een oordeel."
NOT_OPENED = "Open de afname eerst op deze pagina."
OF_ATTEMPTS = "U oordeelt niet per vraag, maar per afname."
NOT_ANSWERED = "niets geantwoord"
YES, NO = "ja", "nee"


def describe_question(panel: Panel) -> str:
    """What a panellist is asked."""
    is_by_item = panel.method is Method.ANGOFF
    return QUESTIONS[panel.scale] if is_by_item else OF_THE_PART[panel.method]


def ask_of_item(panel: Panel, item: PanelItem) -> str:
    """What a panellist is asked beside one item."""
    asked = describe_question(panel)
    if panel.scale is not JudgementScale.MARKS or panel.method is not Method.ANGOFF:
        return asked
    worth = "1 punt" if item.marks == 1 else f"{item.marks} punten"
    return f"Deze vraag telt voor {worth}. {asked}"


def say_most_marks(marks: int) -> str:
    """What is said of a number that an item is not worth."""
    return f"Schrijf een getal van 0 tot en met {marks}: zoveel punten heeft deze vraag."


def judges_attempts(panel: Panel) -> bool:
    """Whether panellists judge what people answered, blind."""
    return panel.method in VERDICTS


def explain_no_judgement(panel: Panel) -> str:
    """Why an item is not judged on its page."""
    if panel.state is not PanelState.RATING or panel.method is Method.ANGOFF:
        return ROUND_OVER
    return OF_ATTEMPTS if judges_attempts(panel) else OF_THE_WHOLE


def say_judgement(scale: JudgementScale, percent: int) -> str:
    """A judgement as the panellist gave it: "60 %", "ja", "1,5 punten"."""
    if scale is JudgementScale.YES_NO:
        return YES if percent else NO
    return say_level(scale, Fraction(percent))
