"""The console command `testplatform <noun> <verb>`."""

import click
from flask import Flask
from flask.cli import FlaskGroup

from testplatform.cli.local import find_local_environment
from testplatform.config import Config, ConfigurationIncomplete


def create_app_from_environment() -> Flask:
    """The application for a command; a local set-up fills what the environment lacks."""
    from testplatform import create_app

    try:
        return create_app(Config.from_environment(find_local_environment()))
    except ConfigurationIncomplete as problem:
        raise click.ClickException(str(problem)) from problem


def main() -> None:
    """Run the command line."""
    from testplatform.cli.attempts import attempts
    from testplatform.cli.database import database
    from testplatform.cli.decide import decide
    from testplatform.cli.demo import demo
    from testplatform.cli.forms import forms
    from testplatform.cli.outbox import outbox
    from testplatform.cli.run import run
    from testplatform.cli.simulator import simulator
    from testplatform.cli.staff import staff

    group = FlaskGroup(
        create_app=create_app_from_environment,
        add_default_commands=False,
        load_dotenv=False,
        help="The test platform of the Flemish integration agencies.",
    )
    for command in (decide, run, simulator, demo, attempts, outbox, forms, staff, database):
        group.add_command(command)
    group()
