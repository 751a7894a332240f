"""`testplatform decide`: decide one case given on standard input, without a database."""

import json
import sys

import click

from itembank.cases import CaseNotUnderstood, decide_case

BAD_INPUT = 2


@click.command("decide")
def decide() -> None:
    """Read a case as JSON on standard input and print the decision as JSON.

    Example: {"programme":"mo","moment":"exemption","date":"2023-03-01",
    "points":{"sokkel":[9,11],"praktisch":[24,30]}}
    """
    try:
        case = json.loads(sys.stdin.buffer.read(1024 * 1024 + 1))
    except (ValueError, RecursionError):
        _refuse("standard input: is not JSON")
    try:
        decision = decide_case(case)
    except CaseNotUnderstood as problem:
        _refuse(str(problem))
    click.echo(json.dumps(decision, ensure_ascii=False, indent=2))


def _refuse(sentence: str) -> None:
    click.echo(f"testplatform decide: {sentence}", err=True)
    sys.exit(BAD_INPUT)
