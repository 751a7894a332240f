"""Panels in Dutch: their states, what keeps them from going on, and the numbers of a round."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from scoring.analysis.standard_setting import VERDICTS, Method, Verdict, square_root
from scoring.explanations import marks_in_dutch, round_half_up
from testplatform.models.panels import JudgementScale, Panel, PanelOpinion, PanelState
from testplatform.services.panels.results import FEWEST_ATTEMPTS, TENTHS, count_asked
from testplatform.services.panels.sampling import FEWEST_JUDGED, MOST_JUDGED
from testplatform.services.panels.setting_up import (
    FEWEST_PANELLISTS,
    LONGEST_TEXT,
    MOST_MARKS,
    PanelFault,
)
from testplatform.services.panels.states import PanelEvent
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.pages import Badge, Tone
from testplatform.web.staff.wording import describe_moment, describe_part

STATES: Mapping[PanelState, Badge] = MappingProxyType(
    {
        PanelState.PREPARING: Badge(word="in voorbereiding", tone=Tone.NEUTRAL),
        PanelState.RATING: Badge(word="ronde open", tone=Tone.ACTIVE),
        PanelState.DISCUSSING: Badge(word="bespreking", tone=Tone.WARNING),
        PanelState.CLOSED: Badge(word="afgesloten", tone=Tone.GOOD),
        PanelState.PROPOSED: Badge(word="als cesuur voorgesteld", tone=Tone.GOOD),
        PanelState.ABANDONED: Badge(word="stopgezet", tone=Tone.BAD),
    }
)
METHODS: Mapping[Method, str] = MappingProxyType(
    {
        Method.ANGOFF: "Angoff",
        Method.BOOKMARK: "bookmark",
        Method.CONTRASTING_GROUPS: "contrasterende groepen",
        Method.BORDERLINE_GROUP: "grensgroep",
        Method.BEUK: "compromis van Beuk",
    }
)
SCALES: Mapping[JudgementScale, str] = MappingProxyType(
    {
        JudgementScale.CHANCE: "kans van 0 tot 100 % per vraag",
        JudgementScale.YES_NO: "ja of nee per vraag",
        JudgementScale.MARKS: "gemiddeld aantal punten per vraag",
    }
)
VERDICTS_SAID: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.SUFFICES: "volstaat",
        Verdict.FALLS_SHORT: "volstaat niet",
        Verdict.BELOW: "duidelijk eronder",
        Verdict.BORDERLINE: "op de grens",
        Verdict.ABOVE: "duidelijk erboven",
    }
)
FAULTS: Mapping[PanelFault, str] = MappingProxyType(
    {
        PanelFault.FORM_UNKNOWN: "Deze testversie is niet in gebruik.",
        PanelFault.NO_CUT_SCORES: "Dit testprogramma heeft geen cesuren.",
        PanelFault.MOMENT_UNKNOWN: "Dit testmoment hoort niet bij het testprogramma.",
        PanelFault.PART_UNKNOWN: "Dit deel heeft in deze testversie geen vragen met punten.",
        PanelFault.RATED_ITEMS: (
            "Van sommige vragen in dit deel geven beoordelaars de punten, of ze tellen voor delen "
            "van een punt. Een panel kan dan niet zeggen hoeveel punten er nodig zijn."
        ),
        PanelFault.SEVERAL_MARKS: (
            "In dit deel telt niet elke vraag voor één punt. De bookmarkmethode zet vragen op een "
            "rij naar hoeveel kandidaten ze juist hebben, en dat kan dan niet."
        ),
        PanelFault.MARKS_ASKED: (
            "In dit deel telt niet elke vraag voor één punt. Kies bij Angoff: "
            "gemiddeld aantal punten per vraag."
        ),
        PanelFault.TOO_MANY_MARKS: (
            f"In dit deel telt een vraag voor meer dan {MOST_MARKS} punten. Dat is te veel voor "
            "één oordeel bij Angoff."
        ),
        PanelFault.OWN_WORDS: (
            "In dit deel schrijven of spreken kandidaten zelf. Zulke antwoorden kunnen tonen wie "
            "iemand is, en een panel krijgt ze niet te zien."
        ),
        PanelFault.PERIOD_MISSING: (
            "Kies de eerste en de laatste dag van de afnames, in die volgorde."
        ),
        PanelFault.NUMBER_REFUSED: (
            f"Een panel beoordeelt {FEWEST_JUDGED} tot {MOST_JUDGED} afnames."
        ),
        PanelFault.TOO_FEW_ATTEMPTS: (
            "In die dagen zijn er te weinig afnames met een uitslag op dit moment: minstens "
            f"{FEWEST_ATTEMPTS}, en niet minder dan het panel beoordeelt."
        ),
        PanelFault.DESCRIPTION_MISSING: "Beschrijf wie maar net slaagt.",
        PanelFault.NO_DIFFICULTY: (
            "Voor de bookmarkmethode moet van elke vraag bekend zijn hoe moeilijk ze is: minstens "
            f"{FEWEST_ATTEMPTS} afnames, en niet altijd juist of altijd fout."
        ),
        PanelFault.NO_RESULTS: (
            "Voor het compromis van Beuk zijn resultaten nodig: minstens "
            f"{FEWEST_ATTEMPTS} afnames met deze testversie."
        ),
        PanelFault.NOT_INVITABLE: (
            "Deze persoon kan niet uitgenodigd worden. Alleen wie de rol van panellid heeft, kan "
            "dat."
        ),
        PanelFault.BEGUN_ALREADY: "Na de eerste ronde verandert het panel niet meer.",
        PanelFault.TOO_FEW_PANELLISTS: f"Een panel heeft minstens {FEWEST_PANELLISTS} leden.",
        PanelFault.TOO_FEW_COMPLETE: (
            f"Minstens {FEWEST_PANELLISTS} leden moeten alles beoordeeld hebben."
        ),
        PanelFault.NOTE_MISSING: "Schrijf eerst een opmerking.",
        PanelFault.NO_STANDARD: "Het panel heeft geen cesuur bepaald.",
        PanelFault.NO_CUT_SCORES_YET: "Op die dag zijn er nog geen cesuren om bij aan te sluiten.",
        PanelFault.CORRECTION_RUNS: (
            "Een goedgekeurde correctie van deze testversie wordt nog geschreven. Wacht tot ze "
            "klaar is: dan kloppen de punten."
        ),
        PanelFault.PROPOSAL_WAITS: (
            "Dit panel werd al voorgesteld. Dat kan pas opnieuw als het voorstel afgekeurd of "
            "ingetrokken is."
        ),
    }
)
DONE: Mapping[PanelEvent, str] = MappingProxyType(
    {
        PanelEvent.OPEN_ROUND: "De ronde is open. De panelleden kunnen beoordelen.",
        PanelEvent.END_ROUND: "De ronde is gedaan. Het panel ziet nu hoe iedereen oordeelde.",
        PanelEvent.CLOSE: "Het panel is afgesloten. De laatste ronde telt.",
        PanelEvent.PROPOSE: "Het voorstel is bewaard. Een andere beheerder moet het goedkeuren.",
        PanelEvent.ABANDON: "Het panel is stopgezet. Wat beoordeeld werd, blijft bewaard.",
    }
)
CHANGED_MEANWHILE = "Dit kan niet meer: het panel veranderde intussen. Hier staat het nu."
SET_UP = "Het panel is gemaakt. Nodig nu de panelleden uit."
INVITED = "Het panellid is uitgenodigd."
UNINVITED = "De uitnodiging is ingetrokken."
NOTED = "De opmerking is bewaard."
NOT_OPEN = "De vragen van dit panel zijn nu niet te zien."
TOO_LONG = f"Schrijf hoogstens {LONGEST_TEXT} tekens."
NO_DAY = "Kies een dag."


def describe_subject(panel: Panel) -> str:
    """What the panel sets a standard for: part, form and moment."""
    form = panel.form
    return (
        f"{describe_part(form.programme, panel.part)}, {form.title} "
        f"({form.code}, versie {form.version}), {describe_moment(form.programme, panel.moment)}"
    )


def describe_method(panel: Panel) -> str:
    """The method, with what a panellist says of each item where they do."""
    said = METHODS[panel.method]
    return f"{said} ({SCALES[panel.scale]})" if panel.method is Method.ANGOFF else said


def say_level(scale: JudgementScale, said: Fraction) -> str:
    """How much of an item was said, or what that is on average: "60 %", "1,5 punten"."""
    if scale is JudgementScale.MARKS:
        return f"{say_number(said / TENTHS)} punten"
    return f"{say_number(said, 1)} %"


def say_opinion(opinion: PanelOpinion) -> str:
    """What somebody said of the whole part."""
    if opinion.place is not None:
        return f"bladwijzer bij vraag {opinion.place}"
    return f"{opinion.score_percent} % van de punten, {opinion.pass_percent} % geslaagd"


def say_verdicts(verdicts: Iterable[Verdict]) -> str:
    """How often what was said of attempts: "12 × volstaat, 18 × volstaat niet"."""
    counted = Counter(verdicts)
    said = [f"{counted[one]} × {name}" for one, name in VERDICTS_SAID.items() if counted[one]]
    return ", ".join(said) or NOTHING


def describe_progress(panel: Panel, done: int) -> str:
    """How far somebody is in the newest round."""
    if panel.method is Method.ANGOFF or panel.method in VERDICTS:
        asked = "afnames" if panel.method in VERDICTS else "vragen"
        return f"{done} van {count_asked(panel)} {asked} beoordeeld"
    return "oordeel gegeven" if done else "nog geen oordeel"


def say_number(value: Fraction, decimals: int = 2) -> str:
    """A number in Dutch, rounded half away from zero: "7,43", "-0,5"."""
    rounded = round_half_up(abs(value), decimals)
    return f"-{marks_in_dutch(rounded)}" if value < 0 and rounded else marks_in_dutch(rounded)


def say_root(squared: Fraction | None, decimals: int = 2) -> str:
    """The root of a variance or of a squared standard error."""
    return NOTHING if squared is None else marks_in_dutch(square_root(squared, decimals))


def say_percent(share: Fraction) -> str:
    return f"{say_number(100 * share, 1)} %"


def say_people(number: int) -> str:
    return "1 panellid" if number == 1 else f"{number} panelleden"


def say_rounds(number: int) -> str:
    return "1 ronde" if number == 1 else f"{number} rondes"
