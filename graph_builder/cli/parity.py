"""``alir parity``: do two language versions of one policy say the same?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import _versions
from graph_builder.errors import UsageError
from graph_builder.model import PolicyVersion

if TYPE_CHECKING:
    from graph_builder.analysis.parity.report import Compared

_LANGUAGES = ("en", "id")


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE [FILE]]")
@click.option(
    "--store",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Compare the versions of every policy of a store, and keep the findings in it.",
)
@click.option("--all", "everything", is_flag=True, help="Show what was probably misread, too.")
@_versions.report_options
def command(
    sources: tuple[str, ...],
    store: Path | None,
    texts: Path | None,
    everything: bool,
    style: str,
    lang: str,
    target: Path | None,
) -> int:
    """Compare the English and Indonesian versions of a policy, sentence by sentence.

    Two files, or one that holds both languages. Names, contacts, retention, rights, deadlines,
    data, recipients, firmness and conditions. Exit status: 0 no difference, 1 differences, 2 wrong
    use or unreadable.

    Example: alir parity policy.en.md policy.id.md
    """
    from graph_builder.analysis.parity.compare import parity
    from graph_builder.analysis.parity.report import Compared, render
    from graph_builder.analysis.relation import Taxonomy
    from graph_builder.vocabulary import default

    given: list[tuple[str, ...]] = [(s,) for s in sources] or [()]
    read = [_versions.read(s, store if not i else None, texts) for i, s in enumerate(given)]
    if any(failed for _, failed in read):
        return 2
    known = default()
    _versions.note_without_quotes(v for versions, _ in read for v in versions)
    compared = [
        Compared(one, two, parity(one, two, known), Taxonomy(known, (*one.parties, *two.parties)))
        for one, two in _pairs([versions for versions, _ in read])
    ]
    if store:
        _keep(store, compared)
    shown = render(compared, style, lang, everything=everything)
    _versions.write(target, shown)
    return 1 if any(c.shown(everything=False) for c in compared) else 0


def _pairs(
    read: Sequence[Sequence[PolicyVersion]],
) -> list[tuple[PolicyVersion, PolicyVersion]]:
    """Return what to compare: two files as they are given, else the languages of each policy.

    Args:
        read: the versions in each file, or in the store.

    Raises:
        UsageError: there are no two versions of one policy.
    """
    if [len(versions) for versions in read] == [1, 1]:
        return [(read[0][0], read[1][0])]
    listed = [v for versions in read for v in versions]
    policies: dict[str, dict[str, PolicyVersion]] = defaultdict(dict)
    for version in listed:
        policies[version.policy].setdefault(version.language, version)
    found = [(p["en"], p["id"]) for _, p in sorted(policies.items()) if p.keys() >= {*_LANGUAGES}]
    if not found:
        languages = ", ".join(sorted({v.language for v in listed})) or "none"
        raise UsageError(
            "E-USAGE",
            f"no policy has two versions (languages: {languages})",
            "Name the two files, or one that holds both languages.",
        )
    return found


def _keep(store: Path, compared: Iterable[Compared]) -> None:
    from graph_builder.analysis.findings_graph import keep, of_parity
    from graph_builder.graph.from_rdf import version_iris
    from graph_builder.graph.store import writing
    from graph_builder.graph.to_rdf import version_iri

    with writing(store) as writer:
        there = set(version_iris(writer.store))
        for one in compared:
            if {version_iri(one.first), version_iri(one.second)} <= there:
                quads = of_parity(one.first, one.second, one.shown(everything=False))
                keep(writer.store, one.first, quads, "parity")


__all__ = ["command"]
