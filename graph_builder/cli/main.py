"""``alir``: finds the command, runs it, and turns whatever goes wrong into two plain lines.

Every module of this package that has a ``command`` is a command of that name; it is imported only
when it is called. Data goes to stdout, everything else to stderr. Exit status: 0 done, 1 findings
or some inputs failed, 2 wrong use or cannot read, 3 an optional part is missing.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from graph_builder import __version__
from graph_builder.cli import output
from graph_builder.errors import AlirError, UsageError
from graph_builder.nearest import nearest

_INTERRUPTED = 130
_BROKEN_PIPE = 141
_SHOW_TRACEBACK = 2


class LazyGroup(click.Group):
    """A group whose commands are the modules beside this one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return [name for name in _module_names() if self.get_command(ctx, name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the command's module; ``None`` where there is no such command."""
        if cmd_name not in _module_names():
            return None
        module = importlib.import_module(f"graph_builder.cli.{cmd_name.replace('-', '_')}")
        found = getattr(module, "command", None)
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which name is nearest to the one given."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = nearest(args[0], self.list_commands(ctx), count=1)
            hint = f"Did you mean `alir {near[0]}`?" if near else "See `alir --help`."
            raise UsageError("E-USAGE", f"there is no command {args[0]!r}", hint)
        return super().resolve_command(ctx, args)


def _module_names() -> list[str]:
    return sorted(
        p.stem.replace("_", "-")
        for p in Path(__file__).parent.glob("*.py")
        if not p.stem.startswith("_") and p.stem not in {"main", "output"}
    )


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("-v", "--verbose", count=True, help="Say more (-vv: also where errors arise).")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.version_option(__version__, prog_name="alir")
@click.pass_context
def cli(ctx: click.Context, verbose: int, quiet: bool) -> None:
    """Turn privacy policies into a knowledge graph of data flows, and question it.

    Example: alir build policies/ && alir ask "who receives IP addresses"
    """
    ctx.obj = output.Settings(-1 if quiet else verbose)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status; errors are printed, never raised."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = cli.main(given, prog_name="alir", standalone_mode=False)
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough; keep the interpreter from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except Exception as error:
        if _verbosity(given) >= _SHOW_TRACEBACK and not isinstance(error, AlirError):
            raise
        return output.complain(_for_people(error))
    return status if isinstance(status, int) else 0


def _for_people(error: Exception) -> AlirError:
    """Return the error that a user sees for whatever went wrong."""
    if isinstance(error, AlirError):
        return error
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        hint = f"Run `{context.command_path} --help`." if context else ""
        return UsageError("E-USAGE", error.format_message(), hint)
    return AlirError("E-INTERNAL", f"{type(error).__name__}: {error}")


def _verbosity(arguments: Sequence[str]) -> int:
    """Return how often the group was told to be verbose; it may have failed before it knew."""
    return sum(a.count("v") for a in arguments if a.startswith("-v")) + arguments.count("--verbose")


def main() -> None:
    """Entry point of the ``alir`` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run())


__all__ = ["cli", "main", "run"]
