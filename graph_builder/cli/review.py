"""``alir review``: what a person decides about statements, from the command line or in a page."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output
from graph_builder.cli._listening import listening
from graph_builder.cli._review_actions import ACTIONS, LATEST, Asked
from graph_builder.errors import AlirError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from graph_builder.curation.session import Session


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE|DIR|STORE")
@click.argument("changes", nargs=-1, metavar="[FIELD=CONCEPT...]")
@click.option("--list", "list_", is_flag=True, help="List the statements, the most urgent on top.")
@click.option("--accept", metavar="ID", help="The statement is right.")
@click.option("--reject", metavar="ID", help="The text does not say this.")
@click.option("--unsure", metavar="ID", help="Seen, and left to somebody else.")
@click.option("--edit", metavar="ID", help="The text says something else: FIELD=CONCEPT, +=, -=.")
@click.option("--add", metavar="QUOTE", help="State what these words say: FIELD=CONCEPT …")
@click.option(
    "--undo",
    metavar="[ID]",
    is_flag=False,
    flag_value=LATEST,
    help="Take back the last decision, or the one about ID.",
)
@click.option("--diff", is_flag=True, help="Tell what became of the decisions in this text.")
@click.option(
    "--agreement",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Compare with the review file of another reviewer.",
)
@click.option(
    "--export",
    "export_",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write .jsonld (Web Annotation), .jsonl (doccano), .cas.json (INCEpTION), .csv, or "
    ".json (annotated data).",
)
@click.option(
    "--import",
    "import_",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take decisions over from .jsonld, .jsonl, .cas.json, .csv or another .review.toml.",
)
@click.option("--reviewer", envvar="ALIR_REVIEWER", help="Your name.  [default: your login]")
@click.option("--reason", default="", help="Why, in your words.")
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep decisions in this file instead of FILE's own, which builds apply.",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with the policies of a STORE.",
)
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", help="Language of names.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Where the page is served, on this machine only.",
)
@output.format_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(
    target: Path,
    changes: tuple[str, ...],
    reviewer: str | None,
    reason: str,
    decisions: Path | None,
    texts: Path | None,
    lang: str,
    port: int,
    style: str,
    as_json: bool,
    **actions: object,
) -> int:
    """Review what was read in a policy: accept, edit, reject, add.

    Decisions are kept beside the policy, in FILE's .review.toml, and every build applies them.
    Without an action, a page is served that shows one statement at a time.

    Example: alir review policy.md
    """
    from graph_builder.curation.decisions import Signature

    name, value = _action(actions)
    if changes and name not in {"edit", "add"}:
        raise UsageError("E-USAGE", f"{changes[0]} goes with --edit or --add")
    signature = Signature.now(reviewer or _login(), reason)
    paths = _policies(target, decisions, texts)
    if not name:
        return _page(paths, decisions, signature.reviewer, port)
    sessions = _sessions(paths, decisions)
    asked = Asked(sessions, changes, signature, lang, "json" if as_json else style)
    return ACTIONS[name](asked, value)


def _action(actions: Mapping[str, object]) -> tuple[str, str]:
    """Return the one action asked for and its value; no name where the page is wanted."""
    given = {name.strip("_"): value for name, value in actions.items() if value}
    if len(given) > 1:
        options = " and ".join(f"--{name}" for name in given)
        raise UsageError("E-USAGE", f"{options} do not go together", "Give one of them.")
    return next(((name, str(value)) for name, value in given.items()), ("", ""))


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # a container may run as somebody without a name
        raise UsageError("E-USAGE", "who reviews?", "Give --reviewer or ALIR_REVIEWER.") from error


def _policies(target: Path, decisions: Path | None, texts: Path | None) -> list[Path]:
    from graph_builder.build.reviewing import policies

    paths = policies(target, texts)
    if decisions and len(paths) > 1:
        raise UsageError("E-USAGE", "--decisions goes with one policy", "Name one policy.")
    return paths


def _sessions(paths: list[Path], decisions: Path | None) -> list[Session]:
    """Open policies; of several, one that cannot be read is told and the others are reviewed.

    Raises:
        AlirError: none of them can be read.
    """
    from graph_builder.build.reviewing import session

    opened, failed = [], []
    for path in paths:
        try:
            opened.append(session(path, decisions))
        except AlirError as error:
            failed.append(error)
    if not opened:
        raise failed[0]
    for one in failed:
        output.complain(one)
    return opened


def _page(paths: list[Path], decisions: Path | None, reviewer: str, port: int) -> int:
    try:
        import uvicorn

        from graph_builder.server.app import LOOPBACK
        from graph_builder.server.review import ADDRESS, Reviewing, create
    except ImportError as error:
        raise UnsupportedError(
            "E-EXTRA", "the page needs starlette and uvicorn", "pip install 'alir[serve]'"
        ) from error
    reviewing = Reviewing(tuple(paths), reviewer, decisions)
    reviewing.session(0)  # a mistake in the path or the review file is told before anything starts
    with listening(LOOPBACK[0], port) as place:
        output.note(f"{place.address}{ADDRESS}  (Ctrl-C ends it)")
        config = uvicorn.Config(
            create(reviewing, LOOPBACK), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[place.socket])
    return 0
