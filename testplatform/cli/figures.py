"""`testplatform figures …`: generate figural items as drafts."""

import click
from flask.cli import with_appcontext

from itembank.generators.difficulty import Difficulty
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.services.figure_items import (
    AddedFigures,
    FigureKind,
    add_figure_items,
    build_figure_item,
    find_known,
)

MOST_AT_ONCE = 500


@click.group()
def figures() -> None:
    """Figural items that a program makes and proves."""


@figures.command("generate")
@click.option("--kind", type=click.Choice([kind.value for kind in FigureKind]), required=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, help="The first seed.")
@click.option("--count", type=click.IntRange(1, MOST_AT_ONCE), default=1, help="How many seeds.")
@click.option(
    "--difficulty",
    type=click.Choice([difficulty.value for difficulty in Difficulty]),
    default=Difficulty.MEDIUM.value,
)
@click.option("--programme", default="covaar", show_default=True)
@click.option("--dry-run", is_flag=True, help="Say what would be added, and add nothing.")
@with_appcontext
def generate(
    *, kind: str, seed: int, count: int, difficulty: str, programme: str, dry_run: bool
) -> None:
    """Add the items of some seeds to the bank as drafts; all of them or none.

    Items that the bank has already stay as they are.
    """
    items = [
        build_figure_item(FigureKind(kind), number, Difficulty(difficulty))
        for number in range(seed, seed + count)
    ]
    if dry_run:
        known = find_known(db.session, items)
        new = tuple(item.code for item in items if item.code not in known)
        _print("would be added", AddedFigures(added=new, known=known))
        return
    with unit_of_work() as session:
        result = add_figure_items(session, items, programme=programme, now=now_utc())
    _print("added", result)


def _print(word: str, result: AddedFigures) -> None:
    for code in result.added:
        click.echo(f"{code}  {word}")
    for code in result.known:
        click.echo(f"{code}  is there already")
