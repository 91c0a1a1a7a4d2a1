"""Policies opened for review: from a file, a folder, or a store with the folder of its texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph_builder.build.inputs import Failed, Input, expand
from graph_builder.build.pipeline import Options, versions
from graph_builder.curation import review_file
from graph_builder.curation.session import Session
from graph_builder.curation.statement import Statement
from graph_builder.errors import AlirError, DocumentError, UsageError
from graph_builder.proposals import kept


def policies(target: Path, texts: Path | None = None) -> list[Path]:
    """Return the policy files that a target means.

    Args:
        target: a policy, a folder of policies, or a store.
        texts: where the policies of a store lie; found by the hash of their bytes.

    Raises:
        AlirError: there is nothing of the kind.
    """
    if (target / "store.json").is_file():
        return _of_store(target, texts)
    if not target.exists():
        raise DocumentError("E-NOT-FOUND", f"there is no file {target}")
    found = expand([str(target)])
    for failed in found:
        if isinstance(failed, Failed):
            raise AlirError(failed.code, failed.message, failed.hint)
    return [Path(given.source) for given in found]


def session(path: Path, decisions: Path | None = None, more: Sequence[Statement] = ()) -> Session:
    """Open a policy for review.

    Args:
        path: of the policy.
        decisions: where decisions are kept; beside the policy where it is left out.
        more: statements that others than the extractor read in it, besides those that language
            models proposed (``alir propose``).

    Raises:
        DocumentError: the policy cannot be read, or its review file is damaged.
    """
    read = versions(Input(str(path)), Options(force=True))
    proposed = (s for version in read for s in kept.waiting(version))
    place = decisions or review_file.beside(path)
    return Session(path.name, read, place, (*more, *proposed))


def _of_store(store: Path, texts: Path | None) -> list[Path]:
    from graph_builder.graph import from_rdf
    from graph_builder.graph.evidence import Texts
    from graph_builder.graph.store import reading

    if texts is None:
        hint = "Add --texts and the folder in which they lie."
        raise UsageError("E-USAGE", f"{store} does not hold the texts of its policies", hint)
    folder = Texts(texts)
    hashes = dict.fromkeys(v.source_hash for v in from_rdf.versions(reading(store)))
    found = [path for h in hashes if (path := folder.path(h))]
    if not found:
        raise DocumentError("E-NOT-FOUND", f"{texts} holds none of the policies of {store}")
    return found


__all__ = ["policies", "session"]
