"""Options that several commands have, so that each means and says the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

Command = Callable[..., object]

a_file = partial(click.Path, path_type=Path, dir_okay=False)
a_folder = partial(click.Path, path_type=Path, file_okay=False)


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Give a command several options, in this order in its help."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def report_style(*styles: str) -> Callable[[Command], Command]:
    """Give a command ``--format`` (parameter ``style``), ``--json`` and ``--lang``.

    Args:
        styles: the formats that there are; the first is the usual one.
    """
    return together(
        click.option(
            "--format",
            "style",
            type=click.Choice(styles),
            default=styles[0],
            show_default=True,
            help="How to write the report.",
        ),
        click.option("--json", "style", flag_value="json", help="The same as --format json."),
        click.option(
            "--lang",
            type=click.Choice(["en", "id"]),
            default="en",
            show_default=True,
            help="Language of the report.",
        ),
    )


__all__ = ["Command", "a_file", "a_folder", "report_style", "together"]
