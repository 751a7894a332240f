"""`testplatform simulator …`: the simulated client-tracking system."""

import json
import os
from pathlib import Path

import click

from testplatform.clienttracking.simulator import SimulatorConfig, Store
from testplatform.clienttracking.simulator import seed as seed_store
from testplatform.config import ConfigurationIncomplete


@click.group("simulator")
def simulator() -> None:
    """The simulated client-tracking system."""


@simulator.command("seed")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def seed(file: Path) -> None:
    """Give the simulator the bookings of a JSON file; again changes nothing."""
    try:
        config = SimulatorConfig.from_environment(os.environ)
    except ConfigurationIncomplete as problem:
        raise click.ClickException(str(problem)) from problem
    number = seed_store(Store(config.database), json.loads(file.read_text()))
    click.echo(f"  {number} bookings new in the client-tracking simulator")
