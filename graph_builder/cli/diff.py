"""``alir diff``: what changed in meaning between two versions of a policy."""

from __future__ import annotations

import click

from graph_builder.cli import output


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "markdown", "html", "csv", "turtle"]),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--lang",
    type=click.Choice(["en", "id"]),
    default="en",
    show_default=True,
    help="Language of the report.",
)
def command(old: str, new: str, style: str, as_json: bool, lang: str) -> int:
    """Compare two versions of a policy by what they say, not by how they are laid out.

    Flows, retention, rights, provisions, controller, contacts and date; every difference with the
    sentences that prove it. Exit status: 0 no difference, 1 differences, 2 wrong use or unreadable.

    Example: alir diff policy-2023.md policy-2024.md --format markdown
    """
    from graph_builder.analysis.diff import diff, pairs
    from graph_builder.analysis.relation import Taxonomy
    from graph_builder.analysis.report import Comparison, render
    from graph_builder.build.inputs import Input
    from graph_builder.build.pipeline import Options, build
    from graph_builder.errors import failures
    from graph_builder.vocabulary import default

    before, after = (build(Input(source), Options()) for source in (old, new))
    matched = pairs(before, after)
    shared = {one.language for one, _ in matched}
    for version in (*before, *after):
        if version.language not in shared:
            output.note(f"{version.source}: its {version.language} text has no counterpart")
        if not version.practices:
            output.note(f"{version.source}: no statement was found in it; is it cut off?")
        for code in version.notes:
            output.note(f"{version.source}: [{code}] {failures()[code].cause}")
    comparisons = [
        Comparison(
            one,
            two,
            diff(one, two, default()),
            Taxonomy(default(), (*one.parties, *two.parties)),
        )
        for one, two in matched
    ]
    click.echo(render(comparisons, "json" if as_json else style, lang), nl=False)
    return 1 if any(c.changes for c in comparisons) else 0


__all__ = ["command"]
