"""Corrections in Dutch: their kinds, their states, and why something is refused."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from itembank.programmes import Scheme
from scoring.decisions import Outcome
from testplatform.models.rescoring import RescoringKind, RescoringState
from testplatform.repositories.rescoring_changes import ChangeSearch
from testplatform.services.rescoring_proposals import LONGEST_REASON, ProposalRefused, Refusal
from testplatform.web.staff.pages import Badge, Tone


class ChangeFilter(StrEnum):
    """Which changes of the result somebody looks for: of the outcome, or of what was found."""

    TO_PASSED = "to_passed"
    TO_FAILED = "to_failed"
    STILL_PASSED = "still_passed"
    STILL_FAILED = "still_failed"
    RESULT_CHANGED = "result_changed"
    SAME_RESULT = "same_result"

    def to_search(self, language: str | None) -> ChangeSearch:
        """What to look for: the outcome before and after, or whether the result is another."""
        return ChangeSearch(
            outcomes=_OUTCOMES.get(self),
            is_result_changed=None if self in _OUTCOMES else self is ChangeFilter.RESULT_CHANGED,
            language=language,
        )


_OUTCOMES = {
    ChangeFilter.TO_PASSED: (Outcome.FAILED, Outcome.PASSED),
    ChangeFilter.TO_FAILED: (Outcome.PASSED, Outcome.FAILED),
    ChangeFilter.STILL_PASSED: (Outcome.PASSED, Outcome.PASSED),
    ChangeFilter.STILL_FAILED: (Outcome.FAILED, Outcome.FAILED),
}

FILTERS: Mapping[ChangeFilter, str] = MappingProxyType(
    {
        ChangeFilter.TO_PASSED: "nu wel geslaagd",
        ChangeFilter.TO_FAILED: "nu niet meer geslaagd",
        ChangeFilter.STILL_PASSED: "geslaagd, andere punten",
        ChangeFilter.STILL_FAILED: "niet geslaagd, andere punten",
        ChangeFilter.RESULT_CHANGED: "ander resultaat",
        ChangeFilter.SAME_RESULT: "zelfde resultaat, andere punten",
    }
)


def list_filters(scheme: Scheme) -> tuple[ChangeFilter, ...]:
    """The filters that tell something: who passes, or who gets another band, level or proof."""
    is_passed = scheme is Scheme.CUT_SCORES
    return tuple(one for one in ChangeFilter if (one in _OUTCOMES) is is_passed)


KINDS: Mapping[RescoringKind, str] = MappingProxyType(
    {
        RescoringKind.WRONG_KEY: "Sleutel verbeteren",
        RescoringKind.FULL_MARKS: "Neutraliseren: iedereen alle punten",
        RescoringKind.LEFT_OUT: "Neutraliseren: de vraag telt niet mee",
        RescoringKind.CUT_SCORES: "Andere cesuur, intervallen of niveaus voor een periode",
    }
)

NOUNS: Mapping[Scheme, str] = MappingProxyType(
    {
        Scheme.CUT_SCORES: "cesuur",
        Scheme.BANDS: "intervallen",
        Scheme.LEVELS: "niveaus",
        Scheme.ROUTING: "routing",
    }
)

STATES: Mapping[RescoringState, Badge] = MappingProxyType(
    {
        RescoringState.CALCULATING: Badge(word="wordt berekend", tone=Tone.ACTIVE),
        RescoringState.PROPOSED: Badge(word="wacht op goedkeuring", tone=Tone.WARNING),
        RescoringState.APPROVED: Badge(word="goedgekeurd, wordt doorgevoerd", tone=Tone.ACTIVE),
        RescoringState.WRITTEN: Badge(word="doorgevoerd", tone=Tone.GOOD),
        RescoringState.REJECTED: Badge(word="afgekeurd", tone=Tone.BAD),
        RescoringState.WITHDRAWN: Badge(word="ingetrokken", tone=Tone.NEUTRAL),
    }
)

REFUSALS: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.FORM_UNKNOWN: "Deze testversie bestaat niet.",
        Refusal.ITEM_UNKNOWN: "Geen gepubliceerde testversie telt een vraag met deze code.",
        Refusal.ITEM_AMBIGUOUS: "Er zijn meer versies van deze vraag. Kies er een: {detail}.",
        Refusal.ITEM_WITHOUT_KEY: "Deze vraag heeft geen sleutel: beoordelaars geven de punten.",
        Refusal.KEY_NOT_SOUND: "Deze sleutel kan niet bij deze vraag.",
        Refusal.CUT_SCORES_UNKNOWN: "Kies een cesuur.",
        Refusal.ROUTING_STAYS: (
            "De routing van een periode kan niet vervangen worden: wie een test aflegde, ging er "
            "een weg mee."
        ),
        Refusal.TABLE_DIFFERS: (
            "Deze tabel verschilt in meer dan haar grenzen van die van een dag in de periode "
            "(andere intervallen, vaardigheden, niveaus of punten), of toen was er nog geen."
        ),
        Refusal.PERIOD_NOT_VALID: "Geef een eerste en een laatste dag, in die volgorde.",
        Refusal.NOT_DECIDABLE: (
            "Met deze correctie kan niemand nog beslist worden, of een cesuur, interval, niveau of "
            "weg van de routing bereiken."
        ),
        Refusal.REASON_MISSING: f"Schrijf een reden van hoogstens {LONGEST_REASON} tekens.",
    }
)

OWN_PROPOSAL = "U stelde deze correctie zelf voor. Iemand anders moet ze beoordelen."
NOT_OWN_PROPOSAL = "Alleen wie een correctie voorstelde, kan ze intrekken."
OUTDATED = (
    "Na deze berekening is een andere correctie goedgekeurd. Trek dit voorstel in en stel het "
    "opnieuw voor, zodat iedereen ziet wat nu zou veranderen."
)
JUDGED_ALREADY = "Deze correctie is al beoordeeld, of ze wordt nog berekend."
PROPOSED = "De correctie is voorgesteld. Wat ze verandert, wordt nu berekend."
APPROVED = "De correctie is goedgekeurd. De beslissingen worden nu doorgevoerd."
REJECTED = "De correctie is afgekeurd. Er is niets veranderd."
WITHDRAWN = "De correctie is ingetrokken. Er is niets veranderd."


def explain_refusal(refused: ProposalRefused) -> str:
    """Why a correction cannot be proposed."""
    return REFUSALS[refused.refusal].format(detail=refused.detail)
