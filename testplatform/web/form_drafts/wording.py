"""Blueprints and what is wrong with them, in Dutch."""

from itembank.blueprints import Finding, Flaw, Rule
from testplatform.web.staff.wording import (
    ITEM_TYPES,
    LEARNING_ENVIRONMENTS,
    SKILLS,
    describe_part,
)

FLAWS_OF_ITEMS = {
    Flaw.NOT_AVAILABLE: "is niet (meer) goedgekeurd of bestaat niet",
    Flaw.OTHER_PART: "hoort bij een ander deel",
    Flaw.TWICE: "staat er twee keer in",
    Flaw.ENEMIES: "mogen niet samen in één test",
    Flaw.RATED: "wordt door mensen beoordeeld: de volgende test kan daar niet op wachten",
}


def describe_rule(rule: Rule) -> str:
    """A rule as a sentence: "minstens 3 van thema gelijkheid, niveau A2"."""
    asked = (
        rule.theme and f"thema {rule.theme}",
        rule.learning_environment
        and f"leeromgeving {LEARNING_ENVIRONMENTS[rule.learning_environment]}",
        rule.skill and f"vaardigheid {SKILLS[rule.skill]}",
        rule.level and f"niveau {rule.level.value}",
        rule.item_type and f"vraagtype {ITEM_TYPES[rule.item_type]}",
        None if rule.most_exposure is None else f"hoogstens {rule.most_exposure} keer gezien",
    )
    return f"minstens {rule.count}: {', '.join(filter(None, asked)) or 'om het even welke'}"


def describe_finding(finding: Finding, programme: str) -> str:
    """What is wrong, in which part, with what would put it right."""
    return f"{describe_part(programme, finding.part)}: {_describe_flaw(finding)}"


def _describe_flaw(finding: Finding) -> str:
    match finding.flaw:
        case Flaw.WRONG_NUMBER:
            return f"{finding.found} vragen gekozen, {finding.wanted} nodig"
        case Flaw.WRONG_MARKS:
            return f"samen {finding.found} punten, {finding.wanted} nodig voor de routing"
        case Flaw.RULE_SHORT:
            rule = "" if finding.rule is None else describe_rule(finding.rule)
            return f"regel niet gehaald ({rule}): {finding.found} van {finding.wanted}"
        case _:
            return f"{' en '.join(finding.items)} {FLAWS_OF_ITEMS[finding.flaw]}"
