"""The console command `testplatform <noun> <verb>`; each command is loaded when it is called."""

from importlib import import_module

import click
from flask import Flask
from flask.cli import FlaskGroup

from testplatform.cli.local import find_local_environment
from testplatform.config import Config, ConfigurationIncomplete

COMMANDS = (
    "attempts",
    "database",
    "decide",
    "demo",
    "figures",
    "forms",
    "items",
    "outbox",
    "read-aloud",
    "rescore",
    "run",
    "simulator",
    "staff",
)


class Commands(FlaskGroup):
    """The nouns, each a module of its own name; `decide` need not wait for the database's."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = name.replace("-", "_")
        command: click.Command = getattr(import_module(f"testplatform.cli.{module}"), module)
        return command


def create_app_from_environment() -> Flask:
    """The application for a command; a local set-up fills what the environment lacks."""
    from testplatform import create_app

    try:
        return create_app(Config.from_environment(find_local_environment()))
    except ConfigurationIncomplete as problem:
        raise click.ClickException(str(problem)) from problem


def main() -> None:
    """Run the command line."""
    Commands(
        create_app=create_app_from_environment,
        add_default_commands=False,
        add_version_option=False,
        set_debug_flag=False,
        load_dotenv=False,
        help="The test platform of the Flemish integration agencies.",
    )()
