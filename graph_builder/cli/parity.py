"""``alir parity``: do two language versions of one policy say the same?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import click

from graph_builder.cli import _versions
from graph_builder.cli._versions import Wanted
from graph_builder.errors import UsageError
from graph_builder.model import PolicyVersion

_LANGUAGES = ("en", "id")


@click.command()
@_versions.findings_of(
    "[FILE [FILE]]",
    "Compare the versions of every policy of a store, and keep the findings in it.",
    "Show what was probably misread, too.",
)
def command(
    sources: tuple[str, ...], store: Path | None, texts: Path | None, wanted: Wanted
) -> int:
    """Compare the English and Indonesian versions of a policy, sentence by sentence.

    Two files, or one that holds both languages. Names, contacts, retention, rights, deadlines,
    data, recipients, firmness and conditions. Exit status: 0 no difference, 1 differences, 2 wrong
    use or unreadable.

    Example: alir parity policy.en.md policy.id.md
    """
    from graph_builder.analysis.findings_graph import of_parity
    from graph_builder.analysis.parity.compare import parity
    from graph_builder.analysis.parity.report import Compared, render
    from graph_builder.analysis.relation import Taxonomy
    from graph_builder.graph.to_rdf import version_iri
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
        found = (
            ((version_iri(c.first), version_iri(c.second)), of_parity(c.first, c.second, c.shown()))
            for c in compared
            if c.first.text and c.second.text
        )
        _versions.keep(store, "parity", found)
    wanted.write(render(compared, wanted.style, wanted.lang, everything=wanted.everything))
    return 1 if any(c.shown() for c in compared) else 0


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


__all__ = ["command"]
